"""Saving one answer: one statement, guarded by the attempt's state and the clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import connection

from campaigns.contests.models import Attempt, AttemptAnswer

from .contents import Content
from .errors import (
    OvertakenError,
    RoundClosedError,
    SubmittedError,
    TimeOverError,
    UnreadableAnswerError,
)
from .essays import ESSAY

MOST_SEQUENCE = 1_000_000
WRITER_LENGTH = 16

# Of two answers to the same item the one with the higher number stays.
LATER_WINS = """
ON CONFLICT (attempt_id, place) DO UPDATE
SET sequence = excluded.sequence, writer = excluded.writer,
    content = excluded.content, saved_at = excluded.saved_at
WHERE {answers}.sequence < excluded.sequence
"""
# Held for sharing, so that a submission waits for saves that are under way and none comes after.
# Source: PostgreSQL 15, 13.3.2 Row-Level Locks; SQLite has one writer at a time.
STATEMENT = (
    """
INSERT INTO {answers} (attempt_id, place, sequence, writer, content, saved_at)
SELECT id, %s, %s, %s, %s, %s FROM {attempts}
WHERE id = %s AND state = %s AND deadline >= %s AND closes_at > %s {lock}
"""
    + LATER_WINS
)


@dataclass(frozen=True)
class Answer:
    """One answer as the page's script sent it, read.

    Attributes:
        place: of the item; 0 for the prediction, ``ESSAY`` for the essay.
        writer: which open page it comes from.
    """

    place: int
    sequence: int
    content: Content
    writer: str = ""


def save_answer(
    *,
    attempt: Attempt,
    place: int,
    sequence: int,
    content: Content,
    now: datetime,
    writer: str = "",
) -> None:
    """Save one answer; of two to the same item the one with the higher number stays.

    The same save again, or one that came late, changes nothing and is no fault.

    Args:
        place: of the item; 0 for the prediction, ``ESSAY`` for the essay.
        writer: which open page it comes from.

    Raises:
        TimeOverError, RoundClosedError, SubmittedError: nothing is taken any more.
        OvertakenError: another page has saved this or a higher number, and another answer.
        UnreadableAnswerError: no such place, or no possible number.
    """
    refuse_impossible(attempt=attempt, place=place, sequence=sequence)
    if _upsert(attempt.pk, place, sequence, writer[:WRITER_LENGTH], content, now):
        return
    refuse_late(attempt=attempt, now=now)
    held = AttemptAnswer.objects.filter(attempt=attempt.pk, place=place).first()
    if held is not None and held.writer != writer and held.content != content:
        raise OvertakenError(held.sequence)


def refuse_impossible(*, attempt: Attempt, place: int, sequence: int) -> None:
    """Refuse what no page of an attempt sends.

    Raises:
        UnreadableAnswerError: no such place, or no possible number.
    """
    is_place = 0 <= place <= len(attempt.paper) or place == ESSAY
    if not (is_place and 1 <= sequence <= MOST_SEQUENCE):
        raise UnreadableAnswerError


@cache
def _statement(can_lock: bool) -> str:
    return STATEMENT.format(
        answers=AttemptAnswer._meta.db_table,
        attempts=Attempt._meta.db_table,
        lock="FOR SHARE" if can_lock else "",
    )


def _upsert(attempt: int, place: int, sequence: int, writer: str, content, now) -> bool:
    """Return whether the answer stands as it was sent."""
    field = AttemptAnswer._meta.get_field("content")
    moment = Attempt._meta.get_field("deadline").get_db_prep_save(now, connection)
    statement = _statement(connection.features.has_select_for_update)
    values = [place, sequence, writer, field.get_db_prep_save(content, connection), moment]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, attempt, "open", moment, moment])
        return cursor.rowcount > 0


def refuse_late(*, attempt: Attempt, now: datetime) -> None:
    """Say why an attempt takes no answers, if it takes none.

    Raises:
        SubmittedError, TimeOverError, RoundClosedError
    """
    current = Attempt.objects.get(pk=attempt.pk)
    if not current.is_open:
        raise SubmittedError
    if now >= current.closes_at:
        raise RoundClosedError
    if now > current.deadline:
        raise TimeOverError


def next_sequence(answers: Mapping[int, AttemptAnswer]) -> int:
    """Return the number that the next answer of a page has to have at least."""
    return 1 + max((answer.sequence for answer in answers.values()), default=0)
