"""The honour roll: who was honoured in a year, by level and by title. Reads only."""

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Value, When
from django.utils.translation import get_language

from goodnews.core.kept import kept
from goodnews.core.routing import RoutedPart

from .choices import HonourLevel
from .forms import RollForm
from .querysets import refusing_search_engines

HONOURS_PER_PAGE = 120


@dataclass(frozen=True)
class RollTitle:
    """One title of a level, with those who got it."""

    name: str
    honours: list


@dataclass(frozen=True)
class RollLevel:
    """One level, with its titles."""

    label: str
    titles: list[RollTitle]


@dataclass(frozen=True)
class Roll:
    """One page of the honours of a year."""

    year: int
    form: RollForm
    pager: Page
    numbers: list
    levels: list[RollLevel]
    query: str
    count: int
    years: list[int]
    has_refusing: bool


@dataclass(frozen=True)
class RollYear:
    """A year with the number of its honours, in all and by level."""

    year: int
    count: int
    levels: list[tuple[str, int]]


def honours_of(exemplars, honours):
    """Return the ``honours`` of ``exemplars``, whoever of them the reader may see."""
    return honours.filter(exemplar__in=exemplars.order_by().values("pk"))


def read_years(exemplars, honours, *, key) -> list[RollYear]:
    """Return the years in which somebody was honoured, the latest first.

    One query after a publication, none until the next.

    Args:
        key: names the directory.
    """
    return kept(("honour years", key), lambda: count_years(exemplars, honours))


def routed_part(path: str, exemplars, honours) -> RoutedPart:
    """Return what the part of the roll at ``path`` is; one query for each other language.

    Args:
        exemplars: everybody whom a reader may see, in all languages.
        honours: what the part shows of them.
    """
    here = get_language()
    found = {
        code
        for code, _name in settings.LANGUAGES
        if code == here
        or honours_of(exemplars.filter(locale__language_code=code), honours).exists()
    }
    return RoutedPart(path, found)


def count_years(exemplars, honours) -> list[RollYear]:
    """Return the years in which somebody was honoured, the latest first, in one query."""
    counts = (
        honours_of(exemplars, honours)
        .order_by()
        .values_list("year", "level")
        .annotate(n=Count("pk"))
    )
    by_year: dict[int, dict[str, int]] = {}
    for year, level, count in counts:
        by_year.setdefault(year, {})[level] = count
    return [
        RollYear(
            year=year,
            count=sum(found.values()),
            levels=[(level.label, found[level]) for level in HonourLevel if level in found],
        )
        for year, found in sorted(by_year.items(), reverse=True)
    ]


def read_roll(exemplars, honours, *, key, year: int, data) -> Roll | None:
    """Return a page of the honours of ``year`` in three queries; None if there are none.

    Args:
        exemplars: everybody whom the reader may see.
        honours: all honours.
        key: names the directory.
        data: the query string, not trusted.
    """
    years = read_years(exemplars, honours, key=key)
    if year not in [row.year for row in years]:
        return None
    form = RollForm(data)
    chosen = form.chosen()
    found = honours_of(exemplars, honours).filter(year=year)
    if "cap" in chosen:
        found = found.filter(level=chosen["cap"])
    paginator = Paginator(in_order(found), HONOURS_PER_PAGE)
    pager = paginator.get_page(chosen.get("page", 1))
    rows = list(pager)
    return Roll(
        year=year,
        form=form,
        pager=pager,
        numbers=list(paginator.get_elided_page_range(pager.number, on_each_side=2, on_ends=1)),
        levels=grouped(rows),
        query=form.kept_query(),
        count=paginator.count,
        years=[row.year for row in years],
        has_refusing=any(row.is_refusing for row in rows),
    )


def in_order(honours):
    """Return ``honours`` with their people: the highest level first, then by title and name."""
    ranks = [When(level=level, then=Value(rank)) for rank, level in enumerate(HonourLevel)]
    exemplar = honours.model.exemplar.field.related_model
    refusing = exemplar.objects.filter(pk=OuterRef("exemplar")).filter(refusing_search_engines())
    return (
        honours.annotate(
            rank=Case(*ranks, default=Value(len(ranks)), output_field=IntegerField()),
            is_refusing=Exists(refusing.order_by()),
        )
        .select_related("exemplar__unit", "exemplar__locale")
        .defer("exemplar__body", "exemplar__internal_note")
        .order_by("rank", "title", "exemplar__name_key", "pk")
    )


def grouped(honours) -> list[RollLevel]:
    """Return ``honours``, which are in order, by level and title."""
    return [
        RollLevel(
            label=HonourLevel(level).label,
            titles=[
                RollTitle(name=title, honours=list(rows))
                for title, rows in groupby(of_level, key=lambda honour: honour.title)
            ],
        )
        for level, of_level in groupby(honours, key=lambda honour: honour.level)
    ]
