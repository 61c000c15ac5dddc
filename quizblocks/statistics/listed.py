"""The list of answered questions: kept figures read page by page, or a period summed up at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from quizblocks.formats.markup import plain_of
from quizblocks.models import Question, QuestionFigures

from .items import Finding, Flag, ItemFigures
from .keeping import GRAVITY, HARMLESS
from .kept import kept_sums
from .reading import JudgedQuestion, judge, tallies_between

CHUNK = 500


@dataclass(frozen=True)
class ListedQuestion:
    """One row of the list.

    Attributes:
        findings: what may be wrong, each flag with the letters of its choices.
    """

    pk: int
    stem: str
    topic: str
    answers: int
    uses: int
    facility: float | None
    discrimination: float | None
    discrimination_error: float | None
    findings: tuple[Finding, ...]

    @property
    def gravity(self) -> int:
        """The place of the gravest flag; without one it stands last."""
        return GRAVITY[self.findings[0].flag] if self.findings else HARMLESS


ORDERS = {
    "flag": "gravity",
    "topic": "question__topic__name",
    "answers": "answers",
    "uses": "uses",
    "facility": "facility",
    "discrimination": "discrimination",
}


class KeptRows(Sequence):
    """The kept figures of some questions, read a page at a time; as many queries as slices.

    Args:
        questions: those that are listed; translations have no rows of their own.
        ordering: a name of :data:`ORDERS`, with a minus for backwards.
        flag: the value of a flag that each row has; "" for any.
    """

    def __init__(self, questions: QuerySet[Question], *, ordering: str, flag: str = ""):
        rows = QuestionFigures.objects.filter(question__in=questions.order_by().values("pk"))
        if flag:
            rows = rows.filter(flags__contains=f" {flag} ")
        field = F(ORDERS[ordering.lstrip("-")])
        order = field.desc if ordering.startswith("-") else field.asc
        self._rows = rows.order_by(order(nulls_last=True), "question").select_related(
            "question__topic"
        )
        self._count: int | None = None

    def __len__(self) -> int:
        if self._count is None:
            self._count = self._rows.count()
        return self._count

    def __getitem__(self, place):
        if isinstance(place, slice):
            return [_listed(row) for row in self._rows[place]]
        return _listed(self._rows[place])

    def __iter__(self):
        return map(_listed, self._rows.iterator(chunk_size=CHUNK))


def _listed(row: QuestionFigures) -> ListedQuestion:
    return ListedQuestion(
        pk=row.pk,
        stem=plain_of(row.question.stem),
        topic=row.question.topic.name,
        answers=row.answers,
        uses=row.uses,
        facility=row.facility,
        discrimination=row.discrimination,
        discrimination_error=row.discrimination_error,
        findings=tuple(Finding(Flag(flag), tuple(letters)) for flag, letters in row.findings),
    )


def rows_of_period(
    questions: QuerySet[Question],
    *,
    first: date | None,
    last: date | None,
    ordering: str,
    flag: str = "",
) -> list[ListedQuestion]:
    """Return the rows of the answers from ``first`` to ``last``, summed up now.

    A contest belongs to the day on which its round ended.
    """
    keys = questions.order_by().values("translation_key")
    kept = [
        each
        for each in kept_sums(keys)
        if (first is None or each.closed_on >= first) and (last is None or each.closed_on <= last)
    ]
    rows = [_summed(each) for each in judge(questions, tallies_between(first, last), kept)]
    if flag:
        rows = [row for row in rows if any(found.flag.value == flag for found in row.findings)]
    return _sorted(rows, ordering)


def _summed(judged: JudgedQuestion) -> ListedQuestion:
    figures: ItemFigures = judged.figures
    letters: Mapping = judged.letters
    return ListedQuestion(
        pk=judged.pk,
        stem=judged.stem,
        topic=judged.topic,
        answers=figures.answers,
        uses=figures.uses,
        facility=figures.facility,
        discrimination=figures.discrimination,
        discrimination_error=figures.discrimination_error,
        findings=tuple(
            Finding(found.flag, tuple(letters[choice] for choice in found.choices))
            for found in figures.findings
        ),
    )


def _sorted(rows: list[ListedQuestion], ordering: str) -> list[ListedQuestion]:
    """Return ``rows`` in the order asked for; what is not known stands last."""
    name = ORDERS[ordering.lstrip("-")].replace("question__topic__name", "topic")
    known = [row for row in rows if getattr(row, name) is not None]
    unknown = [row for row in rows if getattr(row, name) is None]
    # The question's number decides among equals.
    known.sort(key=lambda row: row.pk)
    known.sort(key=lambda row: getattr(row, name), reverse=ordering.startswith("-"))
    return known + sorted(unknown, key=lambda row: row.pk)
