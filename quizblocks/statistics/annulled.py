"""What reports leave out and say so: answers to versions that were annulled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from quizblocks.formats.markup import plain_of
from quizblocks.life.annulments import annulment_sentence
from quizblocks.models import WHOLE_QUESTION, Annulment, Question, QuestionTally

from .reading import of_days


@dataclass(frozen=True)
class NotCounted:
    """Answers to one question that no longer count.

    Attributes:
        answers: first and later ones together.
        reason: since when and why, as a sentence.
    """

    stem: str
    answers: int
    reason: str

    def __str__(self):
        sentence = _("“%(stem)s”: %(answers)s answers are not counted. %(reason)s")
        answers = number_format(self.answers, force_grouping=True)
        return sentence % {"stem": self.stem, "answers": answers, "reason": self.reason}


def answers_not_counted(
    questions: QuerySet[Question], *, first: date | None, last: date | None
) -> list[NotCounted]:
    """Return what the days from ``first`` to ``last`` no longer count: up to three queries."""
    keys = questions.order_by().values("translation_key")
    annulments = list(Annulment.objects.in_force().filter(question_key__in=keys))
    if not annulments:
        return []
    annulled = {annulment.question_key for annulment in annulments}
    # Oldest last, so that the original stands for its translations.
    named = questions.filter(translation_key__in=annulled).order_by("-pk")
    stems = dict(named.values_list("translation_key", "stem"))
    counts = _answers_by_version(annulled, first=first, last=last)
    found = (
        NotCounted(
            stem=plain_of(stems[each.question_key]),
            answers=sum(
                answers
                for (key, version), answers in counts.items()
                if key == each.question_key and each.first_version <= version <= each.last_version
            ),
            reason=annulment_sentence(each),
        )
        for each in annulments
    )
    return [each for each in found if each.answers]


def _answers_by_version(
    keys: Iterable[UUID], *, first: date | None, last: date | None
) -> dict[tuple[UUID, int], int]:
    tallies = of_days(QuestionTally.objects.all(), first, last)
    rows = (
        tallies.filter(question_key__in=keys, choice_key=WHOLE_QUESTION)
        .order_by()
        .values_list("question_key", "version")
        .annotate(answers=Sum(F("answer_count") + F("later_count")))
    )
    return {(key, version): answers for key, version, answers in rows}
