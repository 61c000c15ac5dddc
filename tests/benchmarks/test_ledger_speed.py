"""How long the ledger takes to count a year: printed, not asserted.

LEDGER_STORIES=200000 DATABASE_URL=postgres://… uv run pytest -s tests/benchmarks/test_ledger_speed.py
"""

import os
import time
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Quota
from goodnews.stats.days import Days
from goodnews.stats.metrics import all_metrics
from goodnews.stats.services import add_up_page_views, recount_metrics
from tests.accounts.factories import make_user

from .year import make_views, make_year

STORIES = int(os.environ.get("LEDGER_STORIES", "60"))
# Once is enough to see that it still runs.
TRIES = 4 if "LEDGER_STORIES" in os.environ else 1
NOW = datetime(2026, 12, 31, 5, tzinfo=UTC)
YEAR = Days(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="written for PostgreSQL")
class LedgerSpeedTests(TestCase):
    def test_print_the_time_of_a_recount_and_of_the_reports(self):
        with connection.cursor() as cursor:
            # The data of a year is written, and checked at the end, by single statements.
            cursor.execute("SET LOCAL statement_timeout = 0")
        owner = make_user("owner", is_superuser=True, is_staff=True)
        make_year(STORIES, owner=owner)
        print(f"\n{STORIES} stories, one year, seconds:")  # noqa: T201
        whole = 0.0
        for metric in all_metrics():
            began = time.perf_counter()
            result = recount_metrics(metrics=[metric], days=YEAR, now=NOW)[0]
            spent = time.perf_counter() - began
            whole += spent
            print(f"{spent:8.2f}  {metric.code} ({result.after.rows} rows of {result.after.total})")  # noqa: T201
        print(f"{whole:8.2f}  all of it")  # noqa: T201
        make_views()
        began = time.perf_counter()
        add_up_page_views(days=YEAR, now=NOW)
        print(f"{time.perf_counter() - began:8.2f}  views of pages by month")  # noqa: T201
        with connection.cursor() as cursor:
            tables = "stats_metricvalue, stats_metricmonth, stats_monthlypageviews, units_unit"
            cursor.execute(f"ANALYZE {tables}")
        self.client.force_login(owner)
        values = {"countable": "news.good_news", "valid_from": YEAR.first}
        Quota.objects.create(unit_kind="province", number=1, period="day", **values)
        Quota.objects.create(unit_kind="commune", number=4, period="month", **values)
        for name in ("by_unit", "most_read"):
            self.print_report(name)

    def print_report(self, name: str) -> None:
        print(f"the report {name}, milliseconds, queries:")  # noqa: T201
        for period in ("2026-11", "2026-q4", "2026"):
            address = f"{reverse(f'reports:{name}')}?ky={period}"
            with CaptureQueriesContext(connection) as queries:
                counted = self.seconds(address)
            spent = min([self.seconds(address) for _ in range(TRIES - 1)], default=counted)
            asked = sum(float(query["time"]) for query in queries.captured_queries)
            print(f"{1000 * spent:8.0f}  {period} ({len(queries)} queries: {1000 * asked:.0f} ms)")  # noqa: T201

    def seconds(self, address: str) -> float:
        began = time.perf_counter()
        self.assertEqual(self.client.get(address).status_code, 200)
        return time.perf_counter() - began
