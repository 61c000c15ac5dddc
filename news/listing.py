"""What an archive page shows: one list, its title, and the ways to other lists."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goodnews.core.kept import kept
from goodnews.core.routing import RoutedPart
from goodnews.units.models import Unit
from goodnews.units.querysets import valid_on_q

from .models.themes import Theme
from .paging import NumberedPage
from .periods import Period, day_period, month_period, parse_period, year_period


@dataclass(frozen=True)
class Link:
    """A title and where it leads, relative to the list of stories."""

    title: str
    path: str


@dataclass
class Archive:
    """One list of stories (kho tin), ready to print.

    Attributes:
        path: the address below the list of stories, "" for the list itself.
        trail: what stands above it in the breadcrumb.
        neighbours: the periods before and after.
        theme, unit: by what it is narrowed, if it is.
        units: what there is to choose: those of today, and ended ones with stories.
        today: the local day of the visit.
    """

    title: str
    path: str
    stories: NumberedPage
    trail: list[Link] = field(default_factory=list)
    neighbours: list[Link] = field(default_factory=list)
    theme: Theme | None = None
    unit: Unit | None = None
    themes: list[Theme] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    today: date | None = None

    @property
    def ways(self) -> str:
        """What the other ways to find stories depend on: all else is the same everywhere."""
        theme = self.theme.slug if self.theme else ""
        unit = self.unit.slug if self.unit else ""
        return f"{get_language()} {theme} {unit} {self.today}"

    @property
    def has_ended(self) -> bool:
        """True where the list is that of a unit which exists no more."""
        return bool(self.unit and self.unit.valid_to and self.unit.valid_to < self.today)

    @property
    def shown(self) -> str:
        """What the list itself depends on: which stories it shows, in which language."""
        return f"{get_language()} {[story.pk for story in self.stories.rows]}"

    @property
    def page_path(self) -> str:
        """The address of the page that is shown, for the canonical link."""
        if self.stories.number == 1:
            return self.path
        return f"{self.path}?{urlencode({'page': self.stories.number})}"


@dataclass(frozen=True)
class MonthCount:
    """How many stories a month has."""

    period: Period
    count: int

    @property
    def month(self) -> int:
        return self.period.first.month


@dataclass(frozen=True)
class YearCount:
    """How many stories a year has, and each of its months."""

    period: Period
    count: int
    months: list[MonthCount]


def units_offered(day: date, stories) -> list[Unit]:
    """Return the units that exist on ``day``, and ended ones with some of ``stories``, by name.

    As of the last publication; ``stories`` are all that the language of the page has.
    """
    told = Exists(stories.order_by().filter(unit=OuterRef("pk")))
    units = Unit.objects.filter(valid_on_q(day) | Q(told, valid_to__lt=day))
    return kept(("units", day, get_language()), lambda: list(units.order_by("folded_name", "pk")))


def routed_part(path: str, stories) -> RoutedPart:
    """Return what the archive at ``path`` is; one query for each other language.

    Args:
        stories: what it lists, in all languages.
    """
    here = get_language()
    found = {
        code
        for code, _name in settings.LANGUAGES
        if code == here or stories.filter(listed_locale__language_code=code).exists()
    }
    return RoutedPart(path, found)


def count_by_year(stories) -> list[YearCount]:
    """Return the years and months that have stories, the latest first, in one query.

    Grouped by day and added up here: SQLite would call back into Python for
    the month of every single row.
    """
    days = stories.order_by().values_list("published_on").annotate(Count("pk"))
    by_month: Counter[tuple[int, int]] = Counter()
    for day, count in days:
        by_month[day.year, day.month] += count
    years = []
    for year in sorted({year for year, _month in by_month}, reverse=True):
        months = [
            MonthCount(month_period(year, month), by_month[year, month])
            for month in range(12, 0, -1)
            if by_month[year, month]
        ]
        years.append(YearCount(year_period(year), sum(m.count for m in months), months))
    return years


def trail_of(period: Period) -> list[Link]:
    """Return the periods that hold ``period``: its year, and its month if it is a day."""
    links = []
    if period.path != f"{period.first.year}/":
        year = year_period(period.first.year)
        links.append(Link(year.title, year.path))
    if period.first == period.last:
        month = month_period(period.first.year, period.first.month)
        links.append(Link(month.title, month.path))
    return links


def neighbours_of(period: Period, *, today: date) -> list[Link]:
    """Return links to the periods before and after, never to one that has not begun."""
    links = []
    for day in (period.first - timedelta(days=1), period.last + timedelta(days=1)):
        try:
            neighbour = same_length(period, day)
        except ValueError:
            continue
        if neighbour.first <= today:
            links.append(Link(neighbour.title, neighbour.path))
    return links


def same_length(period: Period, day: date) -> Period:
    """Return the period round ``day`` that is of the same sort as ``period``.

    Raises:
        ValueError: ``day`` is outside the years of the archive.
    """
    if period.first == period.last:
        return day_period(day)
    if period.path.startswith("tuan/"):
        year, week, _weekday = day.isocalendar()
        return parse_period(year=year, week=week)
    whole_year = period.path == f"{period.first.year}/"
    return parse_period(year=day.year, month=0 if whole_year else day.month)


def title_of_unit(unit: Unit) -> str:
    """Return the title of a unit's archive."""
    return _("Stories of %(unit)s") % {"unit": unit.name}
