"""What a sheet would hold (xem trước bảng nhuận bút): counted from what is published now."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db.models import DecimalField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce

from goodnews.accounts.models import User
from goodnews.core.visibility import unrestricted
from goodnews.reports.models import PLAIN, RoyaltyLine, RoyaltyRate, RoyaltySheet
from goodnews.stats.days import month_of
from news.choices import Origin
from news.models import StoryPage

from .choices import LineType
from .points import HUNDREDTH, next_month, points_of

NOTHING = Decimal("0.0")
FIELDS = ("pk", "title", "published_on", "kind", "origin", "unit__name", "credited_id", "weight")


@dataclass(frozen=True)
class SheetDraft:
    """The lines of a month that is not signed, and what keeps it from being signed.

    Attributes:
        without_rate: titles of items that have no rate on their day.
        without_author: items that nobody is credited with; they wait for a later sheet.
    """

    month: date
    lines: list[RoyaltyLine]
    without_rate: list[str]
    without_author: list[tuple[int, str]]

    @property
    def digest(self) -> str:
        """Tell one draft from another: what is signed must be what was read."""
        text = "\n".join(
            f"{line.line_type} {line.story_number} {line.author_id} {line.points} {line.title}"
            for line in self.lines
        )
        return hashlib.sha256(text.encode()).hexdigest()


def counted_stories() -> QuerySet:
    """Return the public stories in Vietnamese, each with author and coefficient as of now."""
    return StoryPage.objects.filter(
        unrestricted(), listed_locale__language_code=settings.LANGUAGE_CODE
    ).annotate(
        credited_id=Coalesce("royalty_appraisal__author_id", "owner_id"),
        weight=Coalesce(
            "royalty_appraisal__coefficient",
            Value(PLAIN),
            output_field=DecimalField(max_digits=4, decimal_places=2),
        ),
    )


def standing_lines() -> QuerySet:
    """Return the lines of locked sheets that nothing has taken back."""
    return RoyaltyLine.objects.filter(reverses__isnull=True, reversal__isnull=True)


def next_sheet_month(today: date) -> date:
    """Return the month that is signed next: after the last sheet, or last month."""
    last = RoyaltySheet.objects.order_by("-month").first()
    if last is not None:
        return next_month(last.month)
    first = today.replace(day=1)
    return date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)


def draft_sheet(month: date) -> SheetDraft:
    """Count the royalties of ``month``, and what earlier sheets need for correction.

    An earlier line is taken back when its story is no longer public, or has
    another author, kind, origin or coefficient; what the story earns now is then
    added. A story that is public again, or was credited late, is added.
    """
    days = month_of(month)
    stories = counted_stories()
    reversed_lines = list(_outdated(stories))
    of_month = stories.published_between(days.first, days.last)
    found = [(LineType.OF_MONTH, row) for row in _rows(of_month)]
    first_sheet = RoyaltySheet.objects.order_by("month").first()
    if first_sheet is not None:
        earlier = stories.filter(published_on__gte=first_sheet.month, published_on__lt=month)
        standing = standing_lines().filter(story_number=OuterRef("pk"))
        standing = standing.exclude(pk__in=[line.pk for line in reversed_lines])
        late = _rows(earlier.filter(~Exists(standing)))
        found += [(LineType.LATE, row) for row in late]
    without_author = [(row["pk"], row["title"]) for _type, row in found if not row["credited_id"]]
    found = [(line_type, row) for line_type, row in found if row["credited_id"]]
    lines, without_rate = _lines(found)
    lines = [*lines, *(_reversal(line) for line in reversed_lines)]
    lines.sort(key=lambda line: (line.author_name, line.author_id, line.published_on, line.title))
    return SheetDraft(month, lines, without_rate, without_author)


def _outdated(stories: QuerySet) -> QuerySet:
    """Return standing lines that no longer say what their story is."""
    as_it_was = stories.filter(
        pk=OuterRef("story_number"),
        credited_id=OuterRef("author"),
        kind=OuterRef("kind"),
        origin=OuterRef("origin"),
        weight=OuterRef("coefficient"),
    )
    return standing_lines().filter(~Exists(as_it_was)).order_by("pk")


def _rows(stories: QuerySet) -> Iterable[dict]:
    return stories.order_by("published_on", "pk").values(*FIELDS)


def _lines(found: list[tuple[LineType, dict]]) -> tuple[list[RoyaltyLine], list[str]]:
    """Return the lines of what was found, and the titles of what has no rate."""
    rates = _rates_by_kind()
    names = _names_of({row["credited_id"] for _type, row in found})
    lines, without_rate = [], []
    for line_type, row in found:
        rate = _rate_of(row, rates)
        if rate is None:
            without_rate.append(row["title"])
            continue
        lines.append(
            RoyaltyLine(
                line_type=line_type,
                story_number=row["pk"],
                title=row["title"],
                published_on=row["published_on"],
                kind=row["kind"],
                origin=row["origin"],
                author_id=row["credited_id"],
                author_name=names[row["credited_id"]],
                unit_name=row["unit__name"] or "",
                rate=rate,
                # SQLite gives a computed 1.2 with thirteen zeros.
                coefficient=row["weight"].quantize(HUNDREDTH),
                points=points_of(rate, row["weight"]),
            )
        )
    return lines, without_rate


def _rates_by_kind() -> dict[tuple[str, str], list[RoyaltyRate]]:
    rates = defaultdict(list)
    for rate in RoyaltyRate.objects.order_by("valid_from", "pk"):
        rates[rate.kind, rate.origin].append(rate)
    return rates


def _rate_of(row: dict, rates: dict) -> Decimal | None:
    """Return what an item earns; nothing for a re-post, None where no rate holds on its day."""
    if row["origin"] == Origin.REPOST:
        return NOTHING
    day = row["published_on"]
    for rate in rates.get((row["kind"], row["origin"]), ()):
        if rate.valid_from <= day and (rate.valid_to is None or day <= rate.valid_to):
            return rate.points
    return None


def _names_of(numbers: set[int]) -> dict[int, str]:
    people = User.objects.filter(pk__in=numbers).only("first_name", "last_name", "username")
    return {user.pk: user.display_name for user in people}


def _reversal(line: RoyaltyLine) -> RoyaltyLine:
    copied = (
        "story_number", "title", "published_on", "kind", "origin", "author_id", "author_name",
        "unit_name", "rate", "coefficient",
    )  # fmt: skip
    values = {name: getattr(line, name) for name in copied}
    return RoyaltyLine(
        line_type=LineType.REVERSAL, points=-line.points, reverses_id=line.pk, **values
    )


def by_author(lines: Iterable[RoyaltyLine]) -> Iterator[tuple[int, list[RoyaltyLine]]]:
    """Yield the lines of each author, in the order of the sheet."""
    groups: dict[int, list[RoyaltyLine]] = defaultdict(list)
    for line in lines:
        groups[line.author_id].append(line)
    yield from groups.items()
