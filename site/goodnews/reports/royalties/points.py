"""The arithmetic of royalties. Pure."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")


def points_of(rate: Decimal, coefficient: Decimal) -> Decimal:
    """Return the points of one item: rate × coefficient, rounded to a tenth, half upwards.

    Each item is rounded by itself and sums are sums of rounded items, so that
    whoever adds up the lines finds the total.
    """
    return (rate * coefficient).quantize(TENTH, rounding=ROUND_HALF_UP)


def next_month(month: date) -> date:
    """Return the first day of the month after ``month``."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
