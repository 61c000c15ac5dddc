"""The Vietnamese lunar calendar (âm lịch), as far as public holidays need it. Pure.

A month begins on the day of the new moon, the eleventh is the one with the
winter solstice, and in a year of thirteen months the first one without a
principal term is the leap month; all days are those of Viet Nam (UTC+7).

Source: Decision 121-CP of 8 August 1967 on the calendar; Jean Meeus, Astronomical
Algorithms, chapters 25 (the sun's place) and 49 (phases of the moon).
"""

from datetime import date
from math import floor, radians, sin

# Day 0 of Python's ordinals as a Julian day, seen from UTC+7.
ORDINAL_ZERO = 1721424.5 - 7 / 24
MEAN_MONTH = 29.530588861
# What earth time is ahead of clock time in this half of the century: some 75 s.
AHEAD = 75 / 86400
PRINCIPAL_TERMS = 12
# (sine's coefficient, multiples of the anomalies of sun and moon and of the moon's latitude).
NEW_MOON_TERMS = (
    (-0.40720, 0, 1, 0),
    (0.17241, 1, 0, 0),
    (0.01608, 0, 2, 0),
    (0.01039, 0, 0, 2),
    (0.00739, -1, 1, 0),
    (-0.00514, 1, 1, 0),
    (0.00208, 2, 0, 0),
    (-0.00111, 0, 1, -2),
    (-0.00057, 0, 1, 2),
    (0.00056, 1, 2, 0),
    (-0.00042, 0, 3, 0),
    (0.00042, 1, 0, 2),
    (0.00038, 1, 0, -2),
    (-0.00024, -1, 2, 0),
)


def lunar_day(year: int, month: int, day: int) -> date:
    """Return the day of the ordinary (not leap) lunar ``month`` of ``year`` as a date.

    Args:
        month: 1 to 10; the eleventh and twelfth belong to the count of the next year.
    """
    first, following = _month_eleven(year - 1), _month_eleven(year)
    # The twelfth month is number 1, the first number 2.
    number = month + 1
    if following - first == PRINCIPAL_TERMS + 1:
        leap = next(
            place
            for place in range(1, PRINCIPAL_TERMS + 1)
            if _term_at(_first_of(first + place)) == _term_at(_first_of(first + place + 1))
        )
        number += leap <= number
    return date.fromordinal(_first_of(first + number) + day - 1)


def _month_eleven(year: int) -> int:
    """Return the number of the new moon that begins the month with the winter solstice."""
    last = date(year, 12, 31).toordinal()
    moon = floor((last + ORDINAL_ZERO - 2451550.1) / MEAN_MONTH) + 1
    while _first_of(moon) > last or _term_at(_first_of(moon)) >= 9:
        moon -= 1
    return moon


def _first_of(moon: int) -> int:
    """Return the ordinal of the day on which new moon number ``moon`` falls in Viet Nam."""
    t = moon / 1236.85
    moment = 2451550.09766 + MEAN_MONTH * moon + 0.00015437 * t**2
    e = 1 - 0.002516 * t
    sun = radians(2.5534 + 29.10535670 * moon - 0.0000014 * t**2)
    anomaly = radians(201.5643 + 385.81693528 * moon + 0.0107582 * t**2)
    latitude = radians(160.7108 + 390.67050284 * moon - 0.0016118 * t**2)
    for size, of_sun, of_moon, of_latitude in NEW_MOON_TERMS:
        angle = of_sun * sun + of_moon * anomaly + of_latitude * latitude
        moment += size * e ** abs(of_sun) * sin(angle)
    moment += -0.00017 * sin(radians(124.7746 - 1.56375588 * moon))
    return floor(moment - AHEAD - ORDINAL_ZERO)


def _term_at(ordinal: int) -> int:
    """Return in which twelfth of its way the sun is when the day begins: 9 from the solstice on."""
    t = (ordinal + ORDINAL_ZERO - 2451545.0) / 36525
    anomaly = radians(357.52911 + 35999.05029 * t)
    centre = (
        (1.914602 - 0.004817 * t) * sin(anomaly)
        + 0.019993 * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    node = radians(125.04 - 1934.136 * t)
    longitude = 280.46646 + 36000.76983 * t + centre - 0.00569 - 0.00478 * sin(node)
    return floor(longitude % 360 / 30)
