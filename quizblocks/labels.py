"""What a question is called in lists."""

from django.utils.translation import gettext

from quizblocks.choices import QuestionKind, QuestionUse
from quizblocks.formats.gap_texts import with_blanks
from quizblocks.formats.markup import plain_of

MOST_IN_LABEL = 120


def label_of(*, pk: int | None, use: str, kind: str, stem: str) -> str:
    """Return the name of a question; of one for contests it says nothing of its text.

    Logs, reports, choosers and the translation pages show it to people who have no
    right to the bank.
    """
    if use == QuestionUse.CONTEST:
        return gettext("Contest question %(number)s") % {"number": pk or "–"}
    text = plain_of(with_blanks(stem) if kind == QuestionKind.GAPS else stem)
    return text if len(text) <= MOST_IN_LABEL else f"{text[: MOST_IN_LABEL - 1]}…"
