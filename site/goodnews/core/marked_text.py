"""Text of which parts stand out: bold, underlined, red or with a marker's colour behind."""

from typing import Self

BOLD, UNDERLINED, RED, HIGHLIGHTED = 1, 2, 4, 8
MARKS = (BOLD, UNDERLINED, RED, HIGHLIGHTED)


class MarkedText(str):
    """A text that remembers how each of its characters is marked.

    Attributes:
        flags: as many bytes as characters, each a sum of :data:`MARKS`.
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

    def trimmed(self) -> Self:
        """Return the text without spaces around it."""
        start = len(self) - len(self.lstrip())
        return self.cut(start, max(start, len(self.rstrip())))

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
