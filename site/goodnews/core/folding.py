"""One folding for indexed text, queries, duplicate hints and slugs (rule 3)."""

import re
import unicodedata

from anyascii import anyascii
from django.utils.text import slugify

# Only the marks that Vietnamese uses: Khmer and Chăm signs are letters, not marks.
_MARKS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Return ``text`` in lower case without Vietnamese marks: "Đoàn" → "doan".

    NFD and NFC input give the same result; other scripts are left as they are.
    """
    decomposed = unicodedata.normalize("NFD", text.replace("\x00", ""))
    bare = _MARKS.sub("", decomposed).replace("đ", "d").replace("Đ", "D")
    return unicodedata.normalize("NFC", bare).lower()


def slugify_vietnamese(text: str, *, max_length: int = 80) -> str:
    """Return an address part for a Vietnamese title: "Đắk Lắk" → "dak-lak"."""
    slug = slugify(anyascii(unicodedata.normalize("NFC", text)))
    if len(slug) <= max_length:
        return slug
    return slug[:max_length].rsplit("-", 1)[0]
