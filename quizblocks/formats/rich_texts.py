"""HTML of files and of the editor, made limited rich text."""

import re

from goodnews.core.marked_text import BOLD, ITALIC, LOWERED, RAISED, MarkedText

from .markup import FORMATS, kept, settled
from .plain_texts import (
    BREAK,
    EDGE,
    ENTITY,
    SPACES,
    SPACES_OF_LINES,
    character,
    clean_text,
    plain_text,
    taken_apart,
)

MARKS = {
    "b": BOLD,
    "strong": BOLD,
    "i": ITALIC,
    "em": ITALIC,
    "cite": ITALIC,
    "var": ITALIC,
    "sup": RAISED,
    "sub": LOWERED,
}
# A question is never so long: of what is, the marks are not looked at.
MOST_MARKED = 100_000
FORMATTED = re.compile(rf"<(?:{'|'.join(MARKS)})\b", re.IGNORECASE)
# Stand in for the tags while spaces are counted; no text that was cleaned has them.
OPENING = {BOLD: "\x03", ITALIC: "\x04", RAISED: "\x05", LOWERED: "\x06"}
CLOSING = {BOLD: "\x0e", ITALIC: "\x0f", RAISED: "\x10", LOWERED: "\x11"}
OPENED = {sign: flag for flag, sign in OPENING.items()}
CLOSED = {sign: flag for flag, sign in CLOSING.items()}
STAND_INS = {
    (slash, name): signs[flag]
    for name, flag in MARKS.items()
    for slash, signs in (("", OPENING), ("/", CLOSING))
}
SIGNS = re.compile(f"([{''.join((*OPENED, *CLOSED))}{BREAK}{EDGE}])")


def rich_text(text: str, *, keeps_lines: bool = False) -> tuple[str, bool]:
    """Return what the HTML ``text`` says, its marks kept, and whether anything else was lost.

    Args:
        keeps_lines: as :func:`quizblocks.formats.plain_texts.plain_text`.
    """
    if len(text) > MOST_MARKED or FORMATTED.search(text) is None:
        plain, is_lost = plain_text(text, keeps_lines=keeps_lines)
        return kept(MarkedText(plain)), is_lost
    bare, is_lost = taken_apart(text, keeps_lines=keeps_lines, stand_ins=STAND_INS)
    spaces = SPACES_OF_LINES if keeps_lines else SPACES
    if keeps_lines:
        bare = bare.replace("\n", BREAK)
    words = _in_lines(_runs(bare, spaces))
    is_settled = settled(words).flags == bytes(flag & FORMATS for flag in words.flags)
    return kept(words), is_lost or not (is_settled or "\n" in words)


def _runs(bare: str, spaces: re.Pattern[str]) -> MarkedText:
    """Return the letters with their marks; edges of lines and paragraphs stand in them."""
    open_marks = dict.fromkeys(OPENING, 0)
    runs: list[tuple[str, int]] = []
    ends_in_space = False
    for piece in SIGNS.split(bare):
        if piece in OPENED:
            open_marks[OPENED[piece]] += 1
        elif piece in CLOSED:
            flag = CLOSED[piece]
            open_marks[flag] = max(0, open_marks[flag] - 1)
        elif piece in (BREAK, EDGE):
            runs.append((piece, 0))
            ends_in_space = False
        elif piece:
            piece = spaces.sub(" ", piece)
            words = piece.removeprefix(" ") if ends_in_space else piece
            ends_in_space = piece.endswith(" ")
            flag = sum(mark for mark, count in open_marks.items() if count)
            runs.append((clean_text(ENTITY.sub(character, words)), flag))
    return MarkedText.joined(runs)


def _in_lines(words: MarkedText) -> MarkedText:
    """Return ``words`` with one line for each line and paragraph, none empty at its ends."""
    lines: list[MarkedText] = []
    for paragraph in _split(words, EDGE):
        start = len(paragraph) - len(paragraph.lstrip(f" {BREAK}"))
        inner = paragraph.cut(start, max(start, len(paragraph.rstrip(f" {BREAK}"))))
        if inner:
            lines += [line.trimmed() for line in _split(inner, BREAK)]
    runs: list[tuple[str, int]] = []
    for line in lines:
        runs += [*line.runs, ("\n", 0)]
    return MarkedText.joined(runs).trimmed()


def _split(words: MarkedText, sign: str) -> list[MarkedText]:
    pieces, start = [], 0
    for piece in words.split(sign):
        pieces.append(words.cut(start, start + len(piece)))
        start += len(piece) + len(sign)
    return pieces
