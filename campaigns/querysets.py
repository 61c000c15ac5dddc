"""Reads of campaigns and of the stories that count in them."""

from datetime import date

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, JSONObject, Length, Substr
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from goodnews.core.visibility import unrestricted

from .choices import SlotKind
from .slots import week_start

TOTALS = {
    "good_news": Count("pk", filter=Q(kind=SlotKind.DAY)),
    "beautiful_stories": Count("pk", filter=Q(kind=SlotKind.WEEK)),
    "units": Count("unit_id", distinct=True),
}


class CampaignPageQuerySet(PageQuerySet):
    """Campaigns by date and language."""

    def running_on(self, day: date):
        """Campaigns that run on ``day``, both ends included."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def in_language(self, language_code: str):
        """Campaigns written in the language of ``language_code``."""
        return self.filter(locale__language_code=language_code)

    def current(self, *, day: date, language_code: str):
        """Public campaigns of a language that run on ``day``, the latest begun first."""
        return (
            self.live()
            .filter(unrestricted())
            .in_language(language_code)
            .running_on(day)
            .newest_first()
        )

    def newest_first(self):
        """The campaign that began last comes first."""
        return self.order_by("-starts_on", "-pk")

    def with_totals(self):
        """Adds ``totals``: what ``TOTALS`` says of all its visible stories; None without any."""
        entries = self.model._meta.get_field("entries").related_model.objects
        totals = (
            entries.filter(campaign__translation_key=OuterRef("translation_key"))
            .visible()
            .order_by()
            .values("campaign__translation_key")
            .annotate(found=JSONObject(**TOTALS))
        )
        return self.annotate(totals=Subquery(totals.values("found")))


def restrictions_above(path: str):
    """Return the restrictions of the page whose path is at ``path``, or of a page above it.

    ``unrestricted()`` asks the same of a page itself; here it is one table away.
    """
    return PageViewRestriction.objects.filter(
        page__path=Substr(OuterRef(path), 1, Length("page__path"))
    )


CampaignPageManager = PageManager.from_queryset(CampaignPageQuerySet)


class CampaignEntryQuerySet(models.QuerySet):
    """Stories that count in a campaign."""

    def of_campaign(self, campaign):
        """Entries of ``campaign`` or of the campaign that it translates."""
        return self.filter(campaign__translation_key=campaign.translation_key)

    def visible(self):
        """Entries whose story everybody may read."""
        return self.filter(~Exists(restrictions_above("page__path")), page__live=True)

    def with_slot(self):
        """Entries that fill a day or a week."""
        return self.filter(slot_on__isnull=False)

    def without_slot(self):
        """Entries that count but fill no day or week."""
        return self.filter(slot_on__isnull=True)

    def of_days(self):
        """Good news."""
        return self.filter(kind=SlotKind.DAY)

    def of_weeks(self):
        """Beautiful stories."""
        return self.filter(kind=SlotKind.WEEK)

    def filling(self, first: date, last: date):
        """Entries that fill a day from ``first`` to ``last`` or a week that meets those days."""
        return self.filter(
            Q(kind=SlotKind.DAY, slot_on__range=(first, last))
            | Q(kind=SlotKind.WEEK, slot_on__range=(week_start(first), last))
        )

    def listed_between(self, first: date, last: date):
        """Entries listed under a day from ``first`` to ``last``, with that day as ``listed_on``.

        A good news story that was moved is listed under its new day, a
        beautiful story under the day it was published. Slot holders come first.
        """
        moved_day = Case(When(kind=SlotKind.DAY, then=F("slot_on")))
        return (
            self.annotate(listed_on=Coalesce(moved_day, "published_on"))
            .filter(listed_on__range=(first, last))
            .order_by("listed_on", F("slot_on").asc(nulls_last=True), "entered_at", "pk")
        )

    def count_by_day(self, first: date, last: date) -> dict[date, int]:
        """Return how much good news is listed under each day."""
        rows = self.of_days().listed_between(first, last).order_by()
        return dict(rows.values_list("listed_on").annotate(Count("pk")))

    def newest_first(self):
        """The story published last comes first."""
        return self.order_by("-published_on", "-entered_at", "-pk")

    def counts_by_unit(self):
        """Rows ``unit_id, good_news, beautiful_stories, total``; the most active unit first."""
        return (
            self.filter(unit__isnull=False)
            .values("unit_id", "unit__name", "unit__short_name", "unit__folded_name")
            .annotate(
                good_news=Count("pk", filter=Q(kind=SlotKind.DAY)),
                beautiful_stories=Count("pk", filter=Q(kind=SlotKind.WEEK)),
                total=Count("pk"),
            )
            .order_by("-total", "unit__folded_name", "unit_id")
        )
