"""Counts of reading, so that the figures of the demo look like those of a living site."""

from datetime import datetime, timedelta
from random import Random

from goodnews.demo.schedule import DAY_COUNT
from goodnews.stats.models import DailyPageViews, DailyVisits
from news.choices import StoryKind
from news.models import StoryPage

# A story is read most on its first days.
FADING = (1.0, 0.7, 0.4, 0.2, 0.1)


def load_figures(*, stories: list[StoryPage], now: datetime, rng: Random) -> None:
    """Write views of every story on its first days, and visits of every day."""
    today = now.date()
    views = []
    for story in stories:
        is_beautiful = story.kind == StoryKind.BEAUTIFUL_STORY
        first = rng.randint(500, 1400) if is_beautiful else rng.randint(70, 620)
        for number, share in enumerate(FADING):
            day = story.published_on + timedelta(days=number)
            if day <= today:
                views.append(DailyPageViews(page_id=story.pk, day=day, count=round(first * share)))
    DailyPageViews.objects.bulk_create(views)
    DailyVisits.objects.bulk_create(
        DailyVisits(day=today - timedelta(days=number), count=rng.randint(640, 1480))
        for number in range(DAY_COUNT)
    )
