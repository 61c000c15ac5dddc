"""What readers learn and where they fail, by article and topic: counts, nothing of persons."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from django.db.models import QuerySet, Sum

from quizblocks.formats.markup import plain_of
from quizblocks.models import WHOLE_QUESTION, Question

from .items import ENOUGH
from .places import name_pages

COUNTS = ("answer_count", "right_count", "later_count", "later_right_count")


@dataclass
class LearningRow:
    """One article or topic.

    Attributes:
        answers, right, later, later_right: first and later answers, and the right ones of them.
        questions: first answers and right ones by the stem of each question.
    """

    name: str = ""
    url: str = ""
    answers: int = 0
    right: int = 0
    later: int = 0
    later_right: int = 0
    questions: dict[str, list[int]] = field(default_factory=dict)

    @property
    def share(self) -> float | None:
        """The right ones of the first answers; None below 30."""
        return self.right / self.answers if self.answers >= ENOUGH else None

    @property
    def later_share(self) -> float | None:
        """The right ones of the later answers; None below 30."""
        return self.later_right / self.later if self.later >= ENOUGH else None

    @property
    def hardest(self) -> tuple[str, float] | None:
        """The question most often answered wrong, and its right share; None below 30 answers."""
        shares = (
            (right / answers, stem)
            for stem, (answers, right) in self.questions.items()
            if answers >= ENOUGH
        )
        share, stem = min(shares, default=(None, None))
        return None if stem is None else (stem, share)

    def add(self, stem: str, answers: int, right: int, later: int, later_right: int) -> None:
        """Add what was counted of one question."""
        self.answers += answers
        self.right += right
        self.later += later
        self.later_right += later_right
        counts = self.questions.setdefault(stem, [0, 0])
        counts[0] += answers
        counts[1] += right


def learned_by_article(tallies: QuerySet, questions: QuerySet[Question]) -> list[LearningRow]:
    """Return a row for each article whose quiz was answered: three queries."""
    rows = _rows(tallies, questions, of=lambda page_id, _topic: page_id)
    for page_id, named in name_pages(rows).items():
        rows[page_id].name, rows[page_id].url = named.title, named.url
    return list(rows.values())


def learned_by_topic(tallies: QuerySet, questions: QuerySet[Question]) -> list[LearningRow]:
    """Return a row for each topic of which questions were answered: two queries."""
    rows = _rows(tallies, questions, of=lambda _page_id, topic: topic)
    for topic, row in rows.items():
        row.name = topic
    return list(rows.values())


def _rows(
    tallies: QuerySet, questions: QuerySet[Question], *, of: Callable[[int, str], Hashable]
) -> dict:
    # Oldest last, so that the original stands for its translations.
    facts = {
        key: (plain_of(stem), topic)
        for key, stem, topic in questions.order_by("-pk").values_list(
            "translation_key", "stem", "topic__name"
        )
    }
    counted = (
        tallies.filter(
            choice_key=WHOLE_QUESTION,
            question_key__in=questions.order_by().values("translation_key"),
        )
        .order_by()
        .values_list("question_key", "page_id")
        .annotate(*(Sum(name) for name in COUNTS))
    )
    rows: dict[Hashable, LearningRow] = {}
    for question, page_id, *counts in counted:
        stem, topic = facts[question]
        rows.setdefault(of(page_id, topic), LearningRow()).add(stem, *counts)
    return rows
