"""Submitting: the change of state and the marking are one transaction."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from django.db import transaction
from django.db.models import Model, QuerySet

from campaigns.contests.choices import AttemptState, PredictionMoment, PredictionTarget
from campaigns.contests.clock import database_now
from campaigns.contests.models import Attempt, AttemptAnswer, EssayMark
from campaigns.contests.rules import RoundRules, from_json

from .contents import PREDICTION
from .errors import NoPredictionError
from .essays import ESSAY, mean_mark
from .keys import keys_in_force
from .marking import NOTHING, Result, exact, mark_paper
from .papers import wording
from .wordings import contents_of

BATCH = 200
# Values in one statement; SQLite takes 32,000.
ALIKE = 10_000
# What ends an attempt.
ENDED = ("state", "submitted_at", "prediction", "score", "is_full")


@transaction.atomic
def submit_attempt(*, attempt: Attempt, now: datetime) -> Attempt:
    """Submit ``attempt`` with what is saved; submitted again it stays as it was.

    After its time it ends at its deadline: what was saved by then counts.
    """
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if attempt.is_open:
        is_late = now > attempt.deadline or now >= attempt.closes_at
        _end(
            [attempt],
            state=AttemptState.EXPIRED if is_late else AttemptState.SUBMITTED,
            now=now,
        )
    return attempt


def close_overdue(*, attempts: QuerySet, now: datetime) -> int:
    """Submit those of ``attempts`` whose time is over; return how many that were.

    In sets of 200, each a transaction of its own where none is running: what a killed run has
    done stays done.
    """
    closed = 0
    while done := _close_some(attempts, now):
        closed += done
    return closed


def expire(_moment: datetime) -> int:
    """Submit whatever is overdue by the database's clock; how the scheduler asks for it."""
    return close_overdue(attempts=Attempt.objects.all(), now=database_now())


@transaction.atomic
def _close_some(attempts: QuerySet, now: datetime) -> int:
    overdue = attempts.overdue_at(now).select_for_update(of=("self",), skip_locked=True)
    rows = list(overdue.order_by("pk")[:BATCH])
    _end(rows, state=AttemptState.EXPIRED, now=now)
    return len(rows)


def _end(attempts: Sequence[Attempt], *, state: AttemptState, now: datetime) -> None:
    """Mark attempts that are held, and end them."""
    for attempt in attempts:
        attempt.state = state
        attempt.submitted_at = attempt.deadline if state == AttemptState.EXPIRED else now
    mark_attempts(attempts, ending_in={attempt.round_id for attempt in attempts})
    if len(attempts) == 1:
        # A plain statement: Django took longer to write one for many than the database to run it.
        write_alike(attempts, *ENDED)
    else:
        Attempt.objects.bulk_update(attempts, ENDED, batch_size=BATCH)


def mark_attempts(attempts: Sequence[Attempt], *, ending_in: Collection[int] = ()) -> list[Attempt]:
    """Mark attempts by the keys that are in force; return those whose marks are others now.

    Writes the shares of the answers; the caller writes the attempts. A constant number of
    queries for a set of attempts.

    Args:
        ending_in: their rounds, where they end now; see :func:`.keys.keys_in_force`.
    """
    answers: dict[int, dict[int, AttemptAnswer]] = {attempt.pk: {} for attempt in attempts}
    for row in AttemptAnswer.objects.filter(attempt__in=list(answers)):
        answers[row.attempt_id][row.place] = row
    versions = {version for attempt in attempts for version in attempt.versions}
    keys, contents = keys_in_force(versions, ending_in=ending_in), contents_of(versions)
    rules = _rules_of(attempts)
    essays = _essays_of(attempts, rules)
    changed, shares = [], []
    for attempt in attempts:
        own = answers[attempt.pk]
        said = rules[attempt.rules_id, attempt.round_id]
        # Who wrote none has nothing for it, and nobody has to read it.
        is_written = ESSAY in own and bool(own[ESSAY].content)
        essay = essays.get(attempt.pk, None if is_written else NOTHING)
        result = mark_paper(
            points=[item["points"] for item in attempt.paper],
            kinds=[wording(contents[version])["kind"] for version in attempt.versions],
            keys=[keys[version] for version in attempt.versions],
            answers={place: row.content for place, row in own.items()},
            rule=said.several_right,
            essay=essay or NOTHING,
            essay_points=said.essay_worth,
        )
        shares += _changed_shares(own, result)
        marks = (None, False) if essay is None else (result.score, result.is_full)
        if (attempt.score, attempt.is_full) != marks:
            changed.append(attempt)
        attempt.score, attempt.is_full = marks
        if PREDICTION in own and attempt.prediction is None:
            attempt.prediction = own[PREDICTION].content.get("number")
    write_alike(shares, "share")
    return changed


