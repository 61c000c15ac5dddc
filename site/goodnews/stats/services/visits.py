"""Writes of the counts."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from goodnews.stats.models import DailyPageViews, DailySalt, DailyVisitor, DailyVisits, PageSighting
from goodnews.stats.visitors import is_bot, visitor_token

# A reader is "here now" for five minutes; a row a minute is exact enough.
SEEN_AGAIN_AFTER = timedelta(minutes=1)
RELOAD_SECONDS = 60


@dataclass(frozen=True)
class Recorded:
    """What one beacon changed."""

    is_view: bool = False
    is_visit: bool = False


def record_view(*, page_id: int | None, address: str, user_agent: str, now: datetime) -> Recorded:
    """Count that somebody reads a page, once a day for each reader and page.

    Args:
        page_id: a live public page (the caller made sure), or None for an
            address that is no page, which counts as a visit only.
        address: the reader's address; it is hashed, never stored.
    """
    if is_bot(user_agent):
        return Recorded()
    day = timezone.localdate(now)
    visitor = visitor_token(salt=salt_of(day=day), address=address, user_agent=user_agent)
    # A reload within the minute costs no write at all.
    if not cache.add(f"seen:{day}:{visitor}:{page_id}", 1, timeout=RELOAD_SECONDS):
        return Recorded()
    with transaction.atomic():
        is_visit = _meet(visitor, day=day, now=now)
        is_view = page_id is not None and _sight(visitor, page_id, day=day)
        # The shared rows last, so that they are locked for a moment only.
        if is_view:
            add_to(DailyPageViews, by=1, page_id=page_id, day=day)
        if is_visit:
            add_to(DailyVisits, by=1, day=day)
    return Recorded(is_view=is_view, is_visit=is_visit)


def salt_of(*, day: date) -> str:
    """Return the secret of ``day``, made by chance when the day is first asked for.

    The first beacon of a day throws the older secrets away with all that hangs
    on them, so that forgetting does not depend on a timer.
    """
    key = f"salt:{day}"
    value = cache.get(key)
    if value is None:
        row, created = DailySalt.objects.get_or_create(
            day=day, defaults={"value": secrets.token_hex(32)}
        )
        if created:
            forget_visitors(before=day)
        value = row.value
        cache.set(key, value, timeout=300)
    return value


def forget_visitors(*, before: date) -> int:
    """Delete secrets, visitors and sightings of the days before ``before``; counts stay."""
    deleted = 0
    for model in (DailySalt, DailyVisitor, PageSighting):
        deleted += model.objects.filter(day__lt=before).delete()[0]
    return deleted


def add_to(model, *, by: int, **row) -> None:
    """Add to a count in one statement; the row is made when it is first needed."""
    if model.objects.filter(**row).update(count=F("count") + by):
        return
    _, created = model.objects.get_or_create(**row, defaults={"count": by})
    if not created:
        model.objects.filter(**row).update(count=F("count") + by)


def _meet(visitor: str, *, day: date, now: datetime) -> bool:
    """Note that the visitor is here; return True at the first time this day."""
    met, created = DailyVisitor.objects.get_or_create(
        day=day, visitor=visitor, defaults={"last_seen_at": now}
    )
    if not created and now - met.last_seen_at >= SEEN_AGAIN_AFTER:
        DailyVisitor.objects.filter(pk=met.pk).update(last_seen_at=now)
    return created


def _sight(visitor: str, page_id: int, *, day: date) -> bool:
    _, created = PageSighting.objects.get_or_create(day=day, visitor=visitor, page_id=page_id)
    return created
