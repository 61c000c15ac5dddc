"""What a save writes into the search index, on PostgreSQL."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from wagtail.search.backends import get_search_backend

from news.models import StoryPage
from tests.concurrency import needs_postgresql
from tests.workflows.factories import make_newsroom


@needs_postgresql
class IndexTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()

    def norms(self) -> dict[str, float]:
        """Return the weight of each story's title, by the story's number."""
        entries = get_search_backend().get_index_for_model(StoryPage).entries
        rows = entries.filter(content_type__model="storypage")
        return dict(rows.values_list("object_id", "title_norm"))

    def test_a_save_weighs_its_own_title_and_walks_no_index(self):
        # 4 words; the average of all entries is asked for once a day.
        long = self.room.story("Cầu mới sáng đèn")
        with CaptureQueriesContext(connection) as queries:
            short = self.room.story("Cầu mới")
        asked = [query["sql"] for query in queries if "wagtailsearch_indexentry" in query["sql"]]
        self.assertFalse([sql for sql in asked if "AVG(" in sql])
        updates = [sql for sql in asked if sql.startswith("UPDATE")]
        self.assertTrue(updates)
        self.assertTrue(all('"object_id" IN' in sql for sql in updates))
        norms = self.norms()
        self.assertGreater(norms[str(short.pk)], norms[str(long.pk)])
        self.assertNotEqual(norms[str(short.pk)], 1.0)

    def test_rebuilding_counts_all_anew(self):
        self.room.story("Cầu mới")
        index = get_search_backend().get_index_for_model(StoryPage)
        index._refresh_title_norms(full=True)
        self.assertNotEqual(set(self.norms().values()), {1.0})
