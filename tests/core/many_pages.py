"""Thousands of pages at a stroke, past the gate and the signals: they only make tables large."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page


def make_many_pages(
    parent: Page,
    count: int,
    *,
    title: str,
    slug: str,
    model: type[Page] = Page,
    day_of: Callable[[int], date] | None = None,
) -> list[Page]:
    """Return ``count`` live pages below ``parent``, as :class:`Page`, numbered from 0.

    Args:
        model: what they say they are; the rows of its own table are the caller's.
        day_of: the day of each one's publication, by its number, at noon in Viet Nam.
    """
    parent = Page.objects.get(pk=parent.pk)
    last = parent.get_last_child()
    step = Page._str2int(last.path[-Page.steplen :]) + 1 if last else 1
    content_type = ContentType.objects.get_for_model(model)
    moments = [
        datetime(day.year, day.month, day.day, 5, tzinfo=UTC) if day else None
        for day in (day_of(number) if day_of else None for number in range(count))
    ]
    pages = Page.objects.bulk_create(
        [
            Page(
                path=Page._get_path(parent.path, parent.depth + 1, step + number),
                depth=parent.depth + 1,
                title=f"{title} {number}",
                draft_title=f"{title} {number}",
                slug=f"{slug}-{number}",
                url_path=f"{parent.url_path}{slug}-{number}/",
                live=True,
                content_type=content_type,
                locale_id=parent.locale_id,
                first_published_at=moment,
                last_published_at=moment,
            )
            for number, moment in enumerate(moments)
        ],
        batch_size=500,
    )
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + count)
    return pages
