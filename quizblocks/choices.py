"""Fixed lists of the question bank."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    """What a question asks for."""

    SINGLE = "single", _("One right choice")
    MULTIPLE = "multiple", _("Several right choices")
    TRUE_FALSE = "true_false", _("True or false")
    NUMERIC = "numeric", _("A number")
    SHORT_ANSWER = "short_answer", _("A short answer")
    ORDERING = "ordering", _("An order")
    MATCHING = "matching", _("Pairs")
    GAPS = "gaps", _("Gaps to fill from lists")


# Their choices stand below the question, to be picked.
CHOICE_KINDS = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE)
# Answered by typing.
TYPED_KINDS = (QuestionKind.NUMERIC, QuestionKind.SHORT_ANSWER)
# Answered by choosing something for each of several rows.
ROW_KINDS = (QuestionKind.ORDERING, QuestionKind.MATCHING, QuestionKind.GAPS)

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


class Folding(models.TextChoices):
    """A difference that is overlooked when a typed answer is compared."""

    CASE = "case", _("capital and small letters")
    ACCENTS = "accents", _("accents")
    SPACES = "spaces", _("spaces")
    PUNCTUATION = "punctuation", _("punctuation marks")


class QuizPace(models.TextChoices):
    """How the questions of a quiz are shown; without JavaScript always all together."""

    ONE_BY_ONE = "one", _("One after the other")
    TOGETHER = "all", _("All together")


class KeyStage(models.TextChoices):
    """A key follows its question: saved with the draft, valid once published."""

    DRAFT = "draft", _("Draft")
    LIVE = "live", _("Live")


class QuestionState(models.TextChoices):
    """Where the last saved content of a question stands; what is published is another matter."""

    DRAFT = "draft", _("Waits for review")
    RETURNED = "returned", _("Sent back")
    REVIEWED = "reviewed", _("Passed")
    APPROVED = "approved", _("Approved")
    RETIRED = "retired", _("Retired")
    ANNULLED = "annulled", _("Annulled")


# Somebody else than the author has to do something.
WAITING_STATES = (QuestionState.DRAFT, QuestionState.REVIEWED)


class Verdict(models.TextChoices):
    """A step that somebody took about one content of a question."""

    PASSED = "passed", _("Passed")
    RETURNED = "returned", _("Sent back")
    APPROVED = "approved", _("Approved")
    RETIRED = "retired", _("Retired")
    ANNULLED = "annulled", _("Annulled")


VERDICT_STATES = {
    Verdict.PASSED: QuestionState.REVIEWED,
    Verdict.RETURNED: QuestionState.RETURNED,
    Verdict.APPROVED: QuestionState.APPROVED,
    Verdict.RETIRED: QuestionState.RETIRED,
    Verdict.ANNULLED: QuestionState.ANNULLED,
}
# Verdicts on what somebody else wrote.
JUDGING_VERDICTS = (Verdict.PASSED, Verdict.RETURNED, Verdict.APPROVED)
EXPLAINED_VERDICTS = (Verdict.RETURNED, Verdict.RETIRED, Verdict.ANNULLED)


class AnnulmentKind(models.TextChoices):
    """What is wrong with what was answered already."""

    ANNUL = "annul", _("The question is annulled")
    CORRECTION = "correction", _("The key is corrected")


class AnswerBasis(models.TextChoices):
    """Which answers of people who may try several times are judged."""

    FIRST = "first", _("first attempts")
    COUNTING = "counting", _("attempts that count")
