"""Titles for a query that is still being typed."""

from django.core.cache import cache
from wagtail.models import Page

from goodnews.core.addresses import page_address
from goodnews.core.pagecache import current_generation

from .engine import matching, of_pages
from .filters import searchable_pages
from .words import words_of

MOST_SUGGESTIONS = 8
SUGGESTION_SECONDS = 60


def suggestions(text: str, *, language: str) -> list[dict[str, str]]:
    """Return at most eight titles with addresses whose words begin like ``text``."""
    words = words_of(text)
    if not words or len(words[-1]) > 40 or len("".join(words)) < 2:
        return []
    # Until anything is published or taken down, as with whole pages.
    key = f"search-suggestions:{current_generation()}:{language}:{'-'.join(words)}"
    return cache.get_or_set(key, lambda: _read(words, language), SUGGESTION_SECONDS)


def _read(words: list[str], language: str) -> list[dict[str, str]]:
    entries = of_pages(matching(words, in_titles=True), searchable_pages(language=language))
    ids = list(entries.values_list("page_id", flat=True)[:MOST_SUGGESTIONS])
    titles = {
        pk: {"title": title, "url": page_address(url_path, language)}
        for pk, url_path, title in Page.objects.filter(pk__in=ids).values_list(
            "pk", "url_path", "title"
        )
    }
    return [titles[pk] for pk in ids if pk in titles]
