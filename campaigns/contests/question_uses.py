"""Which contests use a question: a running round locks those that everybody gets in it."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from quizblocks.usage import Use

from .models import FixedQuestion


class FixedQuestionUser:
    """Answers for the questions that rounds fix (see ``quizblocks.usage``)."""

    def uses_of(self, question_keys: Collection[UUID]) -> Iterable[Use]:
        """Return the rounds that give ``question_keys`` to everybody: one query."""
        now = timezone.now()
        lines = (
            FixedQuestion.objects.filter(question__translation_key__in=question_keys)
            .select_related("question", "round__contest")
            .order_by("round__opens_at", "pk")
        )
        return [
            Use(
                question_key=line.question.translation_key,
                name=f"{line.round.contest} – {line.round}",
                url=reverse("contest_rules:edit", args=[line.round.contest_id]),
                is_running=line.round.contest.published_at is not None
                and line.round.opens_at <= now < line.round.closes_at,
            )
            for line in lines
        ]
