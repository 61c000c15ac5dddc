"""The most read stories of a period (bài được xem nhiều): from the counts of views."""

from django.conf import settings
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodnews.core.visibility import unrestricted
from goodnews.stats.ledger import most_read
from news.models import StoryPage

from .tables import Asked, Column, ReportTable, TableRow, counted_note

MOST = 50
# Pages other than stories are read too; after so many the list is as long as it gets.
SLICE, LOOKED_AT = 200, 1000
ABOUT = gettext_lazy("About the story")
COLUMNS = [
    Column("of-unit", ABOUT, gettext_lazy("Unit"), is_text=True, room=2.2),
    Column("day", ABOUT, gettext_lazy("Published on"), room=1.6),
    Column("kind", ABOUT, gettext_lazy("Kind"), is_text=True, room=2.2),
    Column("origin", ABOUT, gettext_lazy("Origin"), is_text=True, room=2.2),
    Column("views", gettext_lazy("Views"), gettext_lazy("In this period")),
]


def most_read_table(asked: Asked) -> ReportTable:
    """Return the public stories that were read most in the period, whenever they appeared."""
    read, counted = most_read(asked.days)
    rows = [_row(story, views) for story, views in _public(read, asked)]
    return ReportTable(
        heading=_("Story"),
        columns=COLUMNS,
        rows=rows,
        notes=[
            _("The %(most)s most read public stories; a reader counts once a day for each story.")
            % {"most": MOST},
            *([counted_note(counted)] if counted else []),
        ],
        empty="" if rows else _("No story was read in this period."),
    )


def _public(views: QuerySet, asked: Asked) -> list[tuple[StoryPage, int]]:
    """Return the first public stories; what is not public is passed over.

    Views are summed before they meet the stories: for a year the reverse takes
    four times as long. A unit's stories are few, and are named first.
    """
    stories = _stories(asked)
    if asked.scope is not None:
        views = views.filter(page_id__in=stories.values("pk"))
    found: list[tuple[StoryPage, int]] = []
    for start in range(0, LOOKED_AT, SLICE):
        counted = [(row["page_id"], row["total"]) for row in views[start : start + SLICE]]
        public = stories.select_related("unit", "locale").in_bulk([pk for pk, _count in counted])
        found += [(public[pk], count) for pk, count in counted if pk in public]
        if len(found) >= MOST or len(counted) < SLICE:
            break
    return found[:MOST]


def _stories(asked: Asked) -> QuerySet:
    stories = StoryPage.objects.filter(
        unrestricted(), listed_locale__language_code=settings.LANGUAGE_CODE
    ).order_by()
    return stories if asked.scope is None else stories.of_branch(asked.scope)


def _row(story: StoryPage, views: int) -> TableRow:
    return TableRow(
        story.title,
        [
            story.unit.name if story.unit else None,
            story.published_on,
            capfirst(story.get_kind_display()),
            capfirst(story.get_origin_display()),
            views,
        ],
        url=story.address,
    )
