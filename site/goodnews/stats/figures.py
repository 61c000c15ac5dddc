"""The four figures of the footer, and the views of pages (reads, kept for half a minute)."""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

from .models import DailyPageViews, DailyVisitor, DailyVisits

KEPT_SECONDS = 30
VISITS_KEY = "stats:visits"


def visit_figures(*, now: datetime) -> dict[str, int]:
    """Return "đang truy cập", "hôm nay", "trong tuần" and "tổng lượt truy cập".

    A week begins on Monday, in the site's time zone.

    Source:
        Kế hoạch Cao Bằng 2022, phụ lục: thống kê truy cập.
    """
    today = timezone.localdate(now)
    monday = today - timedelta(days=today.weekday())
    return {
        "now": DailyVisitor.objects.present_at(now).count(),
        "today": DailyVisits.objects.total(first=today, last=today),
        "week": DailyVisits.objects.total(first=monday, last=today),
        "total": DailyVisits.objects.total(),
    }


def kept_visit_figures(*, now: datetime) -> dict[str, int]:
    """Return the four figures, at most half a minute old."""
    return cache.get_or_set(VISITS_KEY, lambda: visit_figures(now=now), timeout=KEPT_SECONDS)


def views_of(page_ids: list[int]) -> dict[int, int]:
    """Return the views of each page so far."""
    return DailyPageViews.objects.views_of(page_ids)
