"""Fixed lists of the question bank."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    """How many choices of a question are right."""

    SINGLE = "single", _("One right choice")
    MULTIPLE = "multiple", _("Several right choices")
    TRUE_FALSE = "true_false", _("True or false")


# Answered with radio buttons: exactly one choice is right.
ONE_ANSWER_KINDS = (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE)


class QuestionUse(models.TextChoices):
    """Where a question may appear; contest questions are never seen before their contest."""

    PRACTICE = "practice", _("Practice")
    CONTEST = "contest", _("Contest")


class Difficulty(models.TextChoices):
    """How hard a question is meant to be."""

    EASY = "easy", _("Easy")
    MEDIUM = "medium", _("Medium")
    HARD = "hard", _("Hard")


class QuizMode(models.TextChoices):
    """How a quiz block gets its questions."""

    CHOSEN = "chosen", _("Chosen questions")
    DRAWN = "drawn", _("Drawn from a topic")


class QuizPace(models.TextChoices):
    """How the questions of a quiz are shown; without JavaScript always all together."""

    ONE_BY_ONE = "one", _("One after the other")
    TOGETHER = "all", _("All together")


class KeyStage(models.TextChoices):
    """A key follows its question: saved with the draft, valid once published."""

    DRAFT = "draft", _("Draft")
    LIVE = "live", _("Live")