def _essays_of(
    attempts: Sequence[Attempt], rules: Mapping[tuple[int, int], RoundRules]
) -> dict[int, Fraction | None]:
    """Return what the essays of ``attempts`` earned: None while somebody is still to mark one."""
    asked = [each for each in attempts if rules[each.rules_id, each.round_id].essay]
    if not asked:
        return {}
    marks: dict[int, list[Fraction]] = {}
    rows = EssayMark.objects.filter(attempt__in=[each.pk for each in asked])
    for attempt, points in rows.values_list("attempt_id", "points"):
        marks.setdefault(attempt, []).append(Fraction(points))
    return {
        each.pk: mean_mark(marks[each.pk], gap=rules[each.rules_id, each.round_id].essay_gap)
        for each in asked
        if each.pk in marks
    }


def write_alike(rows: Collection[Model], *names: str) -> None:
    """Write the fields ``names`` of ``rows``: a statement for those that have the same values.

    Marks are few different values; writing a value for each row took half the time of a marking.
    """
    alike: dict[tuple, list[int]] = {}
    for row in rows:
        alike.setdefault(tuple(getattr(row, name) for name in names), []).append(row.pk)
    for values, pks in alike.items():
        for start in range(0, len(pks), ALIKE):
            found = type(row)._base_manager.filter(pk__in=pks[start : start + ALIKE])
            found.update(**dict(zip(names, values, strict=True)))


def _changed_shares(answers: dict[int, AttemptAnswer], result: Result) -> list[AttemptAnswer]:
    changed = []
    for place, share in result.shares.items():
        row = answers.get(place)
        if row is not None and row.share != exact(share):
            row.share = exact(share)
            changed.append(row)
    return changed


def _rules_of(attempts: Sequence[Attempt]) -> dict[tuple[int, int], RoundRules]:
    """Return the rules of each attempt's round, by the ids of their version and of the round."""
    rows = (
        Attempt.objects.filter(pk__in=[attempt.pk for attempt in attempts])
        .order_by()
        .values_list("rules", "round", "round__number", "rules__content")
        .distinct()
    )
    return {
        (version, row): from_json(content).round(number) for version, row, number, content in rows
    }


def rules_of(attempt: Attempt) -> RoundRules:
    """Return the rules by which ``attempt`` is held: those that were valid when it began."""
    return from_json(attempt.rules.content).round(attempt.round.number)


def predict(*, attempt: Attempt, number: int, now: datetime) -> Attempt:
    """Keep the prediction that is asked after the score; the first one stays.

    Raises:
        NoPredictionError: the rules ask for none here, or the round is over.
    """
    said = rules_of(attempt)
    is_asked = (
        said.prediction != PredictionTarget.NONE
        and said.prediction_moment == PredictionMoment.AFTER
        and not attempt.is_open
        and now < attempt.closes_at
    )
    if not is_asked:
        raise NoPredictionError
    Attempt.objects.filter(pk=attempt.pk, prediction__isnull=True).update(prediction=number)
    attempt.refresh_from_db(fields=["prediction"])
    return attempt
