"""What happens in contests, counted in memory and written every few seconds by one statement.

No request waits for it: each process keeps its own sums, and a thread of its own writes them.
The minute is that of the database's clock when they are written, so a count may stand in the
next minute. Whoever is killed loses what was not written yet; what was answered is never here.
"""

import atexit
import logging
from collections.abc import Mapping
from datetime import datetime
from threading import Lock, Timer
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from campaigns.contests.clock import database_now
from campaigns.contests.models import Contest, MinuteCount

logger = logging.getLogger("goodnews.contests")

STARTED, SAVED, SUBMITTED, REGISTERED = "started", "saved", "submitted", "registered"
STEP, REFUSED = "step.", "refused."
KIND_LENGTH = 40
# While nothing can be written, addresses made up by a program fill no memory.
MOST_KEYS = 5000

STATEMENT = """
INSERT INTO {table} (contest_id, minute, kind, count, total_ms, slowest_ms) VALUES {rows}
ON CONFLICT (contest_id, minute, kind) DO UPDATE
SET count = {table}.count + excluded.count,
    total_ms = {table}.total_ms + excluded.total_ms,
    slowest_ms = CASE WHEN excluded.slowest_ms > {table}.slowest_ms
        THEN excluded.slowest_ms ELSE {table}.slowest_ms END
"""


class Sum(NamedTuple):
    """How often something happened, and how long it took in thousandths of a second."""

    count: int = 0
    total_ms: int = 0
    slowest_ms: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.count + other.count,
            self.total_ms + other.total_ms,
            max(self.slowest_ms, other.slowest_ms),
        )


# By the address of the contest, which every request names, and the kind.
Sums = Mapping[tuple[str, str], Sum]


class Tally:
    """The sums of one process that are not written yet; threads may note at the same time."""

    def __init__(self):
        self._lock = Lock()
        self._sums: dict[tuple[str, str], Sum] = {}
        self._timer: Timer | None = None
        self._writes_at_exit = False

    def note(self, slug: str, kind: str, *, count: int = 1, ms: int = 0) -> None:
        """Note that something happened ``count`` times in a contest; it took ``ms`` altogether."""
        self._add({(slug, kind[:KIND_LENGTH]): Sum(count, ms, ms)})
        self._write_soon()

    def take(self) -> Sums:
        """Return the sums, and begin anew."""
        with self._lock:
            taken, self._sums, self._timer = self._sums, {}, None
        return taken

    def write(self) -> int:
        """Write the sums; return how many rows that were. What cannot be written waits."""
        taken = self.take()
        try:
            write_sums(taken)
        except (DatabaseError, InterfaceError):
            logger.warning("Counts wait", extra={"event": "contest_counts_wait"}, exc_info=True)
            self._add(taken)
        return len(taken)

    def _add(self, sums: Sums) -> None:
        with self._lock:
            for key, each in sums.items():
                if key in self._sums or len(self._sums) < MOST_KEYS:
                    self._sums[key] = self._sums.get(key, Sum()) + each

    def _write_soon(self) -> None:
        seconds = settings.CONTEST_COUNTS_SECONDS
        if not seconds or self._timer is not None:
            return
        with self._lock:
            if self._timer is not None:
                return
            self._timer = Timer(seconds, self._write_apart)
            self._timer.daemon = True
            self._timer.start()
            if not self._writes_at_exit:
                self._writes_at_exit = True
                atexit.register(self.write)

    def _write_apart(self) -> None:
        """Write from the timer's thread, whose connection nobody else closes."""
        try:
            self.write()
        finally:
            connection.close()


tally = Tally()


def count(slug: str, kind: str) -> None:
    """Note that something happened once in the contest of that address."""
    tally.note(slug, kind)


def count_step(slug: str, step: str, *, seconds: float) -> None:
    """Note that a page of a contest was answered, and how long that took."""
    tally.note(slug, f"{STEP}{step}", ms=round(seconds * 1000))


def count_refusal(slug: str, error: BaseException) -> None:
    """Note that something was refused, and why: by the name of the error."""
    tally.note(slug, f"{REFUSED}{type(error).__name__}")


def write_sums(sums: Sums) -> None:
    """Add ``sums`` to the present minute: contests and clock are asked, then one statement."""
    slugs = {slug for slug, _kind in sums}
    contests = dict(Contest.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    # An address that is no contest's was tried by hand.
    known = {
        (contests[slug], kind): each for (slug, kind), each in sums.items() if slug in contests
    }
    if not known:
        return
    moment = minute_of(database_now())
    minute = MinuteCount._meta.get_field("minute").get_db_prep_save(moment, connection)
    # In one order, so that two processes never wait for each other.
    values = [
        value
        for (contest, kind), each in sorted(known.items())
        for value in (contest, minute, kind, each.count, each.total_ms, each.slowest_ms)
    ]
    rows = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(known))
    statement = STATEMENT.format(table=MinuteCount._meta.db_table, rows=rows)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def minute_of(moment: datetime) -> datetime:
    """Return the beginning of the minute of ``moment``."""
    return moment.replace(second=0, microsecond=0)
