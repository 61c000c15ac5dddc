"""What units own of pages and reviews, and what goes along when a unit ends."""

from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from goodnews.units.belongings import Belonging, register_belonging

from .models import Approval, WaitingItem

BATCH = 100


def approved(page: str = "pk"):
    """Match rows whose page, named by the path ``page``, has an approval in force."""
    return Exists(
        Approval.objects.in_force().filter(
            revision__object_id=Cast(OuterRef(page), CharField()),
            revision__base_content_type__app_label="wagtailcore",
            revision__base_content_type__model="page",
        )
    )


def unfinished(pages: QuerySet) -> QuerySet:
    """Return those ``pages`` that are neither public nor approved."""
    return pages.filter(~approved(), live=False)


def move_pages(pages: QuerySet, unit, now: datetime) -> None:
    """Give unfinished ``pages`` to ``unit``: the pages and the words that editors open.

    An approval holds for the words of a revision, so approved ones stay as they are.
    """
    keys = list(pages.values_list("pk", flat=True))
    pages.model.objects.filter(pk__in=keys).update(unit=unit)
    latest = Revision.objects.filter(pk__in=_latest_of(pages.model, keys)).select_for_update()
    for start in range(0, len(keys), BATCH):
        revisions = list(latest.order_by("pk")[start : start + BATCH])
        for revision in revisions:
            revision.content["unit"] = unit.pk
        Revision.objects.bulk_update(revisions, ["content"])


def register() -> None:
    """Tell mergers and splits of what is in review."""
    register_belonging(
        Belonging(
            code="reviews",
            label=_("stories in review"),
            rows=lambda units: WaitingItem.objects.open().filter(unit__in=units),
            order=20,
        )
    )


def _latest_of(model, keys: list[int]):
    return model.objects.filter(pk__in=keys).values("latest_revision")
