"""The full-text index of the two databases, asked in one pass.

Wagtail's backends look a match up again for every row of the result: at 20,000
pages 6–21 s a query on SQLite and 450–1,600 ms on PostgreSQL. Here the index is
the table that is read, and the pages are only its condition. Text and query
are folded alike (rule 3).

Source: modelsearch.backends.database, 1.3.
"""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.db.models.lookups import Lookup
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.models import Page
from wagtail.search import models as index_models
from wagtail.search.models import IndexEntry

# Places of the columns "autocomplete" (titles), "body", "title" in SQLite's table.
SQLITE_WEIGHTS = "6.0, 1.0, 0.0"


class FtsMatch(Lookup):
    """SQLite's MATCH as a condition; the query goes as a parameter."""

    lookup_name = "fts_match"
    filterable = True

    def __init__(self, query: str):
        self.query = query
        super().__init__(None, None)

    def as_sql(self, compiler, connection):
        table = index_models.SQLiteFTSIndexEntry._meta.db_table
        return f"{table} MATCH %s", [self.query]


def matching(words: list[str], *, in_titles: bool = False) -> QuerySet:
    """Return the index entries of pages that hold every word.

    Args:
        words: folded words without any sign (:func:`words.words_of`).
        in_titles: look in titles only, and let the last word be a beginning.

    Returns:
        Rows with ``page_id``, ``is_phrase`` (the words stand together) and
        ``score`` (more is better).
    """
    find = _on_sqlite if connection.vendor == "sqlite" else _on_postgresql
    return find(words, in_titles=in_titles)


def of_pages(entries: QuerySet, pages: QuerySet) -> QuerySet:
    """Keep the entries of ``pages``, best first."""
    wanted = pages.filter(pk=OuterRef("page_id")).order_by()
    return entries.filter(Exists(wanted)).order_by("-is_phrase", "-score", "-page_id")


def _page_types() -> list[int]:
    return get_descendants_content_types_pks(Page)


def _on_sqlite(words: list[str], *, in_titles: bool) -> QuerySet:
    table = index_models.SQLiteFTSIndexEntry
    columns = "{autocomplete}" if in_titles else "{autocomplete body}"
    terms = [f'"{word}"' for word in words]
    if in_titles:
        terms[-1] += "*"
    phrase = f'{{autocomplete body}} : "{" ".join(words)}"'
    together = table.objects.filter(FtsMatch(phrase)).values("pk")
    return table.objects.filter(
        FtsMatch(f"{columns} : ({' AND '.join(terms)})"),
        index_entry__content_type__in=_page_types(),
    ).annotate(
        page_id=Cast("index_entry__object_id", BigIntegerField()),
        is_phrase=_flag(Q(pk__in=together)) if len(words) > 1 else Value(0),
        # bm25 is better the smaller it is.
        score=RawSQL(  # noqa: S611 - no value from outside
            f"-bm25({table._meta.db_table}, {SQLITE_WEIGHTS})", [], output_field=FloatField()
        ),
    )


def _on_postgresql(words: list[str], *, in_titles: bool) -> QuerySet:
    column = "autocomplete" if in_titles else "body"
    terms = list(words)
    if in_titles:
        terms[-1] += ":*"
    query = SearchQuery(" & ".join(terms), search_type="raw", config="simple")
    phrase = SearchQuery(" <-> ".join(words), search_type="raw", config="simple")
    return IndexEntry.objects.filter(**{column: query}, content_type__in=_page_types()).annotate(
        page_id=Cast("object_id", BigIntegerField()),
        is_phrase=_flag(Q(body=phrase)) if len(words) > 1 else Value(0),
        score=SearchRank(F(column), query),
    )


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0))
