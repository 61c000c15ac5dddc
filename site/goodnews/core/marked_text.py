"""Text of which parts stand out: bold, underlined, red, with a marker's colour behind; or raised."""

from itertools import groupby
from typing import Self

BOLD, UNDERLINED, RED, HIGHLIGHTED = 1, 2, 4, 8
MARKS = (BOLD, UNDERLINED, RED, HIGHLIGHTED)
# What belongs to the words themselves and points at nothing.
ITALIC, RAISED, LOWERED = 16, 32, 64


class MarkedText(str):
    """A text that remembers how each of its characters is marked.

    Attributes:
        flags: as many bytes as characters, each a sum of :data:`MARKS` and of ITALIC, RAISED
            and LOWERED.
    """

    __slots__ = ("flags",)

    def __new__(cls, text: str, flags: bytes | None = None) -> Self:
        made = super().__new__(cls, text)
        made.flags = bytes(len(text)) if flags is None else flags
        return made

    @classmethod
    def joined(cls, parts) -> Self:
        """Return ``parts``, pairs of a text and its one flag, as one text."""
        parts = list(parts)
        flags = b"".join(bytes([flag]) * len(text) for text, flag in parts)
        return cls("".join(text for text, _flag in parts), flags)

    def cut(self, start: int, end: int | None = None) -> Self:
        """Return a piece with its marks."""
        return type(self)(self[start:end], self.flags[start:end])

    @property
    def runs(self) -> list[tuple[str, int]]:
        """The pieces of the text, each with the one flag of all its characters."""
        found, start = [], 0
        for flag, group in groupby(self.flags):
            end = start + sum(1 for _each in group)
            found.append((self[start:end], flag))
            start = end
        return found

    def behind(self, words: str) -> Self:
        """Return the text with unmarked ``words`` before it."""
        return type(self)(f"{words}{self}", bytes(len(words)) + self.flags)

    def trimmed(self) -> Self:
        """Return the text without spaces around it."""
        start = len(self) - len(self.lstrip())
        end = max(start, len(self.rstrip()))
        return self if end - start == len(self) else self.cut(start, end)

    def has(self, mark: int) -> bool:
        """Tell whether more than half of the letters bear ``mark``."""
        letters = [flag for sign, flag in zip(self, self.flags, strict=True) if not sign.isspace()]
        return 2 * sum(bool(flag & mark) for flag in letters) > len(letters)


def is_red(rgb: str | None) -> bool:
    """Tell whether six or eight hexadecimal digits ([alpha,] red, green, blue) look red."""
    try:
        red, green, blue = bytes.fromhex((rgb or "")[-6:])
    except ValueError:
        return False
    return red >= 0xA0 and max(green, blue) <= 0x60
