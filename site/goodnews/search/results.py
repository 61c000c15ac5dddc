"""What was found, ready to be shown."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.utils.translation import gettext
from wagtail.models import Page

from campaigns.models import CampaignPage
from exemplars.models import ExemplarPage
from goodnews.core.addresses import page_address
from goodnews.core.pagecache import current_generation
from news.choices import StoryKind
from news.models import StoryPage
from news.paging import NumberedPage, window_of

from .engine import matching, of_pages
from .filters import searchable_pages
from .words import highlight, snippet

PER_PAGE = 10
# What nobody leafs to; a narrower query finds it.
MAX_PAGES = 50
FOUND_SECONDS = 300
# Page type, its field with the text, its field with the day.
SHOWN_TYPES = (
    (StoryPage, "lead", "published_on"),
    (ExemplarPage, "deed", None),
    (CampaignPage, "summary", None),
    (Page, "search_description", None),
)


@dataclass(frozen=True)
class Hit:
    """A page that was found.

    Attributes:
        title: pieces of the title, each with whether it was searched for.
        text: pieces of the text around the first word found, likewise.
        kind: what it is, in the reader's words.
        colour: variant of the tag.
    """

    url: str
    title: list[tuple[str, bool]]
    text: list[tuple[str, bool]]
    kind: str
    colour: str
    unit: str
    day: date | None


def find(words: list[str], asked: dict, *, number: int, language: str) -> NumberedPage:
    """Return one page of hits.

    Args:
        words: folded words.
        asked: the filters ``kind``, ``unit`` and ``year``.
        number: the page wanted, from 1; the last one if it is too high.
    """
    ids = found_ids(words, asked, language=language)
    most = PER_PAGE * MAX_PAGES
    is_capped = len(ids) > most
    ids = ids[:most]
    page_count = max(1, -(-len(ids) // PER_PAGE))
    number = min(number, page_count)
    shown = ids[(number - 1) * PER_PAGE : number * PER_PAGE]
    return NumberedPage(
        rows=read_hits(shown, words, language=language),
        number=number,
        page_count=page_count,
        total=len(ids),
        is_capped=is_capped,
        numbers=window_of(number, page_count),
    )


def found_ids(words: list[str], asked: dict, *, language: str) -> list[int]:
    """Return the ids of the pages found, best first, one more than can be leafed to.

    Kept until anything is published, so that leafing on does not search again.
    """
    unit = asked["unit"]
    plain = repr((current_generation(), language, words, asked["kind"], unit and unit.pk,
                  asked["year"]))  # fmt: skip
    key = f"search-ids:{hashlib.sha256(plain.encode()).hexdigest()}"
    return cache.get_or_set(key, lambda: _read_ids(words, asked, language), FOUND_SECONDS)


def _read_ids(words: list[str], asked: dict, language: str) -> list[int]:
    entries = of_pages(matching(words), searchable_pages(language=language, **asked))
    return list(entries.values_list("page_id", flat=True)[: PER_PAGE * MAX_PAGES + 1])


def read_hits(ids: list[int], words: list[str], *, language: str) -> list[Hit]:
    """Read what the list shows of the pages ``ids``: one query for each type of page."""
    found: dict[int, Hit] = {}
    for model, text_field, day_field in SHOWN_TYPES:
        missing = [pk for pk in ids if pk not in found]
        if missing:
            found.update(_hits_of(model, missing, words, language, text_field, day_field))
    return [found[pk] for pk in ids if pk in found]


def _hits_of(model, ids, words, language, text_field, day_field) -> dict[int, Hit]:
    fields = ["pk", "url_path", "title", text_field]
    fields += [day_field] if day_field else []
    fields += ["unit__short_name"] if model is not Page else []
    fields += ["kind"] if model is StoryPage else []
    kind_of = KINDS[model]
    hits = {}
    for row in model.objects.live().filter(pk__in=ids).values(*fields):
        kind, colour = kind_of(row)
        hits[row["pk"]] = Hit(
            url=page_address(row["url_path"], language),
            title=highlight(row["title"], words),
            text=highlight(snippet(row[text_field], words), words),
            kind=str(kind),
            colour=colour,
            unit=row.get("unit__short_name") or "",
            day=row[day_field] if day_field else None,
        )
    return hits


def _kind_of_story(row: dict) -> tuple[str, str]:
    if row["kind"] == StoryKind.BEAUTIFUL_STORY:
        return gettext("Beautiful story"), "sun"
    return gettext("Good news"), "green"


KINDS: dict[type, Callable[[dict], tuple[str, str]]] = {
    StoryPage: _kind_of_story,
    ExemplarPage: lambda row: (gettext("Exemplar"), "violet"),
    CampaignPage: lambda row: (gettext("Campaign"), "coral"),
    Page: lambda row: (gettext("Page"), ""),
}
