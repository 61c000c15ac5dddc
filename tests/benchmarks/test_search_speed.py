"""How long a search takes: printed, not asserted.

SEARCH_STORIES=2000 uv run pytest -s tests/benchmarks/test_search_speed.py
"""

import os
import time

from django.db import connection
from django.test import TestCase

from tests.news.factories import make_site
from tests.search.factories import make_searchable_stories

STORIES = int(os.environ.get("SEARCH_STORIES", "200"))
QUERIES = {
    "every story matches": "moi ngay mot tin tot",
    "two stories in five": "doan thanh nien",
    "one in twenty-five": "thanh nien hien mau",
    "one letter of the last word missing": "doan thnah nien",
    "nothing": "xyzxyz",
}
ADDRESSES = {
    "page": "/tim-kiem/?q={}",
    "page 20": "/tim-kiem/?q={}&page=20",
    "by year": "/tim-kiem/?q={}&nam=2026&loai=tin-tot",
    "suggestions": "/tim-kiem/goi-y/?q={}",
}
# Once is enough to see that it still runs.
REPEATS = 3 if "SEARCH_STORIES" in os.environ else 1


class SearchSpeedTests(TestCase):
    def test_print_the_time_of_each_kind_of_search(self):
        tree = make_site()
        make_searchable_stories(tree.stories, STORIES)
        self.client.get("/tim-kiem/?q=tin")
        print(f"\n{connection.vendor}, {STORIES} stories, milliseconds, best of {REPEATS}:")  # noqa: T201
        for name, query in QUERIES.items():
            for kind, address in ADDRESSES.items():
                best = min(self.milliseconds(address.format(query)) for _ in range(REPEATS))
                print(f"{best:8.1f}  {kind:12} {name}")  # noqa: T201

    def milliseconds(self, address: str) -> float:
        started = time.perf_counter()
        self.assertEqual(self.client.get(address).status_code, 200)
        return 1000 * (time.perf_counter() - started)
