"""Gaps in a text: "Mật khẩu dài ít nhất [[1]] ký tự", as Moodle's "select missing words" marks them."""

import re
from collections.abc import Callable

from .items import BLANK

GAP = re.compile(r"\[\[(\d{1,2})\]\]")


def gaps_in(text: str) -> list[int]:
    """Return the numbers of the gaps in ``text``, in their order."""
    return [int(found[1]) for found in GAP.finditer(text)]


def renumbered(text: str, number: Callable[[int], int]) -> str:
    """Return ``text`` whose gaps have the numbers that ``number`` returns for theirs."""
    return GAP.sub(lambda found: f"[[{number(int(found[1]))}]]", text)


def pieces_of(text: str) -> list[tuple[str, int]]:
    """Return the pieces of ``text``, each with the number of the gap behind it; 0 at the end."""
    parts = GAP.split(text)
    numbers = [int(number) for number in parts[1::2]]
    return list(zip(parts[::2], [*numbers, 0], strict=True))


def with_blanks(text: str) -> str:
    """Return ``text`` as people read it, with a line where something is missing."""
    return GAP.sub(BLANK, text)
