"""A query as words, and the words found again in a text. Pure."""

import re
import unicodedata
from functools import lru_cache

from goodnews.core.folding import fold

# Letters and digits of any script; what search engines use as operators is no word.
WORD = re.compile(r"[^\W_]+")
MAX_WORDS = 16
SNIPPET_LENGTH = 240


def words_of(text: str) -> list[str]:
    """Return the folded words of ``text``, each once, in their order."""
    return list(dict.fromkeys(WORD.findall(fold(text))))[:MAX_WORDS]


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    return fold(letter)


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """Return ``text`` folded, and for each of its letters where it came from."""
    folded, places = [], []
    for place, letter in enumerate(text):
        for part in _fold_letter(letter):
            folded.append(part)
            places.append(place)
    return "".join(folded), places


def highlight(text: str, words: list[str]) -> list[tuple[str, bool]]:
    """Cut ``text`` into pieces and tell of each whether it was searched for.

    Returns:
        Pieces that joined give ``text``; the template escapes and marks them.
    """
    text = unicodedata.normalize("NFC", text)
    folded, places = fold_with_places(text)
    wanted = set(words)
    pieces, done = [], 0
    for match in WORD.finditer(folded):
        if match.group() not in wanted:
            continue
        start, end = places[match.start()], places[match.end() - 1] + 1
        if start > done:
            pieces.append((text[done:start], False))
        pieces.append((text[start:end], True))
        done = end
    if done < len(text):
        pieces.append((text[done:], False))
    return pieces


def snippet(text: str, words: list[str]) -> str:
    """Return the part of ``text`` around the first word found, at most a few lines."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if len(text) <= SNIPPET_LENGTH:
        return text
    folded, places = fold_with_places(text)
    wanted = set(words)
    first = next((places[m.start()] for m in WORD.finditer(folded) if m.group() in wanted), 0)
    start = max(0, min(first - SNIPPET_LENGTH // 3, len(text) - SNIPPET_LENGTH))
    if start:
        start = text.find(" ", start) + 1 or start
    cut = text[start : start + SNIPPET_LENGTH]
    before = "… " if start else ""
    if start + SNIPPET_LENGTH < len(text):
        cut = cut.rsplit(" ", 1)[0] + " …"
    return before + cut
