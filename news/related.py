"""What stands below a story: other stories, and the days before and after."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

OTHER_STORIES = 5
# How many of the latest stories of a theme or unit are looked at.
CANDIDATES = 30


@dataclass(frozen=True)
class NeighbourDays:
    """The nearest days with stories before and after a story's own."""

    previous: date | None
    next: date | None


def other_stories(story, *, public) -> list:
    """Return five stories that share theme or unit with ``story`` ("Tin khác").

    Those that share both come first, then the later ones. Three queries, each
    of them along an index, so that 200,000 stories cost what sixty do.

    Args:
        public: the stories that anyone may read, in the language of the page.
    """
    by_theme, by_unit = set(), set()
    links = story.theme_links.all()
    if links:
        link_model = type(links[0])
        by_theme = set(
            link_model.objects.filter(tag_id=links[0].tag_id)
            .order_by("-content_object_id")
            .values_list("content_object_id", flat=True)[:CANDIDATES]
        )
    if story.unit_id:
        by_unit = set(
            public.filter(unit_id=story.unit_id).values_list("pk", flat=True)[:CANDIDATES]
        )
    wanted = sorted((by_theme | by_unit) - {story.pk})
    found = list(public.filter(pk__in=wanted).for_cards()[: 2 * CANDIDATES]) if wanted else []
    found.sort(key=lambda other: other.pk not in (by_theme & by_unit))
    return found[:OTHER_STORIES]


def neighbour_days(story, *, public) -> NeighbourDays:
    """Return the days with stories nearest to the day of ``story``, in one query."""
    if story.published_on is None:
        return NeighbourDays(None, None)
    days = public.values("published_on")
    earlier = days.filter(published_on__lt=OuterRef("published_on"))
    later = days.filter(published_on__gt=OuterRef("published_on")).order_by("published_on", "pk")
    previous, following = (
        type(story)
        .objects.filter(pk=story.pk)
        .values_list(Subquery(earlier[:1]), Subquery(later[:1]))
        .first()
    ) or (None, None)
    return NeighbourDays(previous, following)
