"""``bench contest_ranking``: 500,000 attempts of 400 units, ranked by a chain of five keys.

Everything is written into the database it is run on and taken back at the end.
"""

import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from django.db import transaction

from campaigns.contests.choices import AttemptState
from campaigns.contests.evidence.chain import LOT, chain_attempts
from campaigns.contests.models import Attempt, Contest, Entrant, Round, RulesVersion
from campaigns.contests.results.closing import count_truth
from campaigns.contests.results.ranking_bytes import (
    fingerprint,
    inputs_from_bytes,
    inputs_to_bytes,
    to_bytes,
)
from campaigns.contests.results.reading import read_inputs
from campaigns.contests.rules import ContestRules, RoundRules, to_json
from goodnews.units.choices import UnitKind
from goodnews.units.models import Headcount, Unit

ATTEMPTS, PEOPLE, UNITS = 500_000, 130_000, 400
CHAIN = ("score", "distance", "duration", "submitted", "started")
MOST_SECONDS, MOST_MEGABYTES = 60, 1024
OPENS = datetime(2026, 3, 2, 3, tzinfo=UTC)
CLOSES = datetime(2026, 3, 9, 2, tzinfo=UTC)
AFTER = CLOSES + timedelta(hours=1)
FULL = 20
BATCH = 5000


@dataclass(frozen=True)
class Measured:
    """One figure, and what it must not exceed."""

    what: str
    value: float
    measure: str
    most: float | None = None

    def __str__(self):
        wanted = "" if self.most is None else f"  at most {self.most:g}"
        held = "" if self.most is None else ("  held" if self.value <= self.most else "  MISSED")
        return f"contest_ranking  {self.what:<34} {self.value:>9.1f} {self.measure}{wanted}{held}"


def measure(*, seconds: int, rounds: int, say: Callable[[str], None]) -> Iterator[Measured]:
    """Yield the figures; ``seconds`` and ``rounds`` are for other benchmarks."""
    with transaction.atomic():
        say(f"writing {ATTEMPTS} attempts of {PEOPLE} people")
        round_ = _contest()
        _attempts(round_, Random(1))  # noqa: S311 -- the same attempts in every run
        yield Measured("memory before", _megabytes(), "MB")
        yield from _ranking(round_, say)
        yield from _chain(round_.contest, say)
        transaction.set_rollback(True)


def _ranking(round_: Round, say: Callable[[str], None]) -> Iterator[Measured]:
    say("ranking")
    started = time.monotonic()
    count_truth(round_)
    inputs = read_inputs(round_.contest, _rules(), round_, AFTER)
    read = time.monotonic()
    table = inputs.table()
    ranked = time.monotonic()
    kept, content = inputs_to_bytes(inputs), to_bytes(table)
    ended = time.monotonic()
    yield Measured("truth counted, attempts read", read - started, "s")
    yield Measured("ranked", ranked - read, "s")
    yield Measured("written as bytes", ended - ranked, "s")
    yield Measured("together", ended - started, "s", MOST_SECONDS)
    yield Measured("size of the table", len(content) / 2**20, "MB")
    del inputs, table
    say("replay")
    started = time.monotonic()
    again = to_bytes(inputs_from_bytes(kept).table())
    yield Measured("replay", time.monotonic() - started, "s", MOST_SECONDS)
    yield Measured("bytes that differ", float(fingerprint(again) != fingerprint(content)), "", 0)
    yield Measured("memory at most", _megabytes(), "MB", MOST_MEGABYTES)


def _chain(contest: Contest, say: Callable[[str], None]) -> Iterator[Measured]:
    say("chain of evidence")
    lots = 10
    spare = Attempt.objects.filter(round__contest=contest).order_by("-pk")[: lots * LOT]
    Attempt.objects.exclude(pk__in=list(spare.values_list("pk", flat=True))).filter(
        round__contest=contest
    ).update(score=None)
    started = time.monotonic()
    count = chain_attempts(contest_id=contest.pk, now=AFTER)
    yield Measured("attempts vouched for in a second", count / (time.monotonic() - started), "/s")


def _megabytes() -> float:
    """Return the most memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _rules() -> ContestRules:
    return ContestRules(
        title="bench",
        rounds=(
            RoundRules(
                number=1,
                title="1",
                opens_at=OPENS,
                closes_at=CLOSES,
                attempts=None,
                prediction="people",
                tie_breaks=CHAIN,
            ),
        ),
    )


def _contest() -> Round:
    contest = Contest.objects.create(
        title="bench", slug="bench-contest-ranking", organiser_name="-", complaint_contact="-"
    )
    text = to_json(_rules())
    RulesVersion.objects.create(
        contest=contest, number=1, content=text, content_hash="-", made_at=OPENS
    )
    return Round.objects.create(
        contest=contest,
        number=1,
        title="1",
        opens_at=OPENS,
        closes_at=CLOSES,
        attempts_allowed=None,
        prediction="people",
        tie_breaks=list(CHAIN),
    )


def _units() -> list[int]:
    values = {"kind": UnitKind.COMMUNE, "valid_from": OPENS.date()}
    root = Unit.add_root(name="bench", short_name="bench", slug="bench", code="bench-0", **values)
    units = [
        Unit(
            path=Unit._get_path(root.path, 2, number),
            depth=2,
            name=f"bench {number}",
            short_name=f"bench {number}",
            slug=f"bench-{number}",
            code=f"bench-{number}",
            **values,
        )
        for number in range(1, UNITS + 1)
    ]
    made = Unit.objects.bulk_create(units)
    Headcount.objects.bulk_create(
        Headcount(unit=unit, counted_on=OPENS.date(), youth_count=900, member_count=300)
        for unit in made
    )
    return [unit.pk for unit in made]


def _entrants(contest: Contest, rng: Random) -> list[int]:
    units, pks = _units(), []
    for start in range(0, PEOPLE, BATCH):
        people = [
            Entrant(
                contest=contest,
                person_key=f"bench-{number}",
                code_hash=f"bench-{number}",
                full_name=f"bench {number}",
                folded_name=f"bench {number}",
                unit_id=rng.choice(units),
                consented_at=OPENS,
                registered_at=OPENS,
            )
            for number in range(start, min(start + BATCH, PEOPLE))
        ]
        pks += [each.pk for each in Entrant.objects.bulk_create(people)]
    return pks


def _attempts(round_: Round, rng: Random) -> None:
    entrants = _entrants(round_.contest, rng)
    rules = round_.contest.versions.get()
    for start in range(0, ATTEMPTS, BATCH):
        Attempt.objects.bulk_create(
            _attempt(number, entrants[number % PEOPLE], round_, rules, rng)
            for number in range(start, start + BATCH)
        )


def _attempt(number: int, entrant: int, round_: Round, rules: RulesVersion, rng: Random) -> Attempt:
    started = OPENS + timedelta(microseconds=rng.randrange(500_000_000_000))
    score = min(FULL, rng.randint(8, FULL + 4))
    return Attempt(
        entrant_id=entrant,
        round=round_,
        rules=rules,
        number=number // PEOPLE + 1,
        paper=[],
        state=AttemptState.SUBMITTED,
        started_at=started,
        deadline=started + timedelta(minutes=15),
        closes_at=round_.closes_at,
        submitted_at=started + timedelta(milliseconds=rng.randint(40_000, 900_000)),
        prediction=rng.randint(1, 200_000),
        score=score,
        full_marks=FULL,
        is_full=score == FULL,
    )
