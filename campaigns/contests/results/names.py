"""How people are called in public results. Pure.

A child below 16 is never named in full, whatever was agreed to. Where the birth date is not
asked for, nobody is known to be grown up.

Source: CONTESTS.md, "names masked"; Law on the protection of personal data, children.
"""

from datetime import date

from campaigns.contests.entrants.people import age_on

CHILD_BELOW = 16


def public_name(name: str, *, birth_date: date | None, shows_name: bool, on: date) -> str:
    """Return what is published of a name.

    Args:
        shows_name: the person, or a child's guardian, has agreed to be named.
        on: the day of the results: the age is that of this day.
    """
    is_grown_up = birth_date is not None and age_on(birth_date, on) >= CHILD_BELOW
    if is_grown_up and shows_name:
        return name
    if shows_name or is_grown_up:
        return masked_name(name)
    return initials(name)


def masked_name(name: str) -> str:
    """Return the family name and initials: Nguyễn V. A.; a single word is one initial."""
    family, *others = name.split() or [""]
    return " ".join([family, *(f"{each[0]}." for each in others)]) if others else initials(name)


def initials(name: str) -> str:
    """Return the initials: N. V. A."""
    return " ".join(f"{each[0]}." for each in name.split())
