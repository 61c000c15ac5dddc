"""Lines of Vietnamese type for the share cards; pure."""

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONT_DIR = Path(__file__).parent / "fonts"
REGULAR = "BeVietnamPro-Regular.ttf"
EXTRA_BOLD = "BeVietnamPro-ExtraBold.ttf"
# Stacked marks (Ầ Ễ Ộ) of one line must clear the descenders of the line above.
LINE_HEIGHT = 1.28
# More than four lines of the smallest type hold; measuring more would be wasted.
LONGEST = 320


@lru_cache(maxsize=32)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT_DIR / name), size, layout_engine=ImageFont.Layout.BASIC)


def tidy(text: str) -> str:
    """Return ``text`` in NFC, on one line, without control characters.

    The font has the composed letters only: "e" + marks would be drawn apart.
    """
    composed = unicodedata.normalize("NFC", text)
    shown = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign
        for sign in composed
        if unicodedata.category(sign) not in ("Cf", "Cs", "Co", "Cn", "So", "Mn")
    )
    return " ".join(shown.split())


def break_lines(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Return ``text`` in as few lines as ``width`` allows, about equally long."""
    words = _pieces(text, face, width)
    lines = _greedy(words, face, width)
    # The narrowest measure that needs no more lines leaves no lonely last word.
    widest = max((face.getlength(word) for word in words), default=0)
    low, high = round(widest) - 1, width
    while high - low > 8:
        middle = (low + high) // 2
        if len(_greedy(words, face, middle)) <= len(lines):
            high = middle
        else:
            low = middle
    return _greedy(words, face, high)


def fit(text: str, *, width: int, fits) -> tuple[int, list[str]]:
    """Return the first size of ``fits`` whose number of lines holds ``text``, and the lines.

    What does not fit in the last is cut with "…".
    """
    text = text[:LONGEST]
    for size, most in fits:
        lines = break_lines(text, font(EXTRA_BOLD, size), width)
        if len(lines) <= most:
            return size, lines
    face = font(EXTRA_BOLD, size)
    lines = _greedy(_pieces(text, face, width), face, width)[:most]
    return size, [*lines[:-1], shorten(f"{lines[-1]} …", face, width)]


def shorten(text: str, face: ImageFont.FreeTypeFont, width: int) -> str:
    """Return ``text``, its last words replaced by "…" where it is wider than ``width``."""
    if face.getlength(text) <= width:
        return text
    kept = text.rstrip("… ")
    while kept and face.getlength(f"{kept}…") > width:
        kept = kept.rpartition(" ")[0] or kept[:-1]
    return f"{kept.rstrip(' ,;:–-')}…"


def _pieces(text: str, face, width: int) -> list[str]:
    """Return the words; one that is wider than a line is cut into pieces."""
    pieces = []
    for word in text.split():
        rest = word
        while face.getlength(rest) > width and len(rest) > 1:
            end = bisect_right(range(1, len(rest)), width, key=lambda n: face.getlength(rest[:n]))
            pieces.append(rest[: max(1, end)])
            rest = rest[max(1, end) :]
        pieces.append(rest)
    return pieces


def _greedy(words: list[str], face, width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
