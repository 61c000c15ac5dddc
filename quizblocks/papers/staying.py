"""Which choices keep their place when a paper is shuffled; pure.

"Tất cả các đáp án trên" speaks of what stands above it, "Cả A và B" of letters.
"""

import re
from collections.abc import Sequence

from goodnews.core.folding import fold

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Folded words that speak of the other choices as a whole.
OF_OTHERS = re.compile(
    r"""
    \b(?:tat\ ca|toan\ bo|ca\ (?:hai|ba|bon|nam|[2-9]))\b.*
        \b(?:dap\ an|phuong\ an|lua\ chon|y|cau|tren|deu|dung|sai)\b
    | ^(?:tat\ ca|ca\ (?:hai|ba|bon|nam|[2-9]))\W*$
    | \bkhong\ (?:co\ |phai\ )?(?:dap\ an|phuong\ an|lua\ chon|y|cau)\ nao\b
    | \b(?:dap\ an|phuong\ an|lua\ chon|y)\ (?:khac|tren)\b
    | \b(?:cac|nhung)\ (?:dap\ an|phuong\ an|lua\ chon|y|cau)\ (?:con\ lai|kia)\b
    | \b(?:all|none|both|neither)\ of\ (?:the\ above|these|them)\b
    """,
    re.VERBOSE,
)
# Nothing but letters and the words that join them: "Cả A, B và C đều đúng".
BY_LETTERS = re.compile(
    r"(?:(?:ca|chi|gom|cac|dap an|phuong an|lua chon|y|cau|deu|dung|sai|va|hoac|and|or|both)\b"
    r"|[a-z]\b|[\s,;&+/.()])+"
)
ONE_LETTER = re.compile(r"\b[a-z]\b")


def stays(text: str) -> bool:
    """Tell whether a choice speaks of those above it, so that it keeps its place."""
    return OF_OTHERS.search(" ".join(fold(text).split())) is not None


def names_letters(text: str, count: int) -> bool:
    """Tell whether a choice of ``count`` is made of their letters: "A và B", "Chỉ A đúng"."""
    folded = " ".join(fold(text).split())
    if BY_LETTERS.fullmatch(folded) is None:
        return False
    known = set(LETTERS[:count].lower())
    # "ý" folds to a letter, but only as a word of its own among others.
    named = [letter for letter in ONE_LETTER.findall(folded) if letter in known]
    return bool(named)


def segments(texts: Sequence[str]) -> list[list[int]]:
    """Return the places of choices that may change with each other, in order.

    What stays is a segment of its own: "Cả hai đáp án trên" keeps the same two above it.
    """
    if any(names_letters(text, len(texts)) for text in texts):
        return [[place] for place in range(len(texts))]
    found: list[list[int]] = [[]]
    for place, text in enumerate(texts):
        if stays(text):
            found += [[place], []]
        else:
            found[-1].append(place)
    return [segment for segment in found if segment]
