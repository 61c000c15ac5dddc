"""Eight schedulers at once, killed at random: each item published once, told once, never early.

PLANNED_ITEMS=1000 KILLS=50 DATABASE_URL=postgres://… uv run pytest -s tests/benchmarks/test_schedule_soak.py

Eight processes are ``run_scheduler`` on eight servers. systemd is played by starting a killed one
again, after the second that it waits and the time that Python needs to load the site.
With ``SCHEDULER=cron`` they run ``publish_due`` and ``send_letters`` at every whole minute instead;
a process that is killed is replaced, and does nothing before the next minute.

Items are due at whole minutes, spread by chance over ``SCHEDULE_MINUTES``.
"""

import os
import signal
import statistics
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.models import Max, Min
from django.test import TransactionTestCase, override_settings
from wagtail.models import PageLogEntry, Revision

from goodnews.workflows.choices import ApprovalChannel
from goodnews.workflows.locks import PUBLISHER_LOCK
from goodnews.workflows.models import Approval, Letter
from goodnews.workflows.services.schedule import due_revisions
from news.models import StoryPage
from tests.workflows.factories import make_newsroom

ITEMS = int(os.environ.get("PLANNED_ITEMS", "0"))
KILLS = int(os.environ.get("KILLS", "50"))
SEED = os.environ.get("SCHEDULE_SEED", "2026")
MINUTES = int(os.environ.get("SCHEDULE_MINUTES", "7"))
SCHEDULERS = 8
IS_CRON = os.environ.get("SCHEDULER", "") == "cron"
# RestartSec of the unit, and what loading the site takes.
RESTART_SECONDS = 1 + float(os.environ.get("BOOT_SECONDS", "3"))
MINUTE = timedelta(minutes=1)
LATEST = 60
# After its last attempt a letter rests for two minutes.
MOST_MINUTES_AFTER_THE_LAST = 8
PUBLISHED = "wagtail.publish.scheduled"
HOLDER = """
    SELECT activity.application_name FROM pg_locks
    JOIN pg_stat_activity AS activity USING (pid)
    WHERE locktype = 'advisory' AND objid = %s AND granted AND activity.datname = current_database()
"""


def wall_clock() -> datetime:
    return datetime.now(UTC)


def whole_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def schedule_for_ever(pause: float) -> None:
    """Be one server's scheduler or cron; never returns."""
    options = connections["default"].settings_dict["OPTIONS"]
    options["application_name"] = f"scheduler-{os.getpid()}"
    if not IS_CRON:
        time.sleep(pause)
        call_command("run_scheduler", stdout=StringIO())
    while True:
        time.sleep(60 - time.time() % 60)
        for command in ("publish_due", "send_letters"):
            call_command(command, stdout=StringIO())


def fork_scheduler(*, pause: float = 0) -> int:
    """Return the process of a scheduler that begins after ``pause`` seconds.

    No connection may be open here.
    """
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        try:
            schedule_for_ever(pause)
        finally:
            os._exit(1)
    return pid


