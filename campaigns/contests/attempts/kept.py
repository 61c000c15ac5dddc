"""Attempts that this process has met before: a save of theirs asks the database once.

Nothing of it decides anything: who may save to which attempt, its state and its deadline are
found out by the statement that saves. What is kept is what never changes: the paper and its names.
"""

import json
from collections import OrderedDict
from functools import cache

from django.db import connection

from campaigns.contests.clock import clock_sql
from campaigns.contests.models import Attempt, AttemptAnswer, Contest, Entrant
from goodnews.core.prepared_statements import ask_prepared

from .finding import Address, stored_key
from .saving import LATER_WINS, Answer, refuse_impossible

# An attempt of thirty questions takes about 10 kB.
KEPT_ATTEMPTS = 2000

# Held for sharing: see .saving.
STATEMENT = (
    """
INSERT INTO {answers} (attempt_id, place, sequence, writer, content, saved_at)
SELECT attempt.id, %s, %s, %s, %s, {clock}
FROM {attempts} attempt
JOIN {entrants} entrant ON entrant.id = attempt.entrant_id
JOIN {contests} contest ON contest.id = entrant.contest_id
WHERE attempt.id = %s AND entrant.key = %s
AND contest.slug = %s AND contest.published_at IS NOT NULL
AND attempt.state = 'open' AND attempt.deadline >= {clock} AND attempt.closes_at > {clock}
{lock}
"""
    + LATER_WINS
    + "RETURNING {left}"
)
# Seconds from the saving to the deadline, as text.
LEFT = {
    "postgresql": "CAST(extract(epoch FROM ({deadline}) - saved_at) AS text)",
    "sqlite": "CAST((julianday(({deadline})) - julianday(saved_at)) * 86400 AS text)",
}

_kept: OrderedDict[Address, Attempt] = OrderedDict()


def kept_attempt(address: Address) -> Attempt | None:
    """Return the attempt that was found at ``address`` before, if this process has met it."""
    return _kept.get(address)


def keep(address: Address, attempt: Attempt) -> None:
    """Keep what was found at ``address``; the oldest is forgotten."""
    _kept[address] = attempt
    while len(_kept) > KEPT_ATTEMPTS:
        _kept.popitem(last=False)


def save_kept(address: Address, attempt: Attempt, answer: Answer) -> float | None:
    """Save an answer to a kept attempt in one statement; return how many seconds are left.

    Returns:
        None where nothing was saved: why is for :func:`~.saving.save_answer` to find out.

    Raises:
        UnreadableAnswerError: no such place, or no possible number.
    """
    refuse_impossible(attempt=attempt, place=answer.place, sequence=answer.sequence)
    key = stored_key(address.key)
    content = json.dumps(answer.content)
    values = [answer.place, answer.sequence, answer.writer, content, attempt.pk, key, address.slug]
    rows = ask_prepared(_statement(clock_sql()), values)
    return max(float(rows[0][0]), 0) if rows else None


@cache
def _statement(clock: str) -> str:
    attempts = Attempt._meta.db_table
    deadline = f"SELECT deadline FROM {attempts} WHERE id = attempt_id"  # noqa: S608 -- own table
    return STATEMENT.format(
        answers=AttemptAnswer._meta.db_table,
        attempts=attempts,
        entrants=Entrant._meta.db_table,
        contests=Contest._meta.db_table,
        clock=clock,
        lock="FOR SHARE OF attempt" if connection.features.has_select_for_update_of else "",
        left=LEFT[connection.vendor].format(deadline=deadline),
    )
