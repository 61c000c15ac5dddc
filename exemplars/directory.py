"""The directory of exemplars: search, filters, letters, pages. Reads only."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from goodnews.core.kept import kept

from .forms import LETTERS, DirectoryForm

EXEMPLARS_PER_PAGE = 24


@dataclass(frozen=True)
class Letter:
    """One letter of A–Z; without an address where nobody is under it."""

    name: str
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Directory:
    """What the directory page shows."""

    form: DirectoryForm
    pager: Page
    numbers: list
    letters: list[Letter]
    query: str
    count: int
    is_filtered: bool
    has_refusing: bool


def read_directory(exemplars, data, *, key) -> Directory:
    """Return the page of the directory that a query string asks for.

    In three queries, and two more after a publication, which alone changes
    the units and years to choose from.

    Args:
        exemplars: everybody whom the reader may see.
        data: the query string, not trusted.
        key: names the directory.
    """
    units, years = kept(
        ("exemplar choices", key), lambda: (units_of(exemplars), years_of(exemplars))
    )
    form = DirectoryForm(data, units=units, years=years)
    chosen = form.chosen()
    number = chosen.pop("page", 1)
    letter = chosen.pop("chu", "")
    found = apply_filters(exemplars, chosen)
    available = set(found.order_by().values_list("initial", flat=True).distinct())
    if letter:
        found = found.filter(initial=letter)
    paginator = Paginator(found.for_cards().by_name(), EXEMPLARS_PER_PAGE)
    pager = paginator.get_page(number)
    shown = list(pager)
    base = form.kept_query(without=("page", "chu"))
    return Directory(
        form=form,
        pager=pager,
        numbers=list(paginator.get_elided_page_range(pager.number, on_each_side=2, on_ends=1)),
        letters=[
            Letter(
                name=name,
                query=f"?{base}chu={'%23' if name == '#' else name}" if name in available else "",
                is_chosen=name == letter,
            )
            for name in LETTERS
        ],
        query=form.kept_query(),
        count=paginator.count,
        is_filtered=bool(chosen or letter),
        has_refusing=any(exemplar.is_noindex for exemplar in shown),
    )


def apply_filters(exemplars, chosen: dict):
    """Return the exemplars that meet every filter chosen."""
    simple = {"linh_vuc": "field_of_work", "don_vi": "unit__slug", "loai": "kind"}
    for name, lookup in simple.items():
        if name in chosen:
            exemplars = exemplars.filter(**{lookup: chosen[name]})
    if "nam" in chosen or "cap" in chosen:
        exemplars = exemplars.honoured(year=chosen.get("nam"), level=chosen.get("cap", ""))
    if "q" in chosen:
        exemplars = exemplars.matching(chosen["q"])
    return exemplars


def units_of(exemplars) -> list[tuple[str, str]]:
    """Return slug and short name of the units that have exemplars."""
    units = exemplars.model.unit.field.related_model.objects
    having = units.filter(pk__in=exemplars.order_by().values("unit"))
    return list(having.order_by("folded_name", "pk").values_list("slug", "short_name"))


def years_of(exemplars) -> list[int]:
    """Return the years in which somebody was honoured, the latest first."""
    honours = exemplars.model.honours.rel.related_model.objects
    found = honours.filter(exemplar__in=exemplars.order_by().values("pk"))
    return list(found.order_by("-year").values_list("year", flat=True).distinct())
