"""What the database holds of a contest of :mod:`.prepare`, as plain values."""

from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction

from campaigns.contests.attempts.receipts import receipt_of
from campaigns.contests.attempts.submitting import mark_attempts
from campaigns.contests.models import Attempt, AttemptAnswer

from .records import Held, HeldAttempt

BATCH = 1000


def read_standing(slug: str) -> dict[str, tuple[HeldAttempt, ...]]:
    """Return every attempt of the contest, by the key of its entrant."""
    found: dict[str, list[HeldAttempt]] = defaultdict(list)
    for attempts in _batches(slug):
        answers = _answers(attempts)
        wrong = _marked_wrong(attempts)
        for attempt in attempts:
            found[attempt.entrant.key.hex].append(
                HeldAttempt(
                    is_open=attempt.is_open,
                    answers=tuple(answers[attempt.pk]),
                    receipt="" if attempt.is_open else receipt_of(attempt),
                    is_marked_right=attempt.pk not in wrong,
                )
            )
    return {entrant: tuple(attempts) for entrant, attempts in found.items()}


def _batches(slug: str) -> Iterator[list[Attempt]]:
    last = 0
    rows = Attempt.objects.filter(round__contest__slug=slug).select_related("entrant")
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        yield batch


def _answers(attempts: list[Attempt]) -> dict[int, list[Held]]:
    found = defaultdict(list)
    for row in AttemptAnswer.objects.filter(attempt__in=attempts).order_by("attempt", "place"):
        text = row.content.get("text", str(row.content))
        found[row.attempt_id].append(Held(row.place, row.sequence, text, row.share is not None))
    return found


def _marked_wrong(attempts: list[Attempt]) -> set[int]:
    """Return the attempts whose score is another when they are marked again; writes nothing."""
    ended = [attempt for attempt in attempts if not attempt.is_open]
    if not ended:
        return set()
    with transaction.atomic():
        changed = mark_attempts(ended)
        transaction.set_rollback(True)
    return {attempt.pk for attempt in changed}
