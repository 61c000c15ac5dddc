"""Whether a typed answer says what is accepted. Pure.

In an accepted text "*" stands for any letters, none included; "\\*" is the sign itself.
Each part is looked for once, from left to right: no text takes long.
"""

import re
import unicodedata
from collections.abc import Collection

CASE, ACCENTS, SPACES, PUNCTUATION = "case", "accents", "spaces", "punctuation"
WILDCARD = re.compile(r"(?<!\\)\*")
MARKS = re.compile("[\u0300-\u036f]")


def says(text: str, accepted: str, *, overlooks: Collection[str]) -> bool:
    """Tell whether ``text`` says ``accepted``.

    Args:
        overlooks: any of "case", "accents", "spaces" and "punctuation". Spaces at the
            ends and doubled ones never count. Where an accepted text has nothing but
            punctuation, punctuation counts.
    """
    overlooked = set(overlooks)
    if PUNCTUATION in overlooked and not folded(accepted.replace("*", ""), overlooked):
        overlooked.discard(PUNCTUATION)
    said = folded(text, overlooked)
    parts = [part.replace("\\*", "*") for part in WILDCARD.split(accepted)]
    if len(parts) == 1:
        return said == folded(parts[0], overlooked)
    first, *middle, last = (folded(part, overlooked, is_part=True) for part in parts)
    first, last = first.lstrip(), last.rstrip()
    if len(said) < len(first) + len(last) or not (said.startswith(first) and said.endswith(last)):
        return False
    at, end = len(first), len(said) - len(last)
    for part in middle:
        found = said.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def without_signs(accepted: str) -> str:
    """Return an accepted text as people read it: "…" where anything may stand."""
    return WILDCARD.sub("…", accepted).replace("\\*", "*")


def folded(text: str, overlooks: Collection[str], *, is_part: bool = False) -> str:
    """Return ``text`` without the differences that are overlooked.

    Args:
        is_part: whether something may stand before and after it, so that spaces at
            its ends count.
    """
    text = unicodedata.normalize("NFC", text)
    if ACCENTS in overlooks:
        bare = MARKS.sub("", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", bare.replace("đ", "d").replace("Đ", "D"))
    if CASE in overlooks:
        text = text.casefold()
    if PUNCTUATION in overlooks:
        text = "".join(sign for sign in text if not unicodedata.category(sign).startswith("P"))
    text = re.sub(r"\s+", "" if SPACES in overlooks else " ", text)
    return text if is_part else text.strip()
