"""How long the directory and the honour roll take: printed; only the queries are asserted.

EXEMPLARS=10000 DATABASE_URL=postgres://… uv run pytest -s tests/benchmarks/test_directory_speed.py
"""

import os
import time
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from .exemplars import make_many_exemplars

EXEMPLARS = int(os.environ.get("EXEMPLARS", "20"))
# Once is enough to see that it still runs.
TRIES = 6 if "EXEMPLARS" in os.environ else 1
QUERIES = (
    "",
    "?q=nguyen+ban+sin",
    "?q=khong+co+ai",
    "?nam=2026&cap=province",
    "?don_vi=xa-so-7&loai=person",
    "?linh_vuc=study&chu=B",
    "?page=200",
    "vinh-danh/",
    "vinh-danh/2026/",
    "vinh-danh/2026/?cap=province&page=4",
)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="written for PostgreSQL")
class DirectorySpeedTests(TestCase):
    def test_print_the_time_of_each_list(self):
        url = make_many_exemplars(EXEMPLARS)
        # As outside a test, where no transaction runs while a page is read.
        for place in ("kept", "visibility"):
            keeping = patch(f"goodnews.core.{place}.may_be_kept", return_value=True)
            self.enterContext(keeping)
        print(f"\n{EXEMPLARS} exemplars, ms, queries, ms in the database")  # noqa: T201
        for query in QUERIES:
            address = url + query
            with CaptureQueriesContext(connection) as queries:
                counted = self.seconds(address)
            spent = min([self.seconds(address) for _ in range(TRIES - 1)], default=counted)
            asked = sum(float(each["time"]) for each in queries.captured_queries)
            print(f"{1000 * spent:8.0f} {len(queries):4} {1000 * asked:8.0f}  {address}")  # noqa: T201
            self.assertLessEqual(len(queries), 12)

    def seconds(self, address: str) -> float:
        began = time.perf_counter()
        self.assertEqual(self.client.get(address).status_code, 200)
        return time.perf_counter() - began
