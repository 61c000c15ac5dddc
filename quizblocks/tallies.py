"""Counting answers: one statement for a whole form, safe however many come at once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from .answers import MarkedQuestion
from .models import WHOLE_QUESTION, QuestionTally
from .statistics.sums import rests_of, scaled

KEY_COLUMNS = ("question_key", "choice_key", "page_id", "block_id", "day")
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


def count_answers(
    *,
    page_id: int,
    block_id: UUID,
    marked: Sequence[MarkedQuestion],
    day: date,
    earlier: Sequence[MarkedQuestion] = (),
    is_later: bool = False,
) -> None:
    """Add one reader's answers to the counts of ``day``.

    The database adds, not Python: read-modify-write lost 92 % of the counts
    when many came at once.

    Args:
        earlier: the same reader's answers to the other questions of the form, counted when
            they came; now that the form is whole, how it went is summed up.
        is_later: the reader had answered this quiz before: counted apart.
    """
    counts: dict[tuple[UUID, UUID], Counter] = {}
    for question in marked:
        for choice, added in answer_counts(question, is_later=is_later):
            counts.setdefault((question.question.key, choice), Counter()).update(added)
    if not is_later:
        for question, choice, added in form_counts([*earlier, *marked]):
            counts.setdefault((question, choice), Counter()).update(added)
    # Always in the same order, so that two writers never wait for each other.
    add_counts(
        [
            (question, choice, page_id, block_id, day, *(added[name] for name in COUNT_COLUMNS))
            for (question, choice), added in sorted(counts.items(), key=lambda item: item[0])
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


def form_counts(form: Sequence[MarkedQuestion]) -> Iterator[tuple[UUID, UUID, dict]]:
    """Yield what a whole form adds: how each question went beside the rest of the form."""
    if len(form) < 2:
        return
    rests = rests_of([question.share for question in form])
    for question, rest in zip(form, rests, strict=True):
        key, share = question.question.key, scaled(question.share)
        of_rest = {"form_count": 1, "rest_sum": rest, "rest_square_sum": rest * rest}
        of_share = {
            "form_share_sum": share,
            "form_share_square_sum": share * share,
            "product_sum": share * rest,
        }
        yield key, WHOLE_QUESTION, of_rest | of_share
        for choice in question.picked_keys:
            yield key, choice, of_rest


def add_counts(rows: Sequence[tuple]) -> None:
    """Insert ``rows`` or add them to what is counted already."""
    meta = QuestionTally._meta
    columns = KEY_COLUMNS + COUNT_COLUMNS
    fields = [meta.get_field(name) for name in columns]
    values = [
        field.get_db_prep_save(value, connection)
        for row in rows
        for field, value in zip(fields, row, strict=True)
    ]
    one_row = f"({', '.join(['%s'] * len(columns))})"
    added = ", ".join(
        f"{name} = {meta.db_table}.{name} + excluded.{name}" for name in COUNT_COLUMNS
    )
    # Names come from the model, values go as parameters.
    sql = (
        f"INSERT INTO {meta.db_table} ({', '.join(columns)}) "  # noqa: S608
        f"VALUES {', '.join([one_row] * len(rows))} "
        f"ON CONFLICT ({', '.join(KEY_COLUMNS)}) DO UPDATE SET {added}"
    )
    if connection.vendor == "postgresql":
        sql += NOT_WAITED_FOR
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
