"""Closing a round: what a prediction asked for is counted once and frozen."""

from datetime import datetime

from django.db import transaction

from campaigns.contests.choices import PredictionTarget, RoundKind, Standing
from campaigns.contests.evidence.chain import chain_attempts, chain_record, locked_head, record_act
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import Attempt, ContestAct, FrozenTruth, Round

from .errors import OpenAttemptsError, PracticeRoundError, RoundRunningError
from .reading import submitted_attempts

QUERIES = {
    PredictionTarget.PEOPLE: "entrants with at least one submitted attempt in round {round}",
    PredictionTarget.ATTEMPTS: "submitted attempts in round {round}",
    PredictionTarget.FULL_MARKS: (
        "entrants with at least one attempt with everything right in round {round}"
    ),
}
QUERY_END = (
    "; attempts submitted by themselves at the deadline included; practice excluded; "
    "entrants disqualified before {moment} excluded"
)


@transaction.atomic
def close_round(*, round_: Round, user, now: datetime) -> FrozenTruth | None:
    """Count what the prediction asked for, once; return it, or None where nothing was asked.

    A second call changes nothing and returns what was counted. Who is disqualified later, and
    what is annulled later, changes no frozen number: all guessed at the same one.

    Raises:
        PracticeRoundError: practice is never counted.
        RoundRunningError: the round is open at ``now``.
        OpenAttemptsError: an attempt is still to be submitted by itself.
    """
    check_closable(round_, now)
    locked_head(round_.contest_id)
    if is_closed(round_):
        return FrozenTruth.objects.filter(round=round_).first()
    chain_attempts(contest_id=round_.contest_id, now=now)
    truth = None
    if round_.prediction != PredictionTarget.NONE:
        truth = FrozenTruth.objects.create(
            round=round_,
            target=round_.prediction,
            number=count_truth(round_),
            query=(QUERIES[round_.prediction] + QUERY_END).format(
                round=round_.number, moment=now.isoformat()
            ),
            frozen_at=now,
        )
        chain_record(truth, contest_id=round_.contest_id, now=now)
    record_act(
        contest=round_.contest, kind=ActKind.CLOSED, reason="", user=user, now=now, round=round_
    )
    return truth


def check_closable(round_: Round, now: datetime) -> None:
    """Raise what stands against closing ``round_`` at ``now``."""
    if round_.kind == RoundKind.PRACTICE:
        raise PracticeRoundError
    if now < round_.closes_at:
        raise RoundRunningError
    if Attempt.objects.open().filter(round=round_).exists():
        raise OpenAttemptsError


def is_closed(round_: Round) -> bool:
    """Tell whether an organiser has closed ``round_``."""
    return ContestAct.objects.filter(round=round_, kind=ActKind.CLOSED).exists()


def count_truth(round_: Round) -> int:
    """Return what the prediction of ``round_`` asks for, as it is at this moment."""
    attempts = submitted_attempts(round_.contest, round_).filter(entrant__standing=Standing.IN)
    if round_.prediction == PredictionTarget.ATTEMPTS:
        return attempts.count()
    if round_.prediction == PredictionTarget.FULL_MARKS:
        attempts = attempts.filter(is_full=True)
    return attempts.values("entrant").distinct().count()
