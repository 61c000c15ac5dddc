"""Approved stories that wait."""

from datetime import datetime

from django.db import transaction

from news.models import StoryPage
from news.planning.models import PlanItem, ReservedStory

from .hours import local_day, opening_of


@transaction.atomic
def reserve_story(*, page, revision, moment: datetime | None, now: datetime) -> ReservedStory:
    """Keep the approved ``revision`` of ``page`` back.

    Args:
        moment: when the plan publishes it; None puts it into the reserve,
            and out of a day of the plan that is over.
    """
    if moment is None:
        PlanItem.objects.filter(page_id=page.pk).delete()
    reserved, _is_new = ReservedStory.objects.update_or_create(
        page_id=page.pk,
        defaults={"revision": revision, "approved_at": now, "fault": ""},
    )
    page.revisions.exclude(pk=revision.pk).update(approved_go_live_at=None)
    revision.approved_go_live_at = moment
    revision.save(update_fields=["approved_go_live_at"])
    return reserved


def align_release(*, page_ids, now: datetime) -> None:
    """Let each waiting story of ``page_ids`` go live on its day of the plan, or wait on.

    A day that has begun publishes it with the next run of the schedule.
    """
    waiting = ReservedStory.objects.ready().filter(page_id__in=page_ids)
    for reserved in waiting.select_related("revision").order_by("pk"):
        days = PlanItem.objects.filter(page_id=reserved.page_id)
        day = days.order_by("planned_on").values_list("planned_on", flat=True).first()
        moment = max(opening_of(day), now) if day else None
        reserved.revision.approved_go_live_at = moment
        reserved.revision.save(update_fields=["approved_go_live_at"])


@transaction.atomic
def release_published(*, story: StoryPage, now: datetime) -> None:
    """Forget that ``story`` waits; a day planned for later becomes free."""
    ReservedStory.objects.filter(page_id=story.pk).delete()
    PlanItem.objects.filter(page_id=story.pk, planned_on__gt=local_day(now)).delete()
