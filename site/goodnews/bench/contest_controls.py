"""``bench contest_controls``: loads on a site with a guard taken away; each must be found out.

A check that finds nothing proves nothing until it has found something. Every control is played
until it shows its fault, a few times at the most.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .contest_faults import Faults, run
from .contest_load.clients import Habits
from .contest_load.cluster import Cluster, cluster
from .contest_load.figures import WIDTH, Measured
from .contest_load.site import READY, make_ready

WEAKENED = "goodnews.bench.contest_load.weakened:application"
DATABASE = "control"
TRIES = 3
NOT_WAITED_FOR = (f"ALTER DATABASE {DATABASE} SET synchronous_commit = 'off'",)
WITHOUT_CONSTRAINTS = (
    "ALTER TABLE contests_attempt DROP CONSTRAINT attempts_are_numbered_once",
    "DROP INDEX one_open_attempt_at_a_time",
)


@dataclass(frozen=True)
class Control:
    """A site without one of its guards, and the fault that this must lead to.

    Attributes:
        guard: of :mod:`.contest_load.weakened`; "" for the site as it is.
        sql: run on the database before anybody begins.
        crashes: whether the database crashes in the middle.
    """

    title: str
    fault: str
    habits: Habits
    attempts: int = 100
    guard: str = ""
    sql: tuple[str, ...] = ()
    crashes: bool = False


CONTROLS = (
    Control(
        "nobody waits for commits, and a crash",
        "lost",
        Habits(clients=30),
        sql=NOT_WAITED_FOR,
        crashes=True,
    ),
    Control(
        "no constraint on attempts, no turns",
        "doubled",
        Habits(clients=10, saves=0, starts=6, submits=False),
        attempts=40,
        guard="turns",
        sql=WITHOUT_CONSTRAINTS,
    ),
    Control(
        "saved without holding the attempt",
        "unmarked",
        Habits(clients=10, saves=2, races=True),
        guard="lock",
    ),
    Control(
        "a late answer overwrites a later one",
        "stale",
        # The form of a submission would write the later answer again.
        Habits(clients=10, replays=0.5, submits=False),
        attempts=40,
        guard="sequence",
    ),
)


def measure(*, say: Callable[[str], None], **_others) -> Iterator[Measured]:
    """Yield how many faults each control showed."""
    with cluster() as own:
        say("making the database")
        make_ready(own)
        for control in CONTROLS:
            count = 0
            for number in range(TRIES):
                say(f"{control.title}: try {number + 1}")
                count = _play(control, own, say)
                if count:
                    break
            yield Measured(f"{control.title}: {control.fault}"[:WIDTH], count, "", least=1)


def _play(control: Control, own: Cluster, say: Callable[[str], None]) -> int:
    """Return how often the control showed its fault."""
    own.ask(f"DROP DATABASE IF EXISTS {DATABASE}")
    url = own.make(DATABASE, like=READY)

    def weaken() -> None:
        for sql in control.sql:
            own.ask(sql, database=DATABASE)
        if control.crashes:
            own.ask("CHECKPOINT")
            own.stop_writing()

    with tempfile.TemporaryDirectory() as name:
        _load, found = run(
            url,
            Path(name),
            control.attempts,
            control.habits,
            Faults(kills=0, cluster=own if control.crashes else None),
            before=weaken,
            application=WEAKENED,
            BENCH_WEAKENED=control.guard,
        )
    say(str(found))
    return found.faults[control.fault]
