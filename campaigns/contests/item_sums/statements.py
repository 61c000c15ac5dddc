"""The answers of a round, counted by the database: equal ones come as one row.

A question has as many rows as there are different answers and totals: some hundred, however
many people took part.
"""

import json
from collections.abc import Collection, Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from campaigns.contests.models import Attempt, AttemptAnswer
from quizblocks.statistics.sums import SCALE

CHUNK = 5000
# What differs between the databases: the items of a paper, and the seconds between two moments.
PAPER = {
    "postgresql": {
        "items": "CROSS JOIN LATERAL jsonb_array_elements(attempt.paper)"
        " WITH ORDINALITY AS item(said, place)",
        "place": "item.place",
        "question": "item.said->>'question'",
        "version": "(item.said->>'version')::integer",
        "points": "COALESCE((item.said->>'points')::integer, 1)",
        "picked": "(answer.content->'picked')::text",
        "seconds": "ROUND(EXTRACT(EPOCH FROM ({later} - {earlier})))::integer",
    },
    "sqlite": {
        "items": "CROSS JOIN json_each(attempt.paper) AS item",
        "place": "item.key + 1",
        "question": "json_extract(item.value, '$.question')",
        "version": "json_extract(item.value, '$.version')",
        "points": "COALESCE(json_extract(item.value, '$.points'), 1)",
        "picked": "json_extract(answer.content, '$.picked')",
        "seconds": "CAST(ROUND((julianday({later}) - julianday({earlier})) * 86400) AS INTEGER)",
    },
}
ASKED = """
WITH chosen(pk, league) AS MATERIALIZED ({chosen}),
asked AS MATERIALIZED (
    SELECT attempt.id, chosen.league, {place} AS place, {question} AS question,
        {version} AS version, {points} AS points
    FROM chosen JOIN {attempts} attempt ON attempt.id = chosen.pk {items}
)
"""
MARKS = """,
marks AS (
    SELECT asked.*, {picked} AS picked,
        CAST(ROUND(COALESCE(answer.share, 0) * {scale}) AS INTEGER) AS share
    FROM asked LEFT JOIN {answers} answer
        ON answer.attempt_id = asked.id AND answer.place = asked.place
    {valid}
),
wholes AS (
    SELECT question, version, league, points, share, picked, COUNT(*) OVER own AS size,
        SUM(share) OVER own AS total, SUM(points * share) OVER own AS earned
    FROM marks WINDOW own AS (PARTITION BY id)
)
SELECT question, version, league, points, share, picked, size, total, earned, COUNT(*)
FROM wholes GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""
# The time of an answer is that since the one before. It is known where every answer was saved
# once and at a moment of its own: whoever goes back, or posts a whole form, tells no times.
TIMES = """,
calm AS (
    SELECT answer.attempt_id FROM {answers} answer JOIN chosen ON chosen.pk = answer.attempt_id
    GROUP BY answer.attempt_id
    HAVING MAX(answer.sequence) = COUNT(*) AND COUNT(DISTINCT answer.sequence) = COUNT(*)
        AND COUNT(DISTINCT answer.saved_at) = COUNT(*)
),
moments AS (
    SELECT answer.attempt_id, answer.place, answer.saved_at, COALESCE(
        LAG(answer.saved_at) OVER (PARTITION BY answer.attempt_id ORDER BY answer.sequence),
        attempt.started_at) AS since
    FROM calm JOIN {answers} answer ON answer.attempt_id = calm.attempt_id
        JOIN {attempts} attempt ON attempt.id = calm.attempt_id
),
times AS (
    SELECT asked.question, asked.version, asked.league, {seconds} AS seconds
    FROM moments JOIN asked ON asked.id = moments.attempt_id AND asked.place = moments.place
)
SELECT question, version, league, seconds, COUNT(*) FROM times
WHERE seconds > 0 GROUP BY 1, 2, 3, 4
"""


class Marks(NamedTuple):
    """People who are alike in all of this.

    Attributes:
        share: of the question, in parts of ``SCALE``.
        size, total: how many questions the paper has, and the sum of their shares.
        earned: the same with the points.
    """

    question: str
    version: int
    league: str
    points: int
    share: int
    picked: frozenset[UUID]
    size: int
    total: int
    earned: int
    count: int


def read_marks(chosen: QuerySet[Attempt], *, without: Collection[str]) -> Iterator[Marks]:
    """Yield what was earned in the attempts ``chosen``: one query.

    Args:
        chosen: values ``pk`` and ``league``.
        without: versions that were annulled, each as "question:version".
    """
    valid, values = "", list(without)
    if values:
        marks = ", ".join(["%s"] * len(values))
        valid = f"WHERE asked.question || ':' || asked.version NOT IN ({marks})"
    for row in _rows(MARKS, chosen, values, valid=valid):
        question, version, league, points, share, picked, *rest = row
        keys = frozenset(map(UUID, json.loads(picked))) if picked else frozenset()
        yield Marks(question, version, league, points, share, keys, *map(int, rest))


def read_times(chosen: QuerySet[Attempt]) -> Iterator[tuple[str, int, str, int, int]]:
    """Yield question, version, league, seconds and how many answers took so long: one query."""
    yield from _rows(TIMES, chosen, [])


def _rows(statement: str, chosen: QuerySet[Attempt], values: list, **parts: str) -> Iterator[tuple]:
    paper = PAPER[connection.vendor]
    sql, params = chosen.query.sql_with_params()
    seconds = paper["seconds"].format(later="moments.saved_at", earlier="moments.since")
    # Names come from the models, values go as parameters.
    written = (ASKED + statement).format(
        chosen=sql,
        attempts=Attempt._meta.db_table,
        answers=AttemptAnswer._meta.db_table,
        scale=SCALE,
        **{**paper, "seconds": seconds},
        **parts,
    )
    with connection.cursor() as cursor:
        cursor.execute(written, [*params, *values])
        while rows := cursor.fetchmany(CHUNK):
            yield from rows
