"""The attempt that a device may save to, and the moment on the database's clock: one query."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, DateTimeField, JSONField

from campaigns.contests import clock
from campaigns.contests.models import Attempt, Contest, Entrant, Round, RulesVersion
from goodnews.core.prepared_statements import ask_prepared

# In the order of the model.
NAMES = (
    *("id", "secret", "entrant_id", "round_id", "rules_id"),
    *("paper", "state", "deadline", "closes_at"),
)
# Entrant and round are found first, whatever the database believes of its tables: in the first
# minutes of a contest it takes them for empty, and read every attempt of the round instead.
AT_ADDRESS = """
WHERE attempt.entrant_id = (SELECT id FROM {entrants} WHERE key = %s)
AND attempt.round_id = (
    SELECT round.id FROM {rounds} round JOIN {contests} own ON own.id = round.contest_id
    WHERE own.slug = %s AND own.published_at IS NOT NULL AND round.number = %s
)
AND attempt.number = %s
"""
STATEMENT = (
    """
SELECT {columns}, {clock}
FROM {attempts} attempt
"""
    + AT_ADDRESS
)
# All fields of an attempt, in the order of the model; every column as text.
SHOWN = tuple(field.attname for field in Attempt._meta.concrete_fields)
SHOWN_STATEMENT = (
    """
SELECT {columns}, CAST(contest.id AS text), contest.title, CAST(entrant.unit_id AS text),
    version.content, CAST({clock} AS text)
FROM {attempts} attempt
JOIN {entrants} entrant ON entrant.id = attempt.entrant_id
JOIN {contests} contest ON contest.id = entrant.contest_id
JOIN {versions} version ON version.id = attempt.rules_id
"""
    + AT_ADDRESS
)
# As PostgreSQL and SQLite write it.
TRUE = ("true", "1")


@dataclass(frozen=True, slots=True)
class Address:
    """Where an answer is sent, and who sends it.

    Attributes:
        key: of the entrant.
        slug: of the contest.
        number: of the round.
        attempt: its number among the entrant's.
    """

    key: UUID
    slug: str
    number: int
    attempt: int

    @property
    def values(self) -> list:
        """What ``AT_ADDRESS`` asks for."""
        return [stored_key(self.key), self.slug, self.number, self.attempt]


def stored_key(key: UUID):
    """Return the key of an entrant as the database keeps it."""
    return Entrant._meta.get_field("key").get_db_prep_value(key, connection)


@cache
def _statement(now: str) -> str:
    return STATEMENT.format(
        columns=", ".join(f"attempt.{name}" for name in NAMES),
        clock=now,
        attempts=Attempt._meta.db_table,
        entrants=Entrant._meta.db_table,
        contests=Contest._meta.db_table,
        rounds=Round._meta.db_table,
    )


def find_at(address: Address) -> tuple[Attempt | None, datetime | None]:
    """Return the attempt at ``address`` in a published contest, and the moment.

    Written by hand: Django took twice as long to build the statement and to read the row as the
    database to run it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_statement(clock.clock_sql()), address.values)
        row = cursor.fetchone()
    if row is None:
        return None, None
    *keys, paper, state, deadline, closes_at, now = row
    paper = Attempt._meta.get_field("paper").from_db_value(paper, None, connection)
    values = [*keys, paper, state, clock.utc(deadline), clock.utc(closes_at)]
    return Attempt.from_db("default", NAMES, values), clock.moment_of(now)


def shown_at(address: Address) -> tuple[Attempt, datetime] | None:
    """Return the attempt at ``address`` as its pages show it, and the moment; None for none.

    Round, rules, entrant and contest come with it, as far as pages show them: one statement with a
    kept plan. Planning it anew took the database longer than three statements.
    """
    rows = ask_prepared(_shown_statement(clock.clock_sql()), address.values)
    if not rows:
        return None
    *said, contest, title, unit, content, now = rows[0]
    values = [_read(name, text) for name, text in zip(SHOWN, said, strict=True)]
    attempt = Attempt.from_db("default", SHOWN, values)
    contest = Contest.from_db(
        "default", ("id", "title", "slug"), (int(contest), title, address.slug)
    )
    unit = None if unit is None else int(unit)
    attempt.entrant = Entrant.from_db(
        "default", ("id", "contest_id", "unit_id"), (attempt.entrant_id, contest.pk, unit)
    )
    attempt.entrant.contest = contest
    attempt.round = Round.from_db(
        "default", ("id", "contest_id", "number"), (attempt.round_id, contest.pk, address.number)
    )
    attempt.rules = RulesVersion.from_db("default", ("id", "content"), (attempt.rules_id, content))
    return attempt, clock.moment_of(now)


@cache
def _shown_statement(now: str) -> str:
    columns = ", ".join(f"CAST(attempt.{name} AS text)" for name in SHOWN)
    return SHOWN_STATEMENT.format(
        columns=columns,
        clock=now,
        attempts=Attempt._meta.db_table,
        entrants=Entrant._meta.db_table,
        contests=Contest._meta.db_table,
        rounds=Round._meta.db_table,
        versions=RulesVersion._meta.db_table,
    )


def _read(name: str, text: str | None):
    """Return the value of a field of an attempt that the database wrote as ``text``."""
    field = Attempt._meta.get_field(name)
    if text is None:
        return None
    if isinstance(field, JSONField):
        return json.loads(text)
    if isinstance(field, BooleanField):
        return text in TRUE
    return clock.utc(text) if isinstance(field, DateTimeField) else field.to_python(text)
