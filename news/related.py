"""What stands below a story: other stories, and the days before and after."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, Subquery, prefetch_related_objects

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

    Those that share both come first, then the later ones. The candidates are
    the latest of its first theme and of its unit, each found along an index,
    so that 200,000 stories cost what sixty do. Reads the themes of ``story``,
    too: two queries for all of it.

    Args:
        public: the stories that anyone may read, in the language of the page.
    """
    links = type(story).theme_links.rel.related_model.objects
    first_theme = links.filter(content_object=story.pk).order_by("pk").values("tag_id")[:1]
    of_theme = links.filter(tag_id=Subquery(first_theme)).order_by("-content_object_id")
    of_unit = public.filter(unit_id=story.unit_id) if story.unit_id else public.none()
    # A part with a limit may stand in a union only inside another query (SQLite).
    candidates = links.filter(pk__in=of_theme.values("pk")[:CANDIDATES]).values("content_object_id")
    if story.unit_id:
        same_unit = type(story).objects.filter(pk__in=of_unit.values("pk")[:CANDIDATES])
        candidates = candidates.union(same_unit.order_by().values("pk"))
    found = list(
        public.filter(pk__in=candidates)
        .exclude(pk=story.pk)
        .select_related("cover", "unit", "locale")
        .defer("body")
    )
    prefetch_related_objects([story, *found], themes_prefetch(type(story)))
    own = {link.tag_id for link in story.theme_links.all()}
    found.sort(key=lambda other: not shares_both(other, story, own))
    return found[:OTHER_STORIES]


def themes_prefetch(story_model) -> Prefetch:
    """Return how to read the themes of many stories in one query."""
    links = story_model.theme_links.rel.related_model.objects
    return Prefetch("theme_links", links.select_related("tag").order_by("pk"))


def shares_both(other, story, theme_ids: set[int]) -> bool:
    """Tell whether ``other`` shares a theme and the unit with ``story``."""
    return other.unit_id == story.unit_id and any(
        link.tag_id in theme_ids for link in other.theme_links.all()
    )


def with_neighbour_days(stories, *, public):
    """Add to ``stories`` the nearest days before and after theirs that have stories."""
    days = public.values("published_on")
    earlier = days.filter(published_on__lt=OuterRef("published_on"))
    later = days.filter(published_on__gt=OuterRef("published_on")).order_by("published_on", "pk")
    return stories.annotate(previous_day=Subquery(earlier[:1]), next_day=Subquery(later[:1]))


def neighbour_days(story, *, public) -> NeighbourDays:
    """Return the nearest days with stories; no query if they came with the story."""
    if not hasattr(story, "previous_day"):
        story = with_neighbour_days(type(story).objects.filter(pk=story.pk), public=public).first()
    return NeighbourDays(getattr(story, "previous_day", None), getattr(story, "next_day", None))
