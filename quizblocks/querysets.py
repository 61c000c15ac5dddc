"""Reads of the question bank."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from goodnews.core.folding import fold

from .choices import KeyStage, QuestionUse


class TopicQuerySet(models.QuerySet):
    """Topics of the bank."""

    def with_practice(self, questions, *, at_least: int):
        """Topics of which ``questions`` has ``at_least`` different ones, translations apart.

        Questions of the topics below are not counted, so that a list offers no topic twice.
        """
        count = Count("questions__translation_key", Q(questions__in=questions), distinct=True)
        return self.annotate(practice_count=count).filter(practice_count__gte=at_least)

    def within(self, topic):
        """``topic`` and all that is part of it."""
        return self.filter(Q(pk=topic.pk) | Q(folded_path__startswith=topic.folded_start))


class QuestionQuerySet(models.QuerySet):
    """Questions by use; ``for_practice`` is the only way to the public."""

    def for_practice(self):
        """Live practice questions that can be marked.

        A question is out as soon as any language of it is kept for a contest.
        """
        siblings = self.model._base_manager.filter(translation_key=OuterRef("translation_key"))
        keys = self.model.keys_of(OuterRef("translation_key")).filter(stage=KeyStage.LIVE)
        return self.filter(
            Exists(keys),
            ~Exists(siblings.filter(use=QuestionUse.CONTEST)),
            live=True,
            use=QuestionUse.PRACTICE,
        )

    def for_contest(self):
        """Live questions kept for contests."""
        return self.filter(live=True, use=QuestionUse.CONTEST)

    def without_contest(self):
        """Questions that people without the right to the keys may see in the admin."""
        siblings = self.model._base_manager.filter(translation_key=OuterRef("translation_key"))
        return self.filter(
            ~Exists(siblings.filter(use=QuestionUse.CONTEST)), use=QuestionUse.PRACTICE
        )

    def about(self, topic):
        """Questions of ``topic`` and of all that is part of it."""
        return self.filter(Q(topic=topic) | Q(topic__folded_path__startswith=topic.folded_start))

    def matching(self, text: str):
        """Questions whose stem contains every word of ``text``, accents aside."""
        found = self
        for word in fold(text).split():
            found = found.filter(folded_stem__contains=word)
        return found


class AnswerKeyQuerySet(models.QuerySet):
    """Keys by question and stage."""

    def live(self):
        """Keys that answers are marked against."""
        return self.filter(stage=KeyStage.LIVE)

    def draft(self):
        """Keys as the bank's keepers last saved them."""
        return self.filter(stage=KeyStage.DRAFT)

    def contents_of(self, question_keys) -> dict:
        """Return the contents of the keys of some questions, by question: one query.

        Args:
            question_keys: a list, or a query of them.
        """
        rows = self.filter(question_key__in=question_keys)
        return dict(rows.values_list("question_key", "content"))


class PaperQuerySet(models.QuerySet):
    """Printed papers."""

    def without_contest(self):
        """Papers that people without the right to the keys may see.

        Hidden as soon as any language or draft of a question is kept for a contest.
        """
        questions = self.model._meta.get_field("questions").related_model
        own = questions.objects.filter(papers=OuterRef(OuterRef("pk")))
        kept = questions.objects.filter(
            Q(use=QuestionUse.CONTEST) | Q(latest_revision__content__use=QuestionUse.CONTEST),
            translation_key__in=own.values("translation_key"),
        )
        return self.filter(~Exists(kept), held_contest=False)
