"""How a year of birth and the age in a profile go together. Pure: no database, no clock."""

from goodnews.consents.choices import AgeBand

# Until a person is this old, a younger rule holds (Law 91/2025/QH15, article 24).
CHILD_AT, ADULT_AT = 7, 16


def band_at(age: int) -> AgeBand:
    """Return the band of somebody who is ``age`` years old."""
    if age < CHILD_AT:
        return AgeBand.SMALL_CHILD
    return AgeBand.CHILD if age < ADULT_AT else AgeBand.ADULT


def possible_bands(birth_year: int, *, year: int) -> tuple[AgeBand, ...]:
    """Return the bands that somebody born in ``birth_year`` can be in during ``year``.

    The birthday is not known: before it a year younger than after it. The
    younger band comes first.
    """
    youngest, oldest = band_at(year - birth_year - 1), band_at(year - birth_year)
    return (youngest,) if youngest == oldest else (youngest, oldest)


def present_band(age_band: str, *, birth_year: int | None, year: int) -> str:
    """Return the band that holds in ``year`` for somebody entered as ``age_band`` once.

    Without a year of birth it is what was entered. With one it moves with the
    calendar; what was entered decides only in the year of a birthday between
    two bands. Where both disagree the younger one holds.
    """
    if birth_year is None:
        return age_band
    possible = possible_bands(birth_year, year=year)
    return age_band if age_band in possible else possible[0].value
