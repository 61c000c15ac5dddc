"""Who may see a page, as a condition of the same query."""

from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction

from .kept import kept, may_be_kept

# Beyond this one condition on the table of restrictions is cheaper.
FEW_PATHS = 20


def unrestricted() -> Q:
    """Return the condition that a page stands in no private section.

    Wagtail's ``.public()`` asks for every restriction with a query of its own
    each time; a page with six lists would pay six.

    Source: wagtail.query.PageQuerySet.private_q, Wagtail 8.0.
    """
    paths = _kept_paths()
    if paths is None or len(paths) > FEW_PATHS:
        return _unrestricted_by_table()
    condition = Q()
    for path in paths:
        condition &= ~Q(path__startswith=path)
    return condition


def _unrestricted_by_table() -> Q:
    # The path comes by a subquery, not by a join: SQLite would begin the join with
    # every page of the site, for each row anew (1.4 s a search at 2,000 stories).
    path = Page.objects.filter(pk=OuterRef("page_id")).values("path")[:1]
    above = PageViewRestriction.objects.annotate(restricted_path=Subquery(path)).filter(
        restricted_path=Substr(OuterRef("path"), 1, Length("restricted_path"))
    )
    return Q(~Exists(above))


def _kept_paths() -> list[str] | None:
    """Return where private sections begin, None where that cannot be kept.

    An alias obeys the restrictions of the page it stands for.
    """
    if not may_be_kept():
        return None
    return kept("restricted paths", _read_paths)


def _read_paths() -> list[str]:
    rows = PageViewRestriction.objects.values_list("page__path", "page__aliases__path")
    return sorted({path for row in rows for path in row if path})


@cache
def _no_restrictions() -> QuerySet:
    """Return an empty queryset that was asked already: asking builds the whole statement."""
    nothing = PageViewRestriction.objects.none()
    len(nothing)
    return nothing


def restrictions_of(page) -> QuerySet:
    """Return the restrictions on ``page`` and on what stands above it, in at most one query.

    Wagtail reads the ancestors first. An alias obeys the restrictions of the
    page it stands for.

    Source: wagtail.models.Page.get_view_restrictions, Wagtail 8.0.
    """
    private = _kept_paths()
    if private is not None and not any(page.path.startswith(path) for path in private):
        return _no_restrictions()
    ends = range(page.steplen, len(page.path) + 1, page.steplen)
    paths = [page.path[:end] for end in ends]
    return PageViewRestriction.objects.filter(
        Q(page__path__in=paths) | Q(page__aliases__path__in=paths)
    ).distinct()
