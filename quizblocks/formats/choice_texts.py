"""Choices that stand in one text: "A. … B. … C. …", on lines of their own or on one."""

import re

from goodnews.core.marked_text import MarkedText

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STAR = "*"
# A letter that opens a choice: "A.", "b)", "C:", with the key's asterisk before or after it.
LABEL = r"\*?[ \t]?\(?{letter}[ \t]?\*?[ \t]?[.):/][ \t]*"
# Looked for backwards, so that a text of nothing but spaces takes no longer than others.
ROOMY = r"(?:^|(?<=\n)|(?<=\n )|(?<=\t)|(?<=  ))"
NARROW = r"(?:^|(?<=\s))"


def label_of(letter: str) -> re.Pattern:
    """Return what opens the choice ``letter`` at the beginning of a text."""
    return re.compile(LABEL.format(letter=f"[{letter.upper()}{letter.lower()}]"))


ANY_LABEL = re.compile(LABEL.format(letter="([A-Za-z])"))
_PATTERNS = {
    (letter, before): re.compile(
        before + "(" + LABEL.format(letter=f"[{letter}{letter.lower()}]") + ")"
    )
    for letter in LETTERS
    for before in (ROOMY, NARROW)
}


def split_choices(
    text: MarkedText, *, first: int = 0
) -> tuple[MarkedText, list[tuple[MarkedText, MarkedText]]]:
    """Return what stands before the choices, and each choice as its label and its text.

    Args:
        first: which letter is looked for first; 1 is B.
    """
    for before in (ROOMY, NARROW):
        found = _labels(text, before, first)
        ends = [*(start for start, _end in found[1:]), len(text)]
        pieces = [
            (text.cut(start, end).trimmed(), text.cut(end, stop).trimmed())
            for (start, end), stop in zip(found, ends, strict=False)
        ]
        if len(pieces) > 1 and all(piece.strip(STAR) for _label, piece in pieces):
            break
    if not pieces:
        return text.trimmed(), []
    return text.cut(0, found[0][0]).trimmed(), pieces


def _labels(text: str, before: str, first: int) -> list[tuple[int, int]]:
    """Return where the labels stand, each letter after the one before it."""
    places: list[tuple[int, int]] = []
    start = 0
    for letter in LETTERS[first:]:
        found = _PATTERNS[letter, before].search(text, start)
        if not found:
            break
        places.append(found.span(1))
        start = found.end()
    return places


def without_labels(texts: list[MarkedText]) -> list[MarkedText]:
    """Take the letters off, where every one of ``texts`` begins with its own."""
    found = [label_of(letter).match(text) for letter, text in zip(LETTERS, texts, strict=False)]
    if len(found) < 2 or not all(found):
        return texts
    return [text.cut(label.end()).trimmed() for text, label in zip(texts, found, strict=True)]


def with_labels(texts: list[MarkedText]) -> list[MarkedText]:
    """Put letters before ``texts`` where :func:`without_labels` would take some off."""
    if without_labels(texts) == texts:
        return texts
    return [text.behind(f"{letter}. ") for letter, text in zip(LETTERS, texts, strict=False)]


def marked_places(labels: list[MarkedText], texts: list[MarkedText], marks) -> set[int] | None:
    """Return which choices stand out from the others; empty where none does.

    A mark that all bear, or none, says nothing. Looked at first in the texts,
    then in the letters before them.

    Returns:
        None where two marks point at different choices.
    """
    for pieces in (texts, labels):
        pointed = set()
        for mark in marks:
            places = frozenset(n for n, piece in enumerate(pieces) if piece and piece.has(mark))
            if places and len(places) < len(texts):
                pointed.add(places)
        if len(pointed) > 1:
            return None
        if pointed:
            return set(pointed.pop())
    return set()
