"""Somebody who presses "start": what the database says of them, asked in one statement.

In a rush most of those who come are sent into the line; finding out whether they may wait at
all was six statements. Nothing is kept: rules published a moment ago hold.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.http import Http404

from campaigns.contests import clock
from campaigns.contests.choices import AttemptState
from campaigns.contests.models import Attempt, Contest, Entrant, Round, RulesVersion
from campaigns.contests.rule_errors import NotPublishedError
from campaigns.contests.rules import RoundRules, from_json
from campaigns.contests.rush.known import KnownContest
from goodnews.core.prepared_statements import ask_prepared

from .finding import stored_key

# Every column as text, as :func:`ask_prepared` has it. There is one open attempt at most.
STATEMENT = """
SELECT contest.title, CAST(entrant.id AS text), entrant.standing,
    CAST(round.id AS text), CAST(round.contest_id AS text), CAST({clock} AS text),
    CAST(running.number AS text), CAST(running.deadline AS text), CAST(running.closes_at AS text),
    CAST((SELECT count(*) FROM {attempts} used
        WHERE used.entrant_id = entrant.id AND used.round_id = round.id) AS text),
    (SELECT version.content FROM {versions} version
        WHERE version.contest_id = contest.id ORDER BY version.number DESC LIMIT 1)
FROM {contests} contest
LEFT JOIN {entrants} entrant ON entrant.contest_id = contest.id AND entrant.key = %s
LEFT JOIN {rounds} round ON round.contest_id = contest.id AND round.number = %s
LEFT JOIN {attempts} running
    ON running.entrant_id = entrant.id AND running.round_id = round.id AND running.state = 'open'
WHERE contest.slug = %s AND contest.published_at IS NOT NULL
"""
# In the order of the models.
ROUND_NAMES = ("id", "contest_id", "number")
RUNNING_NAMES = ("number", "state", "deadline", "closes_at")


@dataclass(frozen=True)
class Comer:
    """Somebody at the door of a round.

    Attributes:
        standing: a value of ``Standing``.
        now: the database's moment.
        running: the attempt that is open, even where its time is over.
        used: how many tries were begun.
        rules: of the contest, as they were published last; "" where none are.
    """

    contest: KnownContest
    round: Round
    entrant: Entrant
    standing: str
    now: datetime
    running: Attempt | None
    used: int
    rules: str

    @property
    def goes_on_with(self) -> int | None:
        """The number of the attempt that takes answers now, or None."""
        found = self.running
        return found.number if found and not found.is_over_at(self.now) else None

    @property
    def said(self) -> RoundRules:
        """What the rules say of the round.

        Raises:
            NotPublishedError: there are none.
        """
        if not self.rules:
            raise NotPublishedError
        return from_json(self.rules).round(self.round.number)


def comer_at(*, key: UUID, slug: str, number: int) -> Comer | None:
    """Return the entrant with ``key`` at a round; None if the contest does not know them.

    Raises:
        Http404: there is no such contest or round.
    """
    rows = ask_prepared(_statement(clock.clock_sql()), [stored_key(key), number, slug])
    if not rows:
        raise Http404
    title, entrant, standing, round, contest, now, *running, used, rules = rows[0]
    if entrant is None:
        return None
    if round is None:
        raise Http404
    return Comer(
        contest=KnownContest(slug, title),
        round=Round.from_db("default", ROUND_NAMES, (int(round), int(contest), number)),
        entrant=Entrant.from_db("default", ("id",), (int(entrant),)),
        standing=standing,
        now=clock.moment_of(now),
        running=_running(*running),
        used=int(used),
        rules=rules or "",
    )


def _running(number: str | None, deadline: str, closes_at: str) -> Attempt | None:
    if number is None:
        return None
    values = (int(number), AttemptState.OPEN, clock.utc(deadline), clock.utc(closes_at))
    return Attempt.from_db("default", RUNNING_NAMES, values)


@cache
def _statement(now: str) -> str:
    return STATEMENT.format(
        clock=now,
        attempts=Attempt._meta.db_table,
        contests=Contest._meta.db_table,
        entrants=Entrant._meta.db_table,
        rounds=Round._meta.db_table,
        versions=RulesVersion._meta.db_table,
    )
