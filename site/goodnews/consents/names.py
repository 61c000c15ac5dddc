"""When two names are one. Pure."""

import re
from collections.abc import Iterable

from goodnews.core.folding import fold

WORD = re.compile(r"[^\W_]+")
# One syllable is no full name; a text that holds it speaks of anybody.
FEWEST_WORDS = 2


def same_name(name: str) -> str:
    """Return ``name`` as it is compared: spaces, case and marks do not make another person."""
    return fold(" ".join(name.split()))


def is_name_of(name: str, others: Iterable[str]) -> bool:
    """Tell whether one of ``others`` is called ``name`` as well."""
    return same_name(name) in {same_name(other) for other in others if other.strip()}


def is_full_name(name: str) -> bool:
    """Tell whether ``name`` is long enough to be looked for in a text."""
    return len(WORD.findall(fold(name))) >= FEWEST_WORDS


def names_in(text: str, names) -> list[str]:
    """Return those of ``names`` that ``text`` holds whole, accents, case and signs apart."""
    words = f" {' '.join(WORD.findall(fold(text)))} "
    return [
        name
        for name in names
        if is_full_name(name) and f" {' '.join(WORD.findall(fold(name)))} " in words
    ]
