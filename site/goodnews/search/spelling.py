""" "Có phải bạn tìm…": a query that finds nothing, with its words put right."""

from collections import Counter
from difflib import get_close_matches

from django.core.cache import cache
from django.db.models import QuerySet

from goodnews.core.folding import fold
from goodnews.core.pagecache import current_generation

from .words import WORD

# The newest titles hold the words of the day; more would only slow a rare page.
TITLES_READ = 3000
VOCABULARY_SECONDS = 600
CLOSENESS = 0.7


def corrected(words: list[str], pages: QuerySet, *, language: str) -> str:
    """Return the nearest query made of words that titles use, or "" where there is none.

    Vietnamese is written in syllables of few letters, so one wrong letter weighs
    much: the nearest word must share most of its letters.
    """
    known = vocabulary(pages, language=language)
    if not known:
        return ""
    put_right, has_changed = [], False
    for word in words:
        if word in known or len(word) < 3:
            put_right.append(known.get(word, word))
            continue
        near = get_close_matches(word, known, n=1, cutoff=CLOSENESS)
        if not near:
            return ""
        put_right.append(known[near[0]])
        has_changed = True
    return " ".join(put_right) if has_changed else ""


def vocabulary(pages: QuerySet, *, language: str) -> dict[str, str]:
    """Return the words of the newest titles: folded, and as they are mostly written."""
    # Until anything is published or taken down: it is made of names, too.
    key = f"search-vocabulary:{current_generation()}:{language}"
    return cache.get_or_set(key, lambda: _read_vocabulary(pages), VOCABULARY_SECONDS)


def _read_vocabulary(pages: QuerySet) -> dict[str, str]:
    titles = pages.order_by("-pk").values_list("title", flat=True)[:TITLES_READ]
    written: dict[str, Counter] = {}
    for title in titles:
        for word in WORD.findall(title.lower()):
            written.setdefault(fold(word), Counter())[word] += 1
    return {folded: forms.most_common(1)[0][0] for folded, forms in written.items()}
