"""One folding for indexed text, queries, duplicate hints and slugs (rule 3)."""

import re
import unicodedata
from functools import cache

from anyascii import anyascii
from django.utils.text import slugify

# Only the marks that Vietnamese uses: Khmer and Chăm signs are letters, not marks.
_MARKS = re.compile("[\u0300-\u036f]")


# No letter of any language bears so many; sorting a long row of them takes hours.
MOST_MARKS = 30
# Whatever stands in it, a text as short as this is sorted in a millisecond.
SHORT_TEXT = 400
LAST_MARK = 0x20000
# What a flood needs, found in a tenth of the time; rows of Chinese or Khmer letters have it too.
_CROWD = re.compile(f"[\u0300-\U0001ffff]{{{MOST_MARKS + 1}}}")


@cache
def _floods() -> re.Pattern[str]:
    """Return the pattern of more marks in a row than ``MOST_MARKS``."""
    marks = "".join(chr(code) for code in range(LAST_MARK) if unicodedata.combining(chr(code)))
    return re.compile(f"([{marks}]{{{MOST_MARKS + 1},}})")


def normalized(form: str, text: str) -> str:
    """Return ``text`` in the Unicode form "NFC" or "NFD", in time that grows with its length alone.

    A flood of marks is left as it stands.

    Source: Unicode Standard Annex 15, "Stream-Safe Text Format".
    """
    if text.isascii():
        return text
    if len(text) <= SHORT_TEXT or _CROWD.search(text) is None:
        return unicodedata.normalize(form, text)
    pieces = _floods().split(text)
    pieces[::2] = [unicodedata.normalize(form, piece) for piece in pieces[::2]]
    return "".join(pieces)


def fold(text: str) -> str:
    """Return ``text`` in lower case without Vietnamese marks: "Đoàn" → "doan".

    NFD and NFC input give the same result; other scripts are left as they are.
    """
    decomposed = normalized("NFD", text.replace("\x00", ""))
    bare = _MARKS.sub("", decomposed).replace("đ", "d").replace("Đ", "D")
    return normalized("NFC", bare).lower()


def slugify_vietnamese(text: str, *, max_length: int = 80) -> str:
    """Return an address part for a Vietnamese title: "Đắk Lắk" → "dak-lak"."""
    slug = slugify(anyascii(normalized("NFC", text)))
    if len(slug) <= max_length:
        return slug
    return slug[:max_length].rsplit("-", 1)[0]
