"""Which pages are looked among."""

from datetime import date

from django.db.models import Q, QuerySet
from wagtail.models import Locale, Page, PageViewRestriction

from campaigns.models import CampaignPage
from exemplars.models import ExemplarPage
from goodnews.units.models import Unit
from news.choices import StoryKind
from news.models import StoryPage

from .choices import SearchKind


def searchable_pages(
    *, language: str, kind: str = "", unit: Unit | None = None, year: int | None = None
) -> QuerySet:
    """Return the live pages of a language that everybody may read, narrowed as asked."""
    pages = Page.objects.live().filter(locale__in=Locale.objects.filter(language_code=language))
    # Asked once, not for every match: most sites have no private section at all.
    for path in PageViewRestriction.objects.values_list("page__path", flat=True):
        pages = pages.exclude(path__startswith=path)
    if not (kind or unit or year):
        return pages
    wanted = Q()
    for source in sources(kind):
        wanted |= Q(pk__in=narrowed(source, unit=unit, year=year).order_by().values("pk"))
    return pages.filter(wanted)


def sources(kind: str) -> list[QuerySet]:
    """Return the kinds of pages that a tab shows; all of them where none is chosen."""
    stories = {
        SearchKind.GOOD_NEWS: StoryKind.GOOD_NEWS,
        SearchKind.BEAUTIFUL_STORY: StoryKind.BEAUTIFUL_STORY,
    }
    if kind in stories:
        return [StoryPage.objects.filter(kind=stories[kind])]
    if kind == SearchKind.EXEMPLAR:
        return [ExemplarPage.objects.all()]
    if kind == SearchKind.CAMPAIGN:
        return [CampaignPage.objects.all()]
    return [StoryPage.objects.all(), ExemplarPage.objects.all(), CampaignPage.objects.all()]


def narrowed(pages: QuerySet, *, unit: Unit | None, year: int | None) -> QuerySet:
    """Keep the pages of a unit and what is below it, and of a year."""
    if unit is not None:
        pages = pages.filter(unit__path__startswith=unit.path)
    if year is None:
        return pages
    if pages.model is StoryPage:
        return pages.filter(published_on__year=year)
    if pages.model is ExemplarPage:
        return pages.filter(honours__year=year)
    return pages.filter(starts_on__year__lte=year, ends_on__year__gte=year)


def searchable_years(today: date) -> list[int]:
    """Return the years since the first story, the latest first."""
    first = (
        StoryPage.objects.filter(published_on__isnull=False)
        .order_by("published_on")
        .values_list("published_on", flat=True)
        .first()
    )
    return list(range(today.year, (first or today).year - 1, -1))
