"""``bench contest_rush``: 2,000 entrants press "start" within ten seconds, behind the shipped nginx.

The same journey (start, page of questions, saves, submission, receipt) is played by a few entrants at
a time, to find the peak, and by all at once, while a reader opens a story. The peak is found before and
after the rush and lasts about as long, so that a machine whose speed changes is no better for one of them.
"""

import asyncio
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import harmonic_mean

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import get_random_string

from campaigns.contests.clock import database_now
from campaigns.contests.rush.keeping import KEY as LINE_KEY

from .contest_load.checking import Findings, check
from .contest_load.clients import Habits, Player
from .contest_load.http import Reply
from .contest_load.prepare import prepare
from .contest_load.reading import read_standing
from .contest_load.records import Load, Prepared
from .pages import SITE, addresses
from .servers import ENTRANT_THREADS, SITE_THREADS, gunicorn, nginx

CLIENTS, WITHIN = 2000, 10.0
PEAK_CLIENTS, PEAK_ENTRANTS = (8, 16), 300
# The peak is what the servers can do, whatever the line would let them.
NO_LINE = {"CONTEST_STARTS_PER_SECOND": "1000"}
WANTED_GOODPUT, WANTED_P99 = 0.9, 300.0
# In nginx.conf of the server; Debian's 768 are too few for 2,000 phones.
CONNECTIONS = 8192
# What CPUWeight=50 of the contests' unit is, as a niceness.
HALF_WEIGHT = 3
HABITS = Habits(replays=0.02)
BUTTON = b"/bat-dau/"
AHEAD = re.compile(rb"Tr\xc6\xb0\xe1\xbb\x9bc b\xe1\xba\xa1n c\xc3\xb2n ([\d.]+) ng")


@dataclass
class Rush:
    """What the entrants of one run met beside what a load notes.

    Attributes:
        useful: moments of replies that took somebody further.
        polls: how often somebody was not let in yet.
        refusals: replies that were neither useful nor a place: by what they were.
        backwards: how often a place was worse than before.
        waits: seconds from the first press to the attempt.
    """

    load: Load = field(default_factory=Load)
    useful: list[float] = field(default_factory=list)
    polls: int = 0
    retries: int = 0
    refusals: Counter = field(default_factory=Counter)
    backwards: int = 0
    waits: list[float] = field(default_factory=list)
    farthest: int = 0

    @property
    def goodput(self) -> float:
        """Useful replies a second while at least a tenth of the work was still to do."""
        moments = sorted(self.useful)
        most = moments[: max(int(len(moments) * 0.9), 2)]
        return (len(most) - 1) / max(most[-1] - moments[0], 0.001)


@dataclass
class Calm:
    """What the servers do for a few entrants at a time.

    Attributes:
        goodputs: useful replies a second of each part, by the number of entrants at a time.
        useful: useful replies of all parts.
        seconds: of the processor that these took the servers.
    """

    goodputs: dict[int, list[float]] = field(default_factory=dict)
    useful: int = 0
    seconds: float = 0.0

    @property
    def peak(self) -> float:
        """Useful replies a second at the best number of entrants; every part has as many replies."""
        return max(harmonic_mean(parts) for parts in self.goodputs.values())


@dataclass(frozen=True)
class RushFigures:
    """What is printed."""

    lines: tuple[str, ...]

    def __str__(self):
        return "\n".join(self.lines)


