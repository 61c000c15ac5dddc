"""Keys as people write them: "C", "3", "A, C", "A và C", "AC", or the choice itself."""

import re
from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from goodnews.core.folding import fold

from .choice_texts import ANY_LABEL, LETTERS
from .items import FALSE_TEXT, NOTHING, TRUE_TEXT, WHOLE, ItemChoice, ItemKind
from .numbers import NumberRefusedError, read_share, write_share

SAID_TRUE = {"dung", "d", "true", "t", "yes"}
SAID_FALSE = {"sai", "s", "false", "f", "no"}
BETWEEN = re.compile(r"\s*(?:[,;/&+\n]|\bvà\b|\band\b|\s)\s*", re.IGNORECASE)
PREFIX = re.compile(r"(?:phương\s+án|đáp\s+án|lựa\s+chọn|câu|ý)\s+(?=\S)", re.IGNORECASE)
MAX_KEY = 2000
WEIGHED = re.compile(r"([A-Z])\s*[=:]\s*([-+−\d.,/%\s]+)")


class KeyRefusedError(ValueError):
    """The key cannot be understood; the sentence is for whoever wrote it."""


def read_key(key: str, choices: Sequence[str]) -> dict[int, Fraction | None]:
    """Return the places of the choices that ``key`` names.

    Returns:
        The share of each where the key says it ("A=50%; B=50%"), else None.

    Raises:
        KeyRefusedError: it names no choice, or one that is not there, or has two meanings.
    """
    if len(key) > MAX_KEY:
        raise KeyRefusedError(_said(_("“%(key)s” is no choice of this question."), key))
    weighed = [WEIGHED.fullmatch(part.strip()) for part in re.split(r"[;\n]", key) if part.strip()]
    if weighed and all(weighed):
        return {_place(found[1], choices): _share(found[2]) for found in weighed}
    prefix = PREFIX.match(key.strip())
    bare = key.strip()[prefix.end() if prefix else 0 :]
    texts = [place for place, text in enumerate(choices) if _same(text) == _same(key)]
    named = _named(bare, choices)
    if named is None:
        named = _labelled(bare, choices)
    is_number = named is not None and bare[:1].isdecimal()
    if texts and (named is None or (is_number and set(texts) != set(named))):
        if named is not None or len(texts) > 1:
            raise KeyRefusedError(_said(_("“%(key)s” can mean two choices. Write a letter."), key))
        return dict.fromkeys(texts)
    if named is None:
        raise KeyRefusedError(_said(_("“%(key)s” is no choice of this question."), key))
    if len(set(named)) < len(named):
        raise KeyRefusedError(_said(_("“%(key)s” names a choice twice."), key))
    return dict.fromkeys(named)


def read_truth(text: str) -> bool | None:
    """Return whether ``text`` says true or false; None where it says neither."""
    said = fold(text).strip(" .")
    if said in SAID_TRUE | SAID_FALSE:
        return said in SAID_TRUE
    return None


def weigh(kind: ItemKind, places: dict[int, Fraction | None], count: int) -> list[Fraction]:
    """Return the shares of ``count`` choices.

    Where the key says none, one right choice earns the mark, several earn equal
    parts of it, and a wrong one earns nothing.
    """
    each = Fraction(1, len(places)) if kind == ItemKind.SEVERAL and places else WHOLE
    shares = {place: each if share is None else share for place, share in places.items()}
    return [shares.get(place, NOTHING) for place in range(count)]


def write_key(kind: ItemKind, choices: Sequence[ItemChoice]) -> str:
    """Return the key of ``choices`` as :func:`read_key` reads it, with shares where needed."""
    shares = [choice.weight for choice in choices]
    right = [place for place, share in enumerate(shares) if share > 0]
    is_plain = right and shares == weigh(kind, dict.fromkeys(right), len(shares))
    if is_plain and (kind == ItemKind.SEVERAL or len(right) == 1):
        if kind == ItemKind.TRUE_FALSE:
            return (TRUE_TEXT, FALSE_TEXT)[right[0]]
        return ", ".join(LETTERS[place] for place in right)
    said = [place for place, share in enumerate(shares) if share] or [0]
    return "; ".join(f"{LETTERS[place]}={write_share(shares[place])}" for place in said)


def _named(bare: str, choices: Sequence[str]) -> list[int] | None:
    """Return the places of letters or numbers; None where ``bare`` is something else."""
    parts = [part.strip("().") for part in BETWEEN.split(bare)]
    parts = [part for part in parts if part]
    if len(parts) == 1 and re.fullmatch(r"[A-Z]{2,}|[a-z]{2,}", parts[0]):
        letters = list(parts[0])
        if any(LETTERS.index(letter.upper()) >= len(choices) for letter in letters):
            return None
        parts = letters
    if not parts or not all(re.fullmatch(r"[A-Za-z]|\d{1,2}", part) for part in parts):
        return None
    return [_place(part, choices) for part in parts]


def _labelled(bare: str, choices: Sequence[str]) -> list[int] | None:
    """Return the place of a key that is letter and text: "C. Nguyễn Ái Quốc"."""
    label = ANY_LABEL.match(bare)
    if not label:
        return None
    place = LETTERS.index(label[1].upper())
    is_said = place < len(choices) and _same(choices[place]) == _same(bare[label.end() :])
    return [place] if is_said else None


def _place(name: str, choices: Sequence[str]) -> int:
    place = int(name) - 1 if name.isdecimal() else LETTERS.index(name.upper())
    if not 0 <= place < len(choices):
        message = _("“%(name)s” is named, but there are %(count)s choices.")
        raise KeyRefusedError(message % {"name": name, "count": len(choices)})
    return place


def _share(text: str) -> Fraction:
    try:
        return read_share(text)
    except NumberRefusedError as error:
        raise KeyRefusedError(str(error)) from error


def _same(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _said(message: str, key: str) -> str:
    return message % {"key": " ".join(key.split())[:40]}
