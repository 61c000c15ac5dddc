"""Who may see what of the question bank."""

from .choices import QuestionUse
from .models import Question

KEEP_KEYS = "quizblocks.keep_answer_keys"


def may_keep_keys(user) -> bool:
    """Tell whether ``user`` may see and set keys, and see contest questions at all."""
    return user is not None and user.has_perm(KEEP_KEYS)


def may_import(user) -> bool:
    """Tell whether ``user`` may put whole files of questions, with keys and topics, into the bank."""
    needed = ("add_question", "change_question", "add_topic")
    return may_keep_keys(user) and all(user.has_perm(f"quizblocks.{name}") for name in needed)


def may_analyse(user) -> bool:
    """Tell whether ``user`` may see figures of single choices: they tell keys."""
    return may_keep_keys(user) and user.has_perm("quizblocks.view_questiontally")


def is_for_contest(question: Question) -> bool:
    """Tell whether any language or any saved revision of ``question`` is for contests.

    A draft that moves a practice question to a contest already hides it.
    """
    siblings = Question.objects.filter(translation_key=question.translation_key)
    if siblings.filter(use=QuestionUse.CONTEST).exists():
        return True
    latest = question.latest_revision
    return latest is not None and latest.content.get("use") == QuestionUse.CONTEST


def may_see(user, question: Question) -> bool:
    """Tell whether ``user`` may open ``question`` in the admin."""
    return may_keep_keys(user) or not is_for_contest(question)