class Entrant(Player):
    """Somebody who waits as the page of the line says, and comes back with the ticket."""

    def __init__(self, *args, rush: Rush):
        super().__init__(*args)
        self.rush = rush
        self.ahead: int | None = None

    async def _send(self, method, path, body="", *, accept="text/html", line=None) -> Reply:
        """Send, again where the site said when; note what was useful and what was not asked for."""
        while True:
            self.load.requests += 1
            try:
                reply = await self.line.ask(method, path, body, accept=accept)
            except (OSError, EOFError, TimeoutError) as error:
                self.rush.refusals[type(error).__name__] += 1
                await asyncio.sleep(self.rng.uniform(1, 3))
                continue
            if reply.status not in (502, 503, 504, 429):
                self.rush.useful.append(time.monotonic())
                return reply
            again = reply.headers.get("retry-after")
            if reply.status != 503 or again is None:
                self.rush.refusals[str(reply.status)] += 1
            if self._notes_place(reply, path):
                await asyncio.sleep(float(again))
                return reply
            self.rush.retries += 1
            await asyncio.sleep(float(again or 2) * self.rng.uniform(1, 1.2))

    def _notes_place(self, reply: Reply, path: str) -> bool:
        """Note the place of whoever waits; tell whether this was the line's answer."""
        if not path.endswith(("/bat-dau/", "/hang-cho/")):
            return False
        self.rush.polls += 1
        told = AHEAD.search(reply.body)
        if told is None:
            # nginx's own page of a full server, or "it is your turn, one moment": no place.
            return True
        ahead = int(told.group(1).replace(b".", b""))
        if self.ahead is not None and ahead > self.ahead:
            self.rush.backwards += 1
        self.ahead = ahead
        self.rush.farthest = max(self.rush.farthest, ahead)
        return True

    async def _start(self) -> None:
        pressed = time.monotonic()
        reply = await self._send("POST", f"{self.round}bat-dau/")
        while reply.status == 503:
            # As the page does: a short wait ends with the button, a longer one with another look.
            if BUTTON in reply.body:
                reply = await self._send("POST", f"{self.round}bat-dau/")
                continue
            reply = await self._send("GET", f"{self.round}hang-cho/")
            if reply.status == 200:
                self.rush.useful.pop()
                reply = await self._send("POST", f"{self.round}bat-dau/")
        self._expect(reply, 302)
        self.rush.waits.append(time.monotonic() - pressed)
        self._expect(await self._send("GET", self.attempt), 200)


async def rush_in(
    base: str,
    prepared: Prepared,
    *,
    within: float,
    at_once: int = 0,
    habits: Habits = HABITS,
) -> Rush:
    """Play every entrant of ``prepared``, all ``within`` seconds, or ``at_once`` at a time."""
    rush = Rush()
    entrants = [
        Entrant(base, prepared, ticket, habits, rush.load, Random(index), rush=rush)  # noqa: S311
        for index, ticket in enumerate(prepared.tickets)
    ]
    gate = asyncio.Semaphore(at_once or len(entrants))

    async def come(entrant: Entrant, after: float) -> None:
        await asyncio.sleep(after)
        async with gate:
            try:
                await entrant.take_part()
            finally:
                entrant.line.close()

    rng = Random(1)  # noqa: S311 -- the same rush in every run
    async with asyncio.TaskGroup() as group:
        for entrant in entrants:
            group.create_task(come(entrant, rng.uniform(0, within)))
    return rush


def measure(*, seconds: int, rounds: int, say: Callable[[str], None]) -> Iterator[RushFigures]:
    """Yield the figures of one rush. ``seconds`` and ``rounds`` are not used: it takes minutes."""
    story, calm = addresses()["story"], Calm()
    with work() as idle, served():
        pass
    play_calmly(calm, idle, story, say)
    say(f"{CLIENTS} entrants within {WITHIN:.0f} s")
    with work() as rush_work, served() as base, reader(base + story) as told:
        found, rush = _played(base, CLIENTS, within=WITHIN)
    play_calmly(calm, idle, story, say)
    cost = rush_work.seconds - idle.seconds
    yield RushFigures(tuple(lines(found, rush, cost=cost, calm=calm, told=told)))


def play_calmly(calm: Calm, idle: "Work", story: str, say: Callable[[str], None]) -> None:
    """Play a part of ``calm`` for each number of entrants at a time, on servers of its own."""
    with work() as calm_work, served(**NO_LINE) as base, reader(base + story):
        for at_once in PEAK_CLIENTS:
            _found, rush = _played(base, PEAK_ENTRANTS, within=0, at_once=at_once)
            say(f"{at_once} entrants at a time: {rush.goodput:.1f} useful replies a second")
            calm.goodputs.setdefault(at_once, []).append(rush.goodput)
            calm.useful += len(rush.useful)
    calm.seconds += calm_work.seconds - idle.seconds


@dataclass
class Work:
    """Processor seconds of the servers that were started and stopped within a block."""

    seconds: float = 0.0


