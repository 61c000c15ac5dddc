"""Numbered pages of a list, at the same cost for sixty rows and for 200,000.

Counting every row and skipping thousands of them is what makes numbered pages
slow. A list shows at most ``MAX_PAGES`` pages; what is older is found by month,
where a list is short by nature.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PER_PAGE = 20
MAX_PAGES = 50
# How many numbers stand on each side of the page that is shown.
WINDOW = 2


@dataclass(frozen=True)
class NumberedPage:
    """One page of a list and what the pager needs.

    Attributes:
        number: the page that is shown, from 1.
        page_count: how many pages can be reached by number.
        total: how many rows there are, or the cap.
        is_capped: there are more rows than pages to reach them by.
        numbers: the numbers to print, None for a gap.
    """

    rows: list[Any]
    number: int
    page_count: int
    total: int
    is_capped: bool
    numbers: list[int | None]

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.page_count else None


def read_page_number(typed: str | None) -> int:
    """Return the page that an address asks for: whatever is no number means the first."""
    if typed is None or not typed.isdecimal() or len(typed) > 9:
        return 1
    return max(1, int(typed))


def window_of(number: int, page_count: int) -> list[int | None]:
    """Return the numbers of the pager: both ends, the neighbours, None where some are left out."""
    wanted = {1, page_count, *range(number - WINDOW, number + WINDOW + 1)}
    shown: list[int | None] = []
    last = 0
    for candidate in sorted(n for n in wanted if 1 <= n <= page_count):
        if candidate == last + 2:
            shown.append(last + 1)
        elif candidate > last + 1:
            shown.append(None)
        shown.append(candidate)
        last = candidate
    return shown


def numbered_page(
    stories, typed: str | None, *, read: Callable = list, is_bounded: bool = False
) -> NumberedPage:
    """Return the page of ``stories`` that ``typed`` asks for, the last one if it is too high.

    Args:
        stories: an ordered queryset.
        typed: the value of ``?page=`` as it came.
        read: makes the rows of a slice of ``stories``.
        is_bounded: the list is short by nature (a day, week or month), so
            every row may be counted and reached.
    """
    counted = stories.order_by().values("pk")
    if not is_bounded:
        counted = counted[: MAX_PAGES * PER_PAGE + 1]
    total = counted.count()
    is_capped = not is_bounded and total > MAX_PAGES * PER_PAGE
    total = min(total, MAX_PAGES * PER_PAGE) if is_capped else total
    page_count = max(1, -(-total // PER_PAGE))
    number = min(read_page_number(typed), page_count)
    start = (number - 1) * PER_PAGE
    return NumberedPage(
        rows=read(stories[start : start + PER_PAGE]),
        number=number,
        page_count=page_count,
        total=total,
        is_capped=is_capped,
        numbers=window_of(number, page_count),
    )
