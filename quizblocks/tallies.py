"""Counting answers: one statement for a whole form, safe however many come at once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db import connection

from goodnews.core.single_statements import execute_single

from .answers import MarkedQuestion
from .models import WHOLE_QUESTION, QuestionTally
from .statistics.sums import rests_of, scaled

KEY_COLUMNS = ("question_key", "choice_key", "page_id", "block_id", "day", "version")
COUNT_COLUMNS = (
    "answer_count",
    "right_count",
    "share_sum",
    "share_square_sum",
    "later_count",
    "later_right_count",
    "form_count",
    "form_share_sum",
    "form_share_square_sum",
    "rest_sum",
    "rest_square_sum",
    "product_sum",
)


# Everybody who answers at once writes to the same rows, and each held them until the disk had
# confirmed: 6 ms. A count is nobody's evidence; a crash of the database loses those of its last
# second. Holds for the statement's own transaction alone.
NOT_WAITED_FOR = " RETURNING set_config('synchronous_commit', 'off', true)"


def counting(
    *,
    page_id: int,
    block_id: UUID,
    marked: Sequence[MarkedQuestion],
    day: date,
    earlier: Sequence[MarkedQuestion] = (),
    is_later: bool = False,
) -> tuple[str, list]:
    """Return the statement, with its values, that adds one reader's answers to the counts of ``day``.

    The database adds, not Python: read-modify-write lost 92 % of the counts
    when many came at once.

    Args:
        earlier: the same reader's answers to the other questions of the form, counted when
            they came; now that the form is whole, how it went is summed up.
        is_later: the reader had answered this quiz before: counted apart.
    """
    counts: dict[tuple[UUID, int, UUID], Counter] = {}
    for question in marked:
        key, version = question.question.key, question.solution.version
        for choice, added in answer_counts(question, is_later=is_later):
            counts.setdefault((key, version, choice), Counter()).update(added)
    if not is_later:
        for question, choice, added in form_counts([*earlier, *marked]):
            key, version = question.question.key, question.solution.version
            counts.setdefault((key, version, choice), Counter()).update(added)
    # Always in the same order, so that two writers never wait for each other.
    return statement_of(
        [
            (key, choice, page_id, block_id, day, version, *map(added.__getitem__, COUNT_COLUMNS))
            for (key, version, choice), added in sorted(counts.items(), key=lambda item: item[0])
        ]
    )


def answer_counts(question: MarkedQuestion, *, is_later: bool) -> Iterator[tuple[UUID, dict]]:
    """Yield what one answer adds: to the question as a whole and to each choice picked."""
    is_right, share = int(question.share == 1), scaled(question.share)
    if is_later:
        yield WHOLE_QUESTION, {"later_count": 1, "later_right_count": is_right}
    else:
        yield (
            WHOLE_QUESTION,
            {
                "answer_count": 1,
                "right_count": is_right,
                "share_sum": share,
                "share_square_sum": share * share,
            },
        )
    for choice in question.picked_keys:
        yield choice, {"later_count" if is_later else "answer_count": 1}


def form_counts(form: Sequence[MarkedQuestion]) -> Iterator[tuple[MarkedQuestion, UUID, dict]]:
    """Yield what a whole form adds: how each question went beside the rest of the form."""
    if len(form) < 2:
        return
    rests = rests_of([question.share for question in form])
    for question, rest in zip(form, rests, strict=True):
        share = scaled(question.share)
        of_rest = {"form_count": 1, "rest_sum": rest, "rest_square_sum": rest * rest}
        of_share = {
            "form_share_sum": share,
            "form_share_square_sum": share * share,
            "product_sum": share * rest,
        }
        yield question, WHOLE_QUESTION, of_rest | of_share
        for choice in question.picked_keys:
            yield question, choice, of_rest


def add_counts(rows: Sequence[tuple]) -> None:
    """Insert ``rows`` or add them to what is counted already."""
    execute_single(*statement_of(rows))


def statement_of(rows: Sequence[tuple]) -> tuple[str, list]:
    """Return the statement that adds ``rows``, with its values."""
    first = len(KEY_COLUMNS)
    moved = tuple(
        at for at in range(first, first + len(COUNT_COLUMNS)) if any(row[at] for row in rows)
    )
    values = [
        value for row in rows for value in (*map(_plain, row[:first]), *(row[at] for at in moved))
    ]
    return _statement(moved, len(rows), connection.vendor), values


@lru_cache(maxsize=256)
def _statement(moved: tuple[int, ...], row_count: int, vendor: str) -> str:
    """Return the statement that adds ``row_count`` rows.

    Args:
        moved: the places of the counts that any row adds to. The others are said as 0: most of
            the columns of most answers.
    """
    columns, table = KEY_COLUMNS + COUNT_COLUMNS, QuestionTally._meta.db_table
    first = len(KEY_COLUMNS)
    counts = ["%s" if at in moved else "0" for at in range(first, len(columns))]
    one_row = f"({', '.join(['%s'] * first + counts)})"
    added = ", ".join(
        f"{columns[at]} = {table}.{columns[at]} + excluded.{columns[at]}" for at in moved
    )
    # Names come from the model, values go as parameters.
    sql = (
        f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608
        f"VALUES {', '.join([one_row] * row_count)} "
        f"ON CONFLICT ({', '.join(KEY_COLUMNS)}) DO UPDATE SET {added}"
    )
    return sql + NOT_WAITED_FOR if vendor == "postgresql" else sql


def _plain(value):
    """Return a value of ``KEY_COLUMNS`` as the database takes it."""
    if isinstance(value, UUID):
        # As text: written out once for each statement, which is kept, and not once for each answer.
        return str(value) if connection.features.has_native_uuid_field else value.hex
    return str(value) if isinstance(value, date) else value
