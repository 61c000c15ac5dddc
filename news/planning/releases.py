"""What the plan says to the workflow about a story that is being approved."""

from datetime import datetime

from django.conf import settings

from goodnews.core.days import local_day
from news.models import StoryPage

from .models import PlanItem, ReservedStory
from .services import reserve_story
from .services.hours import opening_of


class StoryReleasePlanner:
    """Knows the day of a story, and lets a story wait."""

    def planned_moment(self, page, now: datetime) -> datetime | None:
        """Return the hour of the story's planned day, if that is still to come."""
        days = PlanItem.objects.filter(page_id=page.pk, planned_on__gte=local_day(now))
        day = days.order_by("planned_on", "pk").values_list("planned_on", flat=True).first()
        moment = opening_of(day) if day else None
        return moment if moment and moment > now else None

    def may_wait(self, page) -> bool:
        """Tell whether ``page`` is a Vietnamese story that was never public and has no hour."""
        story = page.specific
        if not isinstance(story, StoryPage) or story.live or story.published_on is not None:
            return False
        if story.locale.language_code != settings.LANGUAGE_CODE:
            return False
        # Wagtail keeps the hour of a draft in its latest revision alone.
        latest = story.get_latest_revision()
        return not (latest and latest.content.get("go_live_at"))

    def hold(self, *, page, revision, moment: datetime | None, now: datetime) -> None:
        """Keep the approved revision until ``moment``, or until the plan has a day for it."""
        reserve_story(page=page, revision=revision, moment=moment, now=now)

    def let_go(self, page) -> None:
        """Forget the version that waited; a newer approval has the word."""
        ReservedStory.objects.filter(page_id=page.pk).delete()

    def is_held(self, revision) -> bool:
        """Tell whether ``revision`` is the approved one of a story that waits."""
        return ReservedStory.objects.filter(revision=revision).exists()
