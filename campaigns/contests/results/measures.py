"""Shares and measures as they are read; each is rounded once, a half upwards."""

from django.utils.formats import get_format
from django.utils.translation import gettext as _

from campaigns.contests.choices import CollectiveMeasure

from .prizes import UnitPrize, percent_hundredths


def written_share(part: int, whole: int) -> str:
    """Return ``part`` of ``whole`` as it is read; "" of nothing."""
    return written_percent(part, whole) if whole else ""


def written_percent(part: int, whole: int) -> str:
    """Return ``part`` of ``whole`` as it is read: 22,9 %."""
    return f"{written_hundredths(percent_hundredths(part, whole))} %"


def written_hundredths(number: int) -> str:
    """Return hundredths as they are read, without a nought at the end: 22,9."""
    whole, rest = divmod(number, 100)
    if not rest:
        return str(whole)
    return f"{whole}{get_format('DECIMAL_SEPARATOR')}{rest:02d}".rstrip("0")


def measured(measure: str, won: UnitPrize) -> str:
    """Return by what a unit won, as it is read."""
    value, whole = won.numerator, won.denominator
    if measure == CollectiveMeasure.ENTRANTS:
        return _("%(count)s people took part") % {"count": value}
    if measure == CollectiveMeasure.RATE:
        rate = written_percent(value, whole)
        return _("%(rate)s of its young people took part") % {"rate": rate}
    rounded = written_hundredths(percent_hundredths(value, whole * 100))
    if measure == CollectiveMeasure.MEAN:
        return _("mean score %(mean)s") % {"mean": rounded}
    return _("%(count)s points") % {"count": rounded}
