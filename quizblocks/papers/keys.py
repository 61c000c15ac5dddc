"""The key table of a paper (bảng đáp án): what is right where, in every variant; pure."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from quizblocks.choices import QuestionKind
from quizblocks.formats.numbers import write_range
from quizblocks.typed_texts import without_signs

from .variants import PrintedQuestion, Variant
from .wordings import NO_KEY

Content = Mapping[str, Any]


def key_rows(variants: Sequence[Variant], contents: Mapping[str, Content]) -> list[list[str]]:
    """Return for each number what is right in each variant.

    Args:
        contents: what the keys say, by the key of the question; see
            :mod:`quizblocks.key_contents`.
    """
    return [
        [str(number), *(right_answer(each, contents.get(each.key, {})) for each in row)]
        for number, row in enumerate(zip(*(each.questions for each in variants), strict=True), 1)
    ]


def right_answer(question: PrintedQuestion, content: Content) -> str:
    """Return what is right as the sheet says it: "B", "A, C", "C, A, B", "1–B, 2–A", "9,81".

    A key that names what the paper does not show is NO_KEY.
    """
    letters = question.letters
    try:
        if question.kind == QuestionKind.ORDERING:
            said = ", ".join(letters[name] for name in content.get("order", ()))
        elif question.kind == QuestionKind.MATCHING:
            said = _pairs(question, content.get("pairs", {}))
        elif question.is_ticked:
            right = set(content.get("right", ()))
            said = ", ".join(letters[name] for name in sorted(right, key=letters.__getitem__))
        else:
            said = "; ".join(_typed(content))
    except KeyError:
        return NO_KEY
    return said or NO_KEY


def _pairs(question: PrintedQuestion, partners: Mapping[str, str]) -> str:
    letters = question.letters
    return ", ".join(
        f"{number}–{letters[partners[item.key]]}" for number, item in enumerate(question.items, 1)
    )


def _typed(content: Content) -> list[str]:
    """Return what earns the whole mark when it is typed."""
    numbers = [
        write_range(Fraction(lowest), Fraction(highest))
        for lowest, highest, share in content.get("numbers", ())
        if Fraction(share) == 1
    ]
    texts = [
        without_signs(text) for text, share in content.get("texts", ()) if Fraction(share) == 1
    ]
    return numbers + texts
