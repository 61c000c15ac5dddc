"""Approved stories that wait."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from campaigns.models import CampaignPage
from goodnews.core.days import local_day
from goodnews.workflows.models import Approval
from news.models import StoryPage
from news.planning import notices
from news.planning.errors import NotReservedError
from news.planning.models import PlanItem, ReservedStory
from news.planning.querysets import WITHDRAWN

from .hours import opening_of


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
def withdraw_story(*, page: StoryPage, user, reason: str, now: datetime) -> None:
    """Take ``page`` out of the reserve (rút khỏi kho tin): nothing publishes it by itself.

    Its approval ends with that. An approval that was left in force would let
    the story go live after all, although an editor had a reason against it.
    The text stays where it is, as a draft without a review: whoever wants it
    back corrects it and sends it through the review again. A second call
    finds nothing in the reserve, so it neither logs nor writes a letter.

    Raises:
        NotReservedError: the story is public, has a day of the plan, is in
            review again or was taken out before.
    """
    # Whoever fills a day or plans for one holds a campaign meanwhile; all in the same order.
    list(CampaignPage.objects.order_by("pk").select_for_update(of=("self",), no_key=True))
    reserved = find_reserved(page)
    ReservedStory.objects.filter(pk=reserved.pk).delete()
    approvals = Approval.objects.in_force().filter(revision=reserved.revision)
    approvals.update(revoked_at=now)
    log(
        instance=reserved.page,
        action=WITHDRAWN,
        user=user,
        revision=reserved.revision,
        data={"reason": reason},
    )
    notices.tell_withdrawn(reserved.page, user=user, reason=reason)


def find_reserved(page: StoryPage) -> ReservedStory:
    """Return what waits of ``page`` in the reserve.

    Raises:
        NotReservedError: with the sentence that says where the story is instead.
    """
    waiting = ReservedStory.objects.ready().without_day().filter(page_id=page.pk)
    reserved = waiting.select_related("page", "revision").first()
    if reserved is not None:
        return reserved
    page = StoryPage.objects.get(pk=page.pk)
    words = {"title": page.draft_title}
    if page.live:
        raise NotReservedError(
            _("“%(title)s” has been published meanwhile. Take it down if it must go.") % words
        )
    if PlanItem.objects.filter(page_id=page.pk).exists():
        raise NotReservedError(
            _("“%(title)s” has a day in the plan. Take it out of the plan first.") % words
        )
    raise NotReservedError(_("“%(title)s” is not in the reserve any more.") % words)


@transaction.atomic
def release_published(*, story: StoryPage, now: datetime) -> None:
    """Forget that ``story`` waits; a day planned for later becomes free."""
    ReservedStory.objects.filter(page_id=story.pk).delete()
    PlanItem.objects.filter(page_id=story.pk, planned_on__gt=local_day(now)).delete()
