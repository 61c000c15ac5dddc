"""``bench contest_deadline``: 20,000 submissions within five seconds of their deadline, on wrong clocks.

Three services answer in turn: one on time, one an hour fast, one an hour slow. The clients' own
clocks are up to ten years off, and say so. Each decision is compared with the database's clock.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from random import Random, SystemRandom
from urllib.parse import urlencode

from django.utils.crypto import get_random_string

from campaigns.contests.attempts.papers import full_marks_of
from campaigns.contests.attempts.starting import draw_paper
from campaigns.contests.choices import AttemptState
from campaigns.contests.clock import database_now
from campaigns.contests.models import Attempt, AttemptAnswer, Contest, Entrant
from campaigns.contests.reading import published_rules

from .contest_load.http import Line
from .contest_load.prepare import prepare
from .contest_load.records import Prepared, Ticket
from .load import LoadError
from .servers import ENTRANT_THREADS, gunicorn

SUBMISSIONS, A_WAVE = 20_000, 500
AROUND = 5.0
CLOCKS = (0, 3600, -3600)
# Between the making of a wave and its first submission.
LEAD = 1.0
TEN_YEARS = 10 * 365 * 86_400
SITE = "goodnews.bench.shifted:application"
BATCH = 1000


@dataclass(frozen=True)
class Sent:
    """One thing that an entrant sent, with the database's moments before and after.

    Attributes:
        status: of the reply; 0 where none came.
    """

    attempt: int
    what: str
    before: datetime
    after: datetime
    status: int


@dataclass
class Decisions:
    """What was decided, and what was decided wrongly."""

    counts: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self):
        counts = ", ".join(f"{name} {count:,}" for name, count in sorted(self.counts.items()))
        return "\n".join([f"wrong decisions {len(self.wrong)} of {counts}", *self.wrong[:5]])


def judge(*, sent: Sent, deadline: datetime, attempt: Attempt, has_answer: bool) -> str:
    """Return what is wrong with one decision, or "".

    Whoever sent and was answered before the deadline was in time, whoever sent after it was late;
    between, either may be, but what is written has to agree with itself.
    """
    is_early, is_late = sent.after <= deadline, sent.before > deadline
    if sent.what == "save":
        is_taken = sent.status == 200
        if (is_early and not is_taken) or (is_late and is_taken):
            return f"a save {_off(sent, deadline)}: {sent.status}"
        if is_late and has_answer:
            return "an answer that was sent late is there"
        return "an acknowledged answer is not there" if is_taken and not has_answer else ""
    is_taken = attempt.state == AttemptState.SUBMITTED
    if (is_early and not is_taken) or (is_late and is_taken):
        return f"a submission {_off(sent, deadline)}: {attempt.state}"
    if is_taken and not sent.before <= attempt.submitted_at <= min(sent.after, deadline):
        return f"submitted at {attempt.submitted_at}, sent {_off(sent, deadline)}"
    if not is_taken and attempt.submitted_at != deadline:
        return f"ended at {attempt.submitted_at} instead of {deadline}"
    return ""


def _off(sent: Sent, deadline: datetime) -> str:
    start, end = ((moment - deadline).total_seconds() for moment in (sent.before, sent.after))
    return f"between {start:+.3f} s and {end:+.3f} s"


class Clock:
    """The database's clock, told without asking it each time: both run on machines that agree on a second."""

    def __init__(self):
        self.offset, self.doubt = self._compare()

    def _compare(self) -> tuple[float, float]:
        """Return seconds to add to our own clock, and how far off that may be."""
        found = []
        for _try in range(5):
            start = time.monotonic()
            moment = database_now().timestamp()
            end = time.monotonic()
            found.append(((end - start) / 2, moment - (start + end) / 2))
        doubt, offset = min(found)
        return offset, doubt

    def at(self, monotonic: float) -> datetime:
        return datetime.fromtimestamp(monotonic + self.offset, UTC)

    def drifted(self) -> float:
        """Return by how much both clocks have moved against each other, in seconds."""
        return abs(self._compare()[0] - self.offset)


def measure(*, seconds: int, rounds: int, say: Callable[[str], None]) -> Iterator[Decisions]:
    """Yield the decisions of all waves. ``seconds`` and ``rounds`` are not used."""
    slug = f"gio-chot-{get_random_string(8, 'abcdefghkmnp')}"
    prepared = prepare(count=SUBMISSIONS, slug=slug, now=database_now())
    attempts = make_attempts(slug)
    found = Decisions()
    with services() as addresses:
        for start in range(0, len(attempts), A_WAVE):
            wave = attempts[start : start + A_WAVE]
            tickets = prepared.tickets[start : start + A_WAVE]
            run_wave(prepared, tickets, wave, addresses, found, seed=start)
            say(f"{start + len(wave)} submissions: {len(found.wrong)} decided wrongly")
    yield found


