"""Essays: how long one may be, and what the marks that people gave make together. Pure."""

from collections.abc import Sequence
from fractions import Fraction

from campaigns.contests.rules import RoundRules
from quizblocks.formats.plain_texts import clean_text

from .contents import Content
from .errors import EssayTooLongError, UnreadableAnswerError

# Place of the essay among the answers: behind every question.
ESSAY = 999
# What is left of one whose words were taken away (``evidence.erasing``): that there was one.
ERASED: Content = {"erased": True}
MARKERS = 2
MOST_MARKS = 3
# No word of Vietnamese is longer; a text without blanks is no essay.
SIGNS_FOR_A_WORD = 12


def read_essay(text: str, said: RoundRules) -> Content:
    """Return an essay as it is stored; {} for none.

    Raises:
        UnreadableAnswerError: the rules ask for no essay.
        EssayTooLongError: it has more words, or far more letters, than the rules allow.
    """
    if not said.essay:
        raise UnreadableAnswerError
    tidy = clean_text(text).strip()
    count = word_count(tidy)
    if count > said.essay_words or len(tidy) > said.essay_words * SIGNS_FOR_A_WORD:
        raise EssayTooLongError(count, said.essay_words)
    return {"text": tidy} if tidy else {}


def word_count(text: str) -> int:
    """Return the number of words as everybody counts them: what blanks part."""
    return len(text.split())


def mean_mark(marks: Sequence[Fraction], *, gap: int) -> Fraction | None:
    """Return what an essay earned; None while somebody is still to mark it.

    The mean of two marks; where they differ by more than ``gap``, of three.
    """
    if len(marks) < MARKERS or needs_third(marks, gap=gap):
        return None
    return sum(marks, Fraction(0)) / len(marks)


def needs_third(marks: Sequence[Fraction], *, gap: int) -> bool:
    """Tell whether two marks differ so much that a third person is asked."""
    return len(marks) == MARKERS and max(marks) - min(marks) > gap
