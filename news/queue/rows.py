"""What the queue shows of each waiting page, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F

from goodnews.workflows.due_badges import DueBadge, due_badge, time_in_words
from goodnews.workflows.models import AuthorReply, Claim, WaitingItem
from goodnews.workflows.querysets import OFFICE_ROLES
from news.choices import StoryKind
from news.models import StoryPage

THEMES_SHOWN = 3
# The title, the stage, the unit: a page has thirty columns more.
ITEM_FIELDS = (
    "priority",
    "state",
    "entered_at",
    "left_at",
    "due_at",
    "task__name",
    "page__title",
    "page__draft_title",
    "unit__name",
    "unit__short_name",
)


@dataclass(frozen=True)
class QueueRow:
    """One line of the queue.

    Attributes:
        kind: what the campaign counts it as; empty for pages that are no stories.
        age: how long it has waited at this stage, in words.
        is_open: the reader may open it, to decide or to look on.
        is_mine: the reader holds the claim.
        reply: what the author answered to the last return.
    """

    item: WaitingItem
    kind: str
    age: str
    badge: DueBadge
    themes: tuple[str, ...] = ()
    claim: Claim | None = None
    is_open: bool = False
    is_mine: bool = False
    reply: str = ""

    @property
    def title(self) -> str:
        return self.item.page.draft_title or self.item.page.title

    @property
    def holder(self) -> str:
        """The name of whoever holds it."""
        if self.claim is None:
            return ""
        person = self.claim.claimed_by
        return person.display_name


def for_lines(items):
    """Return ``items`` with title, stage, unit and kind, in one query."""
    return (
        items.select_related("page", "unit", "task")
        .only(*ITEM_FIELDS)
        .annotate(story_kind=F("page__storypage__kind"))
    )


def for_rows(items, *, now: datetime):
    """Return ``items`` with everything that a row shows."""
    return for_lines(items).with_holders(now=now)


def open_keys_of(items: Iterable[WaitingItem], *, user) -> set[int]:
    """Return the keys of those ``items`` that ``user`` may open: the office all of them."""
    keys = [item.pk for item in items]
    if user.is_superuser or user.roles & OFFICE_ROLES:
        return set(keys)
    decidable = WaitingItem.objects.filter(pk__in=keys).decidable_by(user)
    return set(decidable.values_list("pk", flat=True)) if keys else set()


def rows_of(
    items: Iterable[WaitingItem], *, user, now: datetime, open_keys: set[int]
) -> list[QueueRow]:
    """Return the lines for ``items``, which come from :func:`for_rows`."""
    items = list(items)
    themes = _themes_of([item.page_id for item in items])
    replies = _replies_to([item.pk for item in items])
    return [
        replace(
            line_of(item, now=now),
            themes=tuple(themes[item.page_id][:THEMES_SHOWN]),
            claim=claim,
            is_open=item.pk in open_keys,
            is_mine=claim is not None and claim.claimed_by_id == user.pk,
            reply=replies.get(item.pk, ""),
        )
        for item in items
        for claim in (item.held_claims or [None])
    ]


def line_of(item: WaitingItem, *, now: datetime) -> QueueRow:
    """Return what the start page says of ``item``, which comes from :func:`for_lines`."""
    return QueueRow(
        item=item,
        kind=StoryKind(item.story_kind).label if item.story_kind else "",
        age=time_in_words(now - item.entered_at),
        badge=due_badge(due_at=item.due_at, now=now),
    )


def _replies_to(item_ids: list[int]) -> dict[int, str]:
    """Return the last words of the author by item, of this round of the workflow."""
    if not item_ids:
        return {}
    own_item = "task_state__workflow_state__task_states__waiting_item"
    replies = AuthorReply.objects.filter(**{f"{own_item}__in": item_ids})
    words = replies.order_by("written_at", "pk").values_list(own_item, "text")
    return dict(words)


def _themes_of(page_ids: list[int]) -> dict[int, list[str]]:
    links = StoryPage.theme_links.rel.related_model.objects.filter(content_object__in=page_ids)
    names = defaultdict(list)
    if page_ids:
        for page_id, name in links.order_by("pk").values_list("content_object_id", "tag__name"):
            names[page_id].append(name)
    return names