def publisher() -> int | None:
    """Return the process that is publishing, if one is."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDER, [PUBLISHER_LOCK])
        row = cursor.fetchone()
    return int(row[0].removeprefix("scheduler-")) if row else None


@pytest.mark.skipif(
    not ITEMS or connection.vendor != "postgresql", reason="on request: PLANNED_ITEMS=1000"
)
class ScheduleSoakTests(TransactionTestCase):
    serialized_rollback = True

    def test_each_item_is_published_once_and_told_once(self):
        self.rng = Random(SEED)
        self.processor_seconds = 0.0
        sink = Path(os.environ.get("GOODNEWS_VAR_DIR", "/tmp")) / f"sink-{os.getpid()}.txt"  # noqa: S108
        sink.write_text("")
        with override_settings(
            EMAIL_BACKEND="tests.benchmarks.mail_sink.SinkBackend", MAIL_SINK=str(sink)
        ):
            planned = self.plan_items()
            killed = self.keep_schedulers(until=max(planned.values()) + LATEST * MINUTE / 60)
        lines = [line.partition("\t")[0] for line in sink.read_text().splitlines()]
        sink.unlink()
        self.report(planned, killed, lines)
        self.check(planned, lines)

    def plan_items(self) -> dict[int, datetime]:
        """Return when each page is due: at whole minutes, as editors and the plan give them."""
        room = make_newsroom()
        pages = [room.story(f"Tin số {n}") for n in range(ITEMS)]
        first = whole_minute(wall_clock()) + 2 * MINUTE
        planned = {}
        for page in pages:
            revision = page.get_latest_revision()
            planned[page.pk] = first + self.rng.randrange(MINUTES) * MINUTE
            Approval.objects.record(
                revision=revision,
                user=room.approver,
                now=first - 2 * MINUTE,
                channel=ApprovalChannel.WORKFLOW,
            )
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=planned[page.pk])
        how = "cron" if IS_CRON else "run_scheduler"
        print(  # noqa: T201
            f"\n{ITEMS} items within {MINUTES} minutes from {first:%H:%M}, seed {SEED}, {how}"
        )
        return planned

    def keep_schedulers(self, *, until: datetime) -> Counter:
        """Let eight schedulers work, kill them at random, and replace them; count the kills."""
        processes = [fork_scheduler() for _ in range(SCHEDULERS)]
        killed = Counter()
        last = until + MOST_MINUTES_AFTER_THE_LAST * MINUTE
        try:
            while wall_clock() < last:
                is_over = wall_clock() > until
                if is_over and not due_revisions(last) and not Letter.objects.unsent().exists():
                    break
                if killed.total() < KILLS and not is_over:
                    victim, was_publishing = self.choose(processes)
                    self.kill(victim)
                    killed["while publishing" if was_publishing else "else"] += 1
                    restarted = fork_scheduler(pause=RESTART_SECONDS)
                    processes[processes.index(victim)] = restarted
                time.sleep(self.rng.uniform(0, 4))
        finally:
            for pid in processes:
                self.kill(pid)
        return killed

    def kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        _pid, _status, used = os.wait4(pid, 0)
        self.processor_seconds += used.ru_utime + used.ru_stime

    def choose(self, processes: list[int]) -> tuple[int, bool]:
        """Return whom to kill: mostly the one that is publishing, at a random moment of its work."""
        if self.rng.random() < 0.8:
            ends_at = time.monotonic() + 20
            while time.monotonic() < ends_at:
                if publisher():
                    time.sleep(self.rng.uniform(0, 2))
                    found = publisher()
                    if found in processes:
                        return found, True
                time.sleep(0.05)
        return self.rng.choice(processes), False

    def report(self, planned, killed: Counter, lines: list[str]) -> None:
        late = self.seconds_late(planned)
        print(f"killed: {dict(killed)}")  # noqa: T201
        print(  # noqa: T201
            f"{len(late)} published; late: median {statistics.median(late):.1f} s, "
            f"most {max(late):.1f} s, {sum(s > LATEST for s in late)} over {LATEST} s"
        )
        print(f"{1000 * self.processor_seconds / len(late):.0f} ms of processor time an item")  # noqa: T201
        tried = Letter.objects.aggregate(most=Max("attempt_count"), least=Min("attempt_count"))
        print(  # noqa: T201
            f"{Letter.objects.count()} letters, {len(lines)} taken by the mail server, "
            f"{len(lines) - len(set(lines))} of them a second time; attempts: {tried}"
        )

    def seconds_late(self, planned) -> list[float]:
        entries = PageLogEntry.objects.filter(action=PUBLISHED).values_list("page", "timestamp")
        return [(moment - planned[page]).total_seconds() for page, moment in entries]

    def check(self, planned, lines: list[str]) -> None:
        entries = PageLogEntry.objects.filter(action=PUBLISHED)
        times = Counter(entries.values_list("page", flat=True))
        self.assertEqual(times, Counter(planned.keys()))
        self.assertEqual(StoryPage.objects.live().filter(pk__in=planned).count(), len(planned))
        self.assertGreaterEqual(min(self.seconds_late(planned)), 0)
        told = Counter(Letter.objects.values_list("subject", flat=True))
        self.assertEqual(set(told.values()), {1})
        self.assertEqual(len(told), len(planned))
        self.assertFalse(Letter.objects.unsent().exists())
        # A letter that went a second time is the same letter, and mailboxes know it by its key.
        self.assertEqual(len(set(lines)), len(planned))
