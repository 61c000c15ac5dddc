"""What stands below a story: other stories, and the days before and after."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date

from django.db.models import Value
from modelcluster.queryset import FakeQuerySet

from exemplars.models import ChosenStory, ExemplarPage
from goodnews.core.kept import kept
from goodnews.core.visibility import unrestricted

from .rows import StoryRow, read_rows

OTHER_STORIES = 5
# How many of the latest stories of a theme or unit are looked at.
CANDIDATES = 30
LINK = ("sort_order", "exemplar")


@dataclass(frozen=True)
class NeighbourDays:
    """The nearest days with stories before and after a story's own."""

    previous: date | None
    next: date | None


@dataclass(frozen=True)
class Around:
    """What a story is linked with: its themes, its people and other stories ("Tin khác")."""

    themes: list
    people: list
    other_stories: list[StoryRow]
    # Somebody it was linked with took the consent back: a neutral line stands there.
    has_removed_people: bool = False


def around(story) -> Around:
    """Return what a public story is linked with, as of the last publication."""
    return kept(("around", story.pk), lambda: look_around(story))


def look_around(story) -> Around:
    """Return what ``story`` is linked with; in a preview, before anything is saved."""
    themes = story.linked_themes()
    others = other_stories(story, theme=themes[0] if themes else None)
    people, has_removed_people = people_around(story)
    return Around(
        themes=themes,
        people=people,
        other_stories=others,
        has_removed_people=has_removed_people,
    )


def people_around(story) -> tuple[list, bool]:
    """Return the exemplars whom ``story`` names or who chose it, if everybody may see them.

    And whether one whom it names is gone because the consent was taken back.
    Those whom it names come first, in its order.
    """
    named, choosing = linked_exemplars(story)
    if not named and not choosing:
        return [], False
    public = ExemplarPage.objects.live().filter(unrestricted(), pk__in=[*named, *choosing])
    found = {page.pk: page for page in public.select_related("unit", "portrait", "locale")}
    missing = [pk for pk in named if pk not in found]
    people = [found.pop(pk) for pk in dict.fromkeys(named) if pk in found]
    people += sorted(found.values(), key=lambda page: (page.name_key, page.pk))
    is_gone = ExemplarPage.objects.filter(pk__in=missing).withdrawn()
    return people, bool(missing) and is_gone.exists()


def linked_exemplars(story) -> tuple[list[int], list[int]]:
    """Return the ids of the exemplars whom ``story`` names, and of those who chose it."""
    links = story.story_exemplars.all()
    chosen = ChosenStory.objects.filter(story=story.pk).order_by()
    if isinstance(links, FakeQuerySet):
        # In a preview the links are not in the database yet.
        named = [link.exemplar_id for link in links]
        return named, list(chosen.values_list("exemplar", flat=True))
    rows = links.order_by().annotate(is_choice=Value(0)).values_list("is_choice", *LINK)
    both = rows.union(chosen.annotate(is_choice=Value(1)).values_list("is_choice", *LINK), all=True)
    ordered = sorted(both, key=lambda row: (row[0], row[1] or 0))
    return (
        [exemplar for is_choice, _place, exemplar in ordered if not is_choice],
        [exemplar for is_choice, _place, exemplar in ordered if is_choice],
    )


def other_stories(story, *, theme) -> list[StoryRow]:
    """Return five stories that share ``theme`` or unit with ``story``.

    Those that share both come first, then the later ones. The candidates are
    the latest of its first theme and of its unit, each found along an index,
    so that 200,000 stories cost what sixty do.
    """
    ids = candidate_ids(story, theme=theme)
    # By id alone: with ``public`` SQLite would walk the whole list to find ten of them.
    visible = type(story).objects.live().filter(unrestricted(), locale=story.locale_id)
    found = read_rows(visible.filter(pk__in=ids)) if ids else []
    found.sort(key=lambda other: ids.index(other.pk))
    return found[:OTHER_STORIES]


def candidate_ids(story, *, theme) -> list[int]:
    """Return ids of stories that may stand below ``story``, the best first.

    A few more than are shown: some may be drafts or in another language.
    """
    by_theme, by_unit = set(), set()
    if theme:
        of_theme = theme.story_links.order_by("-content_object_id")
        by_theme = set(of_theme.values_list("content_object_id", flat=True)[:CANDIDATES])
    if story.unit_id:
        of_unit = type(story).objects.filter(
            listed_locale=story.locale_id, unit=story.unit_id, published_on__isnull=False
        )
        newest = of_unit.order_by("-published_on", "-pk")
        by_unit = set(newest.values_list("pk", flat=True)[:CANDIDATES])
    by_theme.discard(story.pk)
    by_unit.discard(story.pk)
    both = by_theme & by_unit
    others = sorted((by_theme | by_unit) - both, reverse=True)
    return [*sorted(both, reverse=True), *others][: 2 * OTHER_STORIES]


def neighbour_days(story) -> NeighbourDays:
    """Return the nearest days before and after that have stories in the same language."""
    day, locale_id = story.published_on, story.locale_id
    if day is None:
        return NeighbourDays(None, None)
    days = kept(("days", locale_id), lambda: days_with_stories(type(story), locale_id))
    before = bisect_left(days, day)
    after = bisect_right(days, day)
    return NeighbourDays(
        previous=days[before - 1] if before else None,
        next=days[after] if after < len(days) else None,
    )


def days_with_stories(story_model, locale_id: int) -> list[date]:
    """Return the days with stories, in order: a few hundred for every year of the site."""
    listed = story_model.objects.listed(locale=locale_id)
    return sorted(listed.order_by().values_list("published_on", flat=True).distinct())
