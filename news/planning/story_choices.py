"""The stories that a day or a week may get, by where they are. Reads only."""

from collections.abc import Collection
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from goodnews.workflows.models import WaitingItem
from news.models import StoryPage

from .models import PlanItem, ReservedStory

# As many as a person looks through in a list; the newest.
MOST = 300
Group = tuple[str, list[tuple[int, str]]]


class Place(NamedTuple):
    """Where stories are, in the order in which a plan wants them: the readiest first."""

    rank: int
    stage: int
    name: str


def plannable_stories() -> QuerySet[StoryPage]:
    """Return the stories that may stand in a plan: the plan is of Vietnamese pages."""
    return StoryPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)


def story_groups(*, kind: str = "", kept: int | None = None) -> list[Group]:
    """Return the stories to choose from: the reserve first, then the stages, then drafts.

    Args:
        kind: of the stories; "" for every kind, which is written behind each title then.
        kept: id of the story that the plan has; it is offered wherever it is.
    """
    found = plannable_stories().filter(live=False)
    if kind:
        found = found.filter(kind=kind)
    rows = found.select_related("unit").defer("body").order_by("-latest_revision_created_at", "-pk")
    stories = list(rows[:MOST])
    if kept and kept not in {story.pk for story in stories}:
        stories = [*plannable_stories().filter(pk=kept).select_related("unit"), *stories]
    places = _places([story.pk for story in stories])
    days = _planned_days(stories)
    groups: dict[Place, list[tuple[int, str]]] = {}
    for story in stories:
        words = _words(story, says_kind=not kind, day=days.get(story.pk))
        place = places.get(story.pk) or Place(2, 0, _("Not sent yet"))
        groups.setdefault(place, []).append((story.pk, words))
    return [(place.name, rows) for place, rows in sorted(groups.items())]


def _places(pks: Collection[int]) -> dict[int, Place]:
    """Return where each story is; none for a draft that was never sent."""
    items = WaitingItem.objects.open().filter(page__in=pks).order_by("pk")
    stages = items.values_list("page", "task", "task__name")
    ready = ReservedStory.objects.ready().filter(page__in=pks).values_list("page", flat=True)
    # Stages were made in the order in which stories pass them: the last one is the nearest.
    places = {page: Place(1, -task, name) for page, task, name in stages}
    return places | dict.fromkeys(ready, Place(0, 0, _("In the reserve")))


def _planned_days(stories: list[StoryPage]) -> dict:
    items = PlanItem.objects.filter(page__in=stories).order_by("planned_on")
    return dict(items.values_list("page", "planned_on"))


def _words(story: StoryPage, *, says_kind: bool, day) -> str:
    said = [story.unit, story.get_kind_display() if says_kind else ""]
    if day:
        said.append(_("planned for %(day)s") % {"day": f"{day:%d/%m/%Y}"})
    return " · ".join([story.draft_title, *(str(each) for each in said if each)])
