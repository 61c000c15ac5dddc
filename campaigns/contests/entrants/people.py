"""Who is one person, how old, and in which league. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from campaigns.contests.choices import PersonRule
from campaigns.contests.rules import LeagueRules

# Grave, acute, tilde, hook and dot below: the five written tones.
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# Of the names of some peoples an apostrophe is a part: H'Hen, K'Brum.
NAME_START = re.compile(r"(?:^|(?<=['’\-.]))\w")


@dataclass(frozen=True)
class Person:
    """What a person says of themselves.

    Attributes:
        unit: id of the unit.
    """

    full_name: str
    birth_date: date | None = None
    unit: int | None = None
    phone: str = ""
    email: str = ""


def written_name(name: str) -> str:
    """Return ``name`` with capitals where it was typed without a thought of them.

    "nguyễn thị HOA" becomes "Nguyễn Thị Hoa"; a word that has both kinds of letters stays as it is.
    """
    return " ".join(_written_word(word) for word in name.split())


def _written_word(word: str) -> str:
    if not (word.islower() or (word.isupper() and len(word) > 1)):
        return word
    whole = unicodedata.normalize("NFC", word.lower())
    return NAME_START.sub(lambda found: found[0].upper(), whole)


def name_key(name: str) -> str:
    """Return ``name`` as it is compared: capitals, blanks and the place of a tone aside.

    Accents count: twins are called Hùng and Hưng. "Hoà" and "Hòa" are one name.
    """
    return " ".join(_word_key(word) for word in name.casefold().split())


def _word_key(word: str) -> str:
    signs = unicodedata.normalize("NFD", word)
    bare = "".join(sign for sign in signs if sign not in TONES)
    tones = sorted(sign for sign in signs if sign in TONES)
    return bare + "".join(tones)


def person_text(rule: str, person: Person) -> str:
    """Return what is the same for two registrations of one person by ``rule``."""
    name = name_key(person.full_name)
    texts = {
        PersonRule.PHONE: (person.phone,),
        PersonRule.PHONE_NAME: (person.phone, name),
        PersonRule.EMAIL: (person.email.casefold(),),
    }
    usual = (name, str(person.birth_date or ""), str(person.unit or ""))
    return "\n".join((rule, *texts.get(rule, usual)))


def age_on(birth_date: date, day: date) -> int:
    """Return the age in whole years on ``day``."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)


def is_of_age(age: int | None, lowest: int | None, highest: int | None) -> bool:
    """Tell whether ``age`` lies between two ages, both included; an unknown age only where none is asked."""
    if age is None:
        return lowest is None and highest is None
    return (lowest is None or age >= lowest) and (highest is None or age <= highest)


def league_of(leagues: Sequence[LeagueRules], *, age: int | None, kind: str) -> LeagueRules | None:
    """Return the first league that takes somebody, or None."""
    for league in leagues:
        is_kind = not league.unit_kinds or kind in league.unit_kinds
        if is_kind and is_of_age(age, league.age_from, league.age_to):
            return league
    return None
