"""``bench contest_faults``: entrants at a contest while workers are killed and the database crashes.

It makes its own PostgreSQL in a temporary folder, with two instances of the site behind the
shipped nginx configuration, and asks the database afterwards for every answer that was
acknowledged.
"""

import asyncio
import bisect
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from .contest_load.checking import FAULTS, Findings, check
from .contest_load.clients import Habits, play
from .contest_load.cluster import Cluster, cluster
from .contest_load.exchange import read_held, read_prepared
from .contest_load.figures import WIDTH, Measured
from .contest_load.records import Load, Prepared
from .contest_load.site import READY, Site, make_ready, make_ready_file, manage, running_site

ATTEMPTS = 2000
SLUG = "thi-thu-tai"
KILLS, SQLITE_KILLS, SQLITE_CLIENTS = 5, 20, 50
SQLITE_SHARE = 10
# Start, ten saves, submission and receipt, with some of them sent again.
REQUESTS = 13.5
MOST_ERRORS, MOST_SECONDS = 0.05, 2.0
BEGINNING, ENDING = 0.1, 0.9
# Two hundred who begin without a pause: the waiting line is another benchmark's.
NO_LINE = {"CONTEST_STARTS_PER_SECOND": "1000", "CONTEST_START_SLOTS": "100"}


@dataclass
class Faults:
    """What is done to the site during a run, and when the database accepted again."""

    kills: int
    cluster: Cluster | None = None
    seed: int = 1
    killed: int = 0
    accepted_at: float = field(default=0.0)

    async def inject(self, site: Site, load: Load, expected: float) -> None:
        """Kill and crash at random moments of the run, told by how much of it is done."""
        rng = Random(self.seed)  # noqa: S311 -- the same moments in every run
        moments = [(rng.uniform(BEGINNING, ENDING), "kill") for _each in range(self.kills)]
        if self.cluster is not None:
            moments.append((rng.uniform(0.4, 0.6), "crash"))
        for moment, fault in sorted(moments):
            while len(load.reply_moments) < moment * expected:
                await asyncio.sleep(0.02)
            if fault == "kill":
                self.killed += site.kill_one(rng)
            else:
                await asyncio.to_thread(self.cluster.crash)
                self.accepted_at = time.monotonic()


def measure(*, attempts: int, say: Callable[[str], None], **_others) -> Iterator[Measured]:
    """Yield the figures of PostgreSQL, then those of SQLite with a tenth of the attempts."""
    attempts = attempts or ATTEMPTS
    with cluster() as own, tempfile.TemporaryDirectory() as name:
        say("making the database")
        make_ready(own)
        faults = Faults(KILLS, own)
        yield from _measure(own.url(READY), Path(name), attempts, Habits(), faults, say)
    with tempfile.TemporaryDirectory() as name:
        say("making the SQLite database")
        url = make_ready_file(Path(name) / "db.sqlite3")
        habits = Habits(clients=SQLITE_CLIENTS)
        count = max(attempts // SQLITE_SHARE, SQLITE_CLIENTS)
        yield from _measure(url, Path(name), count, habits, Faults(SQLITE_KILLS), say)


def _measure(url, folder: Path, attempts, habits, faults: Faults, say) -> Iterator[Measured]:
    kind = url.partition(":")[0]
    say(f"{kind}: {attempts} attempts by {habits.clients} clients, {faults.kills} kills")
    load, found = run(url, folder, attempts, habits, faults, **NO_LINE)
    say(f"{kind}: {found}; errors {dict(load.errors)}")
    for example in [*found.examples, *load.refusals[:5]]:
        say(example)
    yield Measured(f"{kind}: attempts submitted", found.submitted, "", least=attempts)
    yield Measured(f"{kind}: answers acknowledged", found.acknowledged)
    yield Measured(f"{kind}: workers killed", faults.killed, "", least=faults.kills)
    for name, meaning in FAULTS.items():
        yield Measured(f"{kind}: {name} ({meaning})"[:WIDTH], found.faults[name], "", most=0)
    if faults.accepted_at:
        back = seconds_until(load.reply_moments, faults.accepted_at)
        yield Measured(f"{kind}: back after the database", back, "s", most=MOST_SECONDS)
        yield Measured(f"{kind}: errors that clients saw", 100 * load.error_share, "%", MOST_ERRORS)
    else:
        yield Measured(f"{kind}: found busy", load.errors["503"], "", most=0)
    yield Measured(f"{kind}: requests", load.requests)
    yield Measured(f"{kind}: requests a second", load.requests / load.seconds, "/s")
    waits = statistics.quantiles(load.waits, n=20)
    yield Measured(f"{kind}: a save, 95 of 100", 1000 * waits[-1], "ms")


def run(
    url: str,
    folder: Path,
    attempts: int,
    habits: Habits,
    faults: Faults,
    *,
    before: Callable[[], None] = lambda: None,
    **site_options: str,
) -> tuple[Load, Findings]:
    """Prepare, play under faults, and check.

    Args:
        before: called when everything is prepared and nobody has begun.
    """
    count = ("--count", str(attempts), "--slug", SLUG)
    prepared = read_prepared(manage(url, "contest_load", "prepare", *count))
    before()
    load = Load()
    with running_site(url, folder, **site_options) as site:
        asyncio.run(_play(site, prepared, habits, faults, load))
    return load, check(load.logs, read_held(manage(url, "contest_load", "read", "--slug", SLUG)))


async def _play(site: Site, prepared: Prepared, habits, faults: Faults, load: Load) -> None:
    expected = REQUESTS * len(prepared.tickets)
    injected = asyncio.create_task(faults.inject(site, load, expected))
    try:
        await play(site.front, prepared, habits, load)
    finally:
        injected.cancel()


def seconds_until(moments: list[float], since: float) -> float:
    """Return how long after ``since`` the first of the ordered ``moments`` came."""
    place = bisect.bisect(moments, since)
    return moments[place] - since if place < len(moments) else float("inf")
