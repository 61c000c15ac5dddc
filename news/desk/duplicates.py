"""Stories that may be the same as the one being written. A hint; it never blocks.

Two correspondents often see the same event. Compared are the titles of what is
public and of the author's own, folded, over the last sixty days: what others
have sent and nobody has published stays theirs.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from rapidfuzz import fuzz, process
from wagtail.models import Page

from goodnews.core.addresses import page_address
from goodnews.core.folding import fold
from goodnews.core.visibility import unrestricted
from news.models import StoryPage

from .models import DeskDraft, DeskPhoto

DAYS = 60
MOST_TITLES = 2000
MOST_SHOWN = 3
# Shorter titles resemble everything.
LEAST_LETTERS = 10
# Of 100: the same words in another order, or all but one or two of them.
LIKENESS = 78


@dataclass(frozen=True)
class Lookalike:
    """A story that may be the same (bài có thể trùng)."""

    title: str
    url: str
    day: date | None


def lookalikes(*, title: str, draft: DeskDraft, now: datetime) -> list[Lookalike]:
    """Return up to three stories whose title resembles ``title``, the most alike first.

    Args:
        draft: the story being written; it may be unsaved, and needs its owner.
    """
    wanted = fold(" ".join(title.split()))
    if len(wanted) < LEAST_LETTERS:
        return []
    found = _public_stories(now, draft) + _own_stories(now, draft)
    titles = [fold(story.title) for story in found]
    best = process.extract(
        wanted, titles, scorer=fuzz.token_sort_ratio, score_cutoff=LIKENESS, limit=MOST_SHOWN
    )
    return [found[index] for _title, _score, index in best]


def _public_stories(now: datetime, draft: DeskDraft) -> list[Lookalike]:
    since = timezone.localdate(now) - timedelta(days=DAYS)
    stories = (
        StoryPage.objects.live()
        .filter(unrestricted(), published_on__gte=since, locale__language_code="vi")
        .exclude(pk=draft.page_id)
        .order_by("-published_on", "-pk")
        .values_list("title", "url_path", "published_on")
    )
    return [
        Lookalike(title, page_address(url_path, "vi"), day)
        for title, url_path, day in stories[:MOST_TITLES]
    ]


def _own_stories(now: datetime, draft: DeskDraft) -> list[Lookalike]:
    own = (
        DeskDraft.objects.owned_by(draft.owner)
        .filter(saved_at__gte=now - timedelta(days=DAYS))
        .exclude(key=draft.key)
        .exclude(page__live=True)
        .order_by("-saved_at", "-pk")[:MOST_TITLES]
    )
    return [_as_lookalike(story, None) for story in own]


def same_photographs(draft: DeskDraft) -> dict[int, Lookalike]:
    """Return, by the number of a photograph of ``draft``, a public or own story that has it too."""
    hashes = dict(
        draft.photos.exclude(image__upload_hash="").values_list("pk", "image__upload_hash")
    )
    if not hashes:
        return {}
    public = Page.objects.live().filter(unrestricted())
    others = (
        DeskPhoto.objects.exclude(draft=draft)
        .filter(image__upload_hash__in=set(hashes.values()))
        .filter(Q(draft__owner=draft.owner_id) | Q(draft__page__in=public))
        .select_related("draft", "image")
        .order_by("pk")
    )
    pages = public.select_related("locale").in_bulk([photo.draft.page_id for photo in others])
    stories: dict[str, Lookalike] = {}
    for photo in others:
        story = _as_lookalike(photo.draft, pages.get(photo.draft.page_id))
        stories.setdefault(photo.image.upload_hash, story)
    return {pk: stories[value] for pk, value in hashes.items() if value in stories}


def _as_lookalike(draft: DeskDraft, page: Page | None) -> Lookalike:
    if page is None:
        return Lookalike(str(draft), draft.get_absolute_url(), draft.happened_on)
    address = page_address(page.url_path, page.locale.language_code)
    return Lookalike(page.title, address, draft.happened_on)