@contextmanager
def work() -> Iterator[Work]:
    """Count what the servers of the block take of the processor, whatever else the machine does."""
    found, before = Work(), resource.getrusage(resource.RUSAGE_CHILDREN)
    yield found
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found.seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _played(base: str, count: int, *, within: float, at_once: int = 0):
    slug = f"dot-vao-{get_random_string(8, 'abcdefghkmnp')}"
    prepared = prepare(count=count, slug=slug, now=database_now())
    rush = asyncio.run(rush_in(base, prepared, within=within, at_once=at_once))
    return check(rush.load.logs, read_standing(slug)), rush


def lines(found: Findings, rush: Rush, *, cost: float, calm: Calm, told: dict) -> Iterator[str]:
    """Yield what a run says, line by line.

    Args:
        cost: seconds of the processor that the rush took the servers.
        calm: what a few entrants at a time met, of whose goodputs the best is the peak.
    """
    waits, page = sorted(rush.waits), sorted(told["milliseconds"])
    yield f"{found}"
    yield from found.examples
    yield f"neither useful nor 503 with Retry-After: {dict(rush.refusals) or 'none'}"
    yield (
        f"not let in yet {rush.polls} times, up to {rush.farthest} ahead, worse than before "
        f"{rush.backwards} times; other 503 {rush.retries}"
    )
    yield f"from the first press to the attempt: median {_part(waits, 0.5):.1f} s, most {waits[-1]:.1f} s"
    share = rush.goodput / calm.peak
    held = "held" if share >= WANTED_GOODPUT else "MISSED"
    yield (
        f"goodput a second {rush.goodput:.1f} of {calm.peak:.1f}: {share:.2f}  "
        f"wanted {WANTED_GOODPUT}  {held}"
    )
    by_processor, calmly = len(rush.useful) / cost, calm.useful / calm.seconds
    yield f"a second of the processor {by_processor:.1f} of {calmly:.1f}: {by_processor / calmly:.2f}"
    saves = [1000 * seconds for seconds in sorted(rush.load.waits)]
    yield f"a save: median {_part(saves, 0.5):.0f} ms, 95 of 100 within {_part(saves, 0.95):.0f} ms"
    p99 = _part(page, 0.99)
    held = p99 <= WANTED_P99 and not told["failures"]
    yield (
        f"a story meanwhile, {len(page)} times: median {_part(page, 0.5):.1f} ms, p99 {p99:.1f} ms, "
        f"failures {len(told['failures'])}  wanted {WANTED_P99:.0f} ms  {'held' if held else 'MISSED'}"
    )


def _part(ordered: list[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


@contextmanager
def served(**environment: str) -> Iterator[str]:
    """Serve as the units of site/deploy/ do: two services and nginx; give nginx's address.

    The line begins anew: with the peak's it would promise a wait as if it called a thousand a second.
    """
    cache.delete(LINE_KEY)
    Path(settings.CONTEST_LINE_FILE).unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = {
            "NGINX_CACHE_DIR": str(folder / "nginx"),
            "PAGE_CACHE_ENABLED": "true",
            **environment,
        }
        (folder / "nginx").mkdir()
        with ExitStack() as stack:
            site = [
                stack.enter_context(gunicorn(SITE, threads=SITE_THREADS, **kept))
                for _each in range(2)
            ]
            contests = [
                stack.enter_context(
                    gunicorn(SITE, threads=ENTRANT_THREADS, niceness=HALF_WEIGHT, **kept)
                )
                for _each in range(2)
            ]
            front, _files = stack.enter_context(
                nginx(
                    upstreams=[each.removeprefix("http://") for each in site],
                    contests_upstreams=[each.removeprefix("http://") for each in contests],
                    folder=folder,
                    connections=CONNECTIONS,
                )
            )
            yield front


@contextmanager
def reader(address: str) -> Iterator[dict]:
    """Let somebody read ``address`` meanwhile; the dictionary is filled at the end."""
    command = [sys.executable, "-m", "goodnews.bench.probe", address]
    variables = {**os.environ, "PYTHONPATH": str(settings.SITE_DIR)}
    process = subprocess.Popen(  # noqa: S603 -- no input from outside
        command, env=variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    told: dict = {"milliseconds": [], "failures": []}
    try:
        yield told
    finally:
        said, _errors = process.communicate("")
        told.update(json.loads(said))
