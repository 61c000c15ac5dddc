"""The list of keys at the end of a Word file: "1-A 2-B", or a table of numbers and letters."""

import re

from .drafts import word_of
from .word_lines import key_entries
from .word_paragraphs import Grid

HEADINGS = {"cau", "cauhoi", "causo", "so", "stt", "tt", "dapan", "dapandung", "da", "bangdapan"}
NUMBER = re.compile(r"(?:câu\s*)?(\d{1,5})\s*[.:)]?", re.IGNORECASE)
LETTERS = re.compile(r"[A-Ha-h](?:\s*,\s*[A-Ha-h])*\s*\.?")


class KeyTable:
    """Keys by the numbers of their questions, and where each was said."""

    def __init__(self):
        self._keys: dict[int, tuple[str, int]] = {}

    def take(self, number: int, key: str, place: int) -> bool:
        """Keep a key; return whether it contradicts none that was kept before."""
        before, _place = self._keys.setdefault(number, (key, place))
        return before == key

    def get(self, number: int) -> str:
        return self._keys.get(number, ("", 0))[0]

    def without_question(self, numbers: set[int]) -> list[tuple[int, int]]:
        """Return the numbers that no question has, and the places of their keys."""
        return [(one, place) for one, (_key, place) in self._keys.items() if one not in numbers]


def keys_in_grid(grid: Grid) -> list[tuple[int, str]] | None:
    """Return the numbers and letters of a table of keys; None where it is another table."""
    rows = [[" ".join(one.text for one in cell).strip() for cell in row] for row in grid.rows]
    rows = [[_bare(text) for text in row] for row in rows]
    found: list[tuple[int, str]] = []
    numbers: list[str] = []
    for row in rows:
        said = [text for text in row if text]
        if not said:
            continue
        if all(NUMBER.fullmatch(text) for text in said):
            numbers = row
        elif all(LETTERS.fullmatch(text) for text in said):
            below = list(zip(numbers, row, strict=False))
            if not numbers or len(numbers) != len(row) or any(bool(n) != bool(k) for n, k in below):
                return None
            found += [_pair(number, key) for number, key in below if key]
            numbers = []
        else:
            entries = _entries(said)
            if entries is None:
                return None
            found += entries
    return found if found and not numbers else None


def _bare(text: str) -> str:
    return "" if word_of(text) in HEADINGS else text


def _entries(said: list[str]) -> list[tuple[int, str]] | None:
    """Return the keys of a row: "1-A" in each cell, or numbers and letters by turns."""
    numbers, letters = said[::2], said[1::2]
    are_numbers, are_letters = map(NUMBER.fullmatch, numbers), map(LETTERS.fullmatch, letters)
    if len(numbers) == len(letters) and all(are_numbers) and all(are_letters):
        return [_pair(number, key) for number, key in zip(numbers, letters, strict=True)]
    entries = [key_entries(text) for text in said]
    if not all(entries):
        return None
    return [one for some in entries for one in some or []]


def _pair(number: str, key: str) -> tuple[int, str]:
    return int(NUMBER.fullmatch(number)[1]), key.strip(" .").upper()