def make_attempts(slug: str) -> list[int]:
    """Write an open attempt for each entrant, all with one paper; return their ids, in order."""
    contest = Contest.objects.get(slug=slug)
    round, now = contest.rounds.get(), database_now()
    version, rules = published_rules(contest)
    said = rules.round(round.number)
    paper = draw_paper(round=round, said=said, league="", rng=SystemRandom())
    rows = (
        Attempt(
            entrant_id=pk,
            round=round,
            rules=version,
            number=1,
            paper=paper,
            started_at=now,
            deadline=now + timedelta(hours=1),
            closes_at=said.closes_at,
            full_marks=full_marks_of(paper),
        )
        for pk in Entrant.objects.filter(contest=contest)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return [row.pk for row in Attempt.objects.bulk_create(rows, batch_size=BATCH)]


@contextmanager
def services() -> Iterator[list[str]]:
    """Serve the site three times, each by another clock; give the addresses."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(
                gunicorn(SITE, threads=ENTRANT_THREADS, BENCH_CLOCK_SHIFT=str(clock))
            )
            for clock in CLOCKS
        ]


def run_wave(
    prepared: Prepared,
    tickets: tuple[Ticket, ...],
    attempts: list[int],
    addresses: list[str],
    found: Decisions,
    *,
    seed: int,
) -> None:
    """Let a wave have one deadline, send everything around it, and judge what was decided."""
    clock = Clock()
    ends_at = time.monotonic() + LEAD + AROUND
    deadline = clock.at(ends_at)
    Attempt.objects.filter(pk__in=attempts).update(
        started_at=deadline - timedelta(minutes=15), deadline=deadline
    )
    sent = asyncio.run(_send_all(prepared, tickets, attempts, addresses, ends_at, clock, seed))
    rows = Attempt.objects.in_bulk(attempts)
    answered = set(
        AttemptAnswer.objects.filter(attempt__in=attempts, place=1).values_list(
            "attempt", flat=True
        )
    )
    if clock.drifted() > 0.05:
        raise LoadError("The clocks of this machine and of the database moved apart meanwhile.")
    for each in sent:
        if not each.status:
            found.counts["without a reply"] += 1
            continue
        fault = judge(
            sent=each,
            deadline=deadline,
            attempt=rows[each.attempt],
            has_answer=each.attempt in answered,
        )
        if fault:
            found.wrong.append(f"attempt {each.attempt}: {fault}")
        found.counts[_kind(each, deadline)] += 1


def _kind(sent: Sent, deadline: datetime) -> str:
    if sent.after <= deadline:
        return f"{sent.what}s in time"
    return f"{sent.what}s late" if sent.before > deadline else f"{sent.what}s across the deadline"


async def _send_all(prepared, tickets, attempts, addresses, ends_at, clock, seed) -> list[Sent]:
    rng = Random(seed)  # noqa: S311 -- the same load in every run
    found: list[Sent] = []

    async def submit(number: int, ticket: Ticket, attempt: int, moment: float, wrong: int) -> None:
        line = ClockLine(addresses[number % len(addresses)], ticket.cookie, wrong)
        path = f"{prepared.path}vong/1/luot/1/"
        await asyncio.sleep(max(moment - time.monotonic(), 0))
        save = urlencode({"place": 1, "sequence": 1, "q1": "đúng", "writer": "may"})
        form = urlencode({"q1": "đúng", "so": 2, "do": "finish"})
        for what, address, body in (("save", f"{path}luu/", save), ("submission", path, form)):
            before = time.monotonic()
            try:
                status = (await line.ask("POST", address, body, accept="application/json")).status
            except (OSError, EOFError, TimeoutError):
                status = 0
            after = time.monotonic()
            # The doubt about the clock counts for the site.
            doubt = clock.doubt
            found.append(
                Sent(attempt, what, clock.at(before - doubt), clock.at(after + doubt), status)
            )
        line.close()

    async with asyncio.TaskGroup() as group:
        for number, (ticket, attempt) in enumerate(zip(tickets, attempts, strict=True)):
            moment = ends_at + rng.uniform(-AROUND, AROUND)
            wrong = rng.randint(-TEN_YEARS, TEN_YEARS)
            group.create_task(submit(number, ticket, attempt, moment, wrong))
    return found


class ClockLine(Line):
    """A client whose clock is wrong, and who tells the time with every request."""

    def __init__(self, base: str, cookie: str, wrong: int):
        super().__init__(base, cookie)
        self.wrong = timedelta(seconds=wrong)

    def _request(self, method: str, path: str, body: str, accept: str) -> bytes:
        told = format_datetime(datetime.now(UTC) + self.wrong, usegmt=True)
        first, rest = super()._request(method, path, body, accept).split(b"\r\n", 1)
        stamps = f"Date: {told}\r\nIf-Unmodified-Since: {told}\r\n".encode()
        return first + b"\r\n" + stamps + rest
