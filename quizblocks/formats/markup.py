"""Limited rich text of questions and choices: bold, italic, raised, lowered, line ends. Pure.

A text without marks is kept as it is. One with marks begins with ``<rich>``; behind it stands
HTML of four elements, ``<rich>H<sub>2</sub>O``, with "\\n" as its line end. So each text says
itself which of both it is, and what was written before there were marks means what it meant.
"""

import re
from functools import cache
from html import escape, unescape

from goodnews.core.folding import fold
from goodnews.core.marked_text import BOLD, ITALIC, LOWERED, RAISED, MarkedText

from .gap_texts import GAP

RICH = "<rich>"
# From the outer element to the inner one.
TAGS = {BOLD: "b", ITALIC: "i", RAISED: "sup", LOWERED: "sub"}
FLAGS = {tag: flag for flag, tag in TAGS.items()}
FORMATS = BOLD | ITALIC | RAISED | LOWERED
PLACES = RAISED | LOWERED
TOKEN = re.compile(r"<(/?)(b|i|sup|sub)>")
SPACES = re.compile(r"  +")
WORD = re.compile(r"\S+")
# Line ends and gaps.
UNMARKED = re.compile(rf"\n|{GAP.pattern}")
RAISED_SIGNS = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
LOWERED_SIGNS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def is_rich(text: str) -> bool:
    """Tell whether ``text`` bears marks."""
    return text.startswith(RICH)


def marked(text: str) -> MarkedText:
    """Return the letters of a kept text with their marks."""
    if not is_rich(text):
        return MarkedText(text)
    source, parts, flag, end = text.removeprefix(RICH), [], 0, 0
    for found in TOKEN.finditer(source):
        parts.append((unescape(source[end : found.start()]), flag))
        mark = FLAGS[found[2]]
        flag = flag & ~mark if found[1] else flag | mark
        end = found.end()
    parts.append((unescape(source[end:]), flag))
    return MarkedText.joined(parts)


def kept(text: str, *, formats: int = FORMATS) -> str:
    """Return ``text`` as it is kept; other texts that say the same are kept the same.

    Args:
        formats: the marks that are kept.
    """
    if not isinstance(text, MarkedText):
        return f"{RICH}{escape(text, quote=False)}" if is_rich(text) else text
    if any(text.flags):
        text = settled(text, formats)
    return RICH + markup(text) if any(text.flags) else kept(str(text))


def settled(text: MarkedText, formats: int = FORMATS) -> MarkedText:
    """Return ``text`` with only such marks as say something about a part of it.

    Bold letters from end to end say nothing; of one choice they would point at it. Line ends
    and gaps bear no marks, and nothing is raised and lowered at once.
    """
    flags = bytearray(text.flags.translate(_table(formats)))
    for found in UNMARKED.finditer(text):
        flags[found.start() : found.end()] = bytes(found.end() - found.start())
    is_bold = flags.translate(_table(BOLD))
    words = [is_bold[found.start() : found.end()] for found in WORD.finditer(text)]
    if words and all(0 not in word for word in words):
        flags = flags.translate(_table(formats & ~BOLD))
    return MarkedText(str(text), bytes(flags))


@cache
def _table(formats: int) -> bytes:
    """Return what becomes of each flag where only ``formats`` are kept."""
    kept_flags = (flag & formats for flag in range(256))
    return bytes(flag & ~LOWERED if flag & PLACES == PLACES else flag for flag in kept_flags)


def markup(text: MarkedText) -> str:
    """Return ``text`` as HTML of the four elements, its line ends as they are."""
    return "".join(_wrapped(escape(words, quote=False), flag) for words, flag in text.runs)


def _wrapped(words: str, flag: int) -> str:
    for mark, tag in reversed(TAGS.items()):
        if flag & mark:
            words = f"<{tag}>{words}</{tag}>"
    return words


def html_text(text: str) -> str:
    """Return a kept text as HTML for a file: spaces and line ends stay what they are."""
    words = marked(text)
    spaced = SPACES.sub(lambda found: "\xa0" * len(found[0]), words)
    written = markup(MarkedText(spaced, words.flags))
    return written.replace("\xa0", "&nbsp;").replace("\n", "<br>")


def letters_of(text: str) -> str:
    """Return the bare letters of a kept text."""
    return str(marked(text)) if is_rich(text) else text


def plain_of(text: str) -> str:
    """Return a kept text as people read it where no marks can be shown: "H₂O", "2^(n+k)"."""
    if not is_rich(text):
        return text
    return "".join(_placed(words, flag) for words, flag in marked(text).runs)


def _placed(words: str, flag: int) -> str:
    if not flag & PLACES or not words.strip():
        return words
    table, sign = (RAISED_SIGNS, "^") if flag & RAISED else (LOWERED_SIGNS, "_")
    if all(ord(letter) in table for letter in words if not letter.isspace()):
        return words.translate(table)
    return f"{sign}({words})" if len(words) > 1 else f"{sign}{words}"


def searched(text: str) -> str:
    """Return what a kept text is found by and compared by: folded, without marks.

    "H₂O" with a lowered sign is found by "H2O" too, but is not the same as it.
    """
    if not is_rich(text):
        return fold(text)
    folded, bare = fold(plain_of(text)), fold(letters_of(text))
    return f"{folded} {bare}" if bare != folded else folded


def typed_of(text: str) -> str:
    """Return a kept text as it is typed where its marks are typed too."""
    return text.removeprefix(RICH)


def read_typed(text: str, *, before: str) -> str:
    """Return what was typed in place of ``before``: marks are marks only where that had some."""
    return kept(marked(f"{RICH}{text}") if is_rich(before) else MarkedText(text))


def tidied(text: str, tidy) -> str:
    """Return a kept text, each line of its letters made by ``tidy``; the marks go along.

    Args:
        tidy: takes a text away from its marks; where it changes letters, a run at a time.
    """
    if not is_rich(text):
        return kept(MarkedText(tidy(text)))
    runs = [(tidy(f"|{words}|")[1:-1], flag) for words, flag in marked(text).runs]
    return kept(MarkedText.joined(runs).trimmed())
