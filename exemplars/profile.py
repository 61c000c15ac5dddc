"""What a profile shows beside its own fields. Reads only, each kind of row in one query."""

from dataclasses import dataclass
from itertools import groupby

from .greetings import GreetingList, read_greetings
from .stories import stories_about


@dataclass(frozen=True)
class HonourYear:
    """The honours of one year."""

    year: int
    honours: list


@dataclass(frozen=True)
class Profile:
    """Everything that the public page of an exemplar shows."""

    milestones: list
    quotations: list
    pictures: list
    honours: list
    honour_years: list[HonourYear]
    periods: list
    follow_up: object | None
    stories: list
    greetings: GreetingList

    @property
    def gallery(self) -> dict:
        """The pictures as the gallery block takes them."""
        return {"title": "", "images": self.pictures}


def read_profile(page) -> Profile:
    """Return what ``page`` shows.

    A child's units are not told one after the other: together they say where
    it went to school, and when.
    """
    honours = list(page.honours.select_related("document").order_by("-year", "sort_order", "pk"))
    periods = [] if page.is_child else list(page.unit_periods.select_related("unit").all())
    return Profile(
        milestones=sorted(page.milestones.all(), key=lambda row: (row.year, row.month or 0)),
        quotations=list(page.quotations.all()),
        pictures=list(page.pictures.select_related("image").all()),
        honours=honours,
        honour_years=[
            HonourYear(year=year, honours=list(rows))
            for year, rows in groupby(honours, key=lambda honour: honour.year)
        ],
        periods=periods if len(periods) > 1 else [],
        follow_up=newest_public(page.follow_ups.all()),
        stories=stories_about(page),
        greetings=read_greetings(page),
    )


def newest_public(follow_ups):
    """Return the newest follow-up that readers are told of, or None."""
    told = [row for row in follow_ups if row.public_text]
    return max(told, key=lambda row: row.noted_on, default=None)
