from datetime import UTC, date, datetime, timedelta
from functools import partial
from io import StringIO

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TestCase

from goodnews.stats.figures import visit_figures
from goodnews.stats.models import (
    DailyPageViews,
    DailySalt,
    DailyVisitor,
    DailyVisits,
    PageSighting,
)
from goodnews.stats.services import add_to, record_view
from tests.concurrency import AtOnceTestCase, needs_postgresql

from .factories import CHROME, ZALO, live_page, page_below

# Saturday, 21 November 2026, 10:00 in Vietnam.
MORNING = datetime(2026, 11, 21, 3, tzinfo=UTC)
TODAY = date(2026, 11, 21)


class RecordViewTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.page = live_page()
        cls.other = page_below(cls.page)

    def read(self, page=None, *, address="203.0.113.7", user_agent=CHROME, now=MORNING):
        page = page or self.page
        return record_view(page_id=page.pk, address=address, user_agent=user_agent, now=now)

    def views(self, page=None):
        return DailyPageViews.objects.views_of([(page or self.page).pk])[(page or self.page).pk]

    def test_a_first_look_is_a_view_and_a_visit(self):
        recorded = self.read()
        self.assertTrue(recorded.is_view and recorded.is_visit)
        self.assertEqual(self.views(), 1)

    def test_a_reload_counts_nothing(self):
        self.read()
        for minutes in (0, 2, 300):
            cache.clear()
            recorded = self.read(now=MORNING + timedelta(minutes=minutes))
            self.assertFalse(recorded.is_view or recorded.is_visit)
        self.assertEqual(self.views(), 1)
        self.assertEqual(DailyVisits.objects.get().count, 1)

    def test_a_reload_within_the_minute_costs_no_query(self):
        self.read()
        with self.assertNumQueries(0):
            self.read()

    def test_another_page_is_a_view_of_the_same_visit(self):
        self.read()
        recorded = self.read(self.other)
        self.assertEqual((recorded.is_view, recorded.is_visit), (True, False))

    def test_another_reader_and_another_day_count(self):
        self.read()
        self.read(user_agent=ZALO)
        self.read(address="203.0.113.8")
        self.read(now=MORNING + timedelta(days=1))
        self.assertEqual(self.views(), 4)
        self.assertEqual(DailyVisits.objects.total(), 4)

    def test_the_day_is_that_of_vietnam(self):
        self.read(now=datetime(2026, 11, 20, 17, 30, tzinfo=UTC))
        self.assertEqual(DailyPageViews.objects.get().day, TODAY)

    def test_a_bot_counts_nothing(self):
        self.read(user_agent="Googlebot/2.1")
        self.assertEqual(self.views(), 0)
        self.assertEqual(DailySalt.objects.count(), 0)

    def test_an_address_that_is_no_page_is_a_visit_only(self):
        recorded = record_view(page_id=None, address="::1", user_agent=CHROME, now=MORNING)
        self.assertEqual((recorded.is_view, recorded.is_visit), (False, True))

    def test_a_new_day_forgets_the_visitors_and_keeps_the_counts(self):
        self.read()
        old_salt = DailySalt.objects.get().value
        self.read(now=MORNING + timedelta(days=1))
        self.assertNotEqual(DailySalt.objects.get().value, old_salt)
        self.assertEqual(DailyVisitor.objects.count(), 1)
        self.assertEqual(PageSighting.objects.count(), 1)
        self.assertEqual(self.views(), 2)

    def test_no_row_holds_the_address_or_the_browser(self):
        self.read()
        for model in (DailySalt, DailyVisitor, PageSighting, DailyPageViews, DailyVisits):
            for row in model.objects.values():
                self.assertNotIn("203.0.113.7", str(row))
                self.assertNotIn("Mozilla", str(row))

    def test_views_of_asks_once_for_many_pages(self):
        self.read()
        with self.assertNumQueries(1):
            views = DailyPageViews.objects.views_of([self.page.pk, self.other.pk])
        self.assertEqual(views, {self.page.pk: 1, self.other.pk: 0})

    def test_most_read_orders_by_views_then_page(self):
        for page, count in ((self.page, 3), (self.other, 3)):
            add_to(DailyPageViews, by=count, page_id=page.pk, day=TODAY)
        rows = DailyPageViews.objects.most_read(first=TODAY, last=TODAY)
        self.assertEqual([row["page_id"] for row in rows], [self.page.pk, self.other.pk])


class VisitFiguresTests(TestCase):
    def test_the_four_figures(self):
        for day, count in (
            (date(2026, 11, 15), 100),  # Sunday of the week before
            (date(2026, 11, 16), 20),  # Monday
            (TODAY, 5),
        ):
            DailyVisits.objects.create(day=day, count=count)
        for number, minutes in enumerate((0, 4, 5, 60)):
            DailyVisitor.objects.create(
                day=TODAY, visitor=str(number), last_seen_at=MORNING - timedelta(minutes=minutes)
            )
        self.assertEqual(
            visit_figures(now=MORNING), {"now": 2, "today": 5, "week": 25, "total": 125}
        )

    def test_nothing_yet_is_nought(self):
        self.assertEqual(visit_figures(now=MORNING), {"now": 0, "today": 0, "week": 0, "total": 0})


class PruneStatsTests(TestCase):
    def test_it_forgets_past_days_only(self):
        for day in (date(2020, 1, 1), date(2999, 1, 1)):
            DailySalt.objects.create(day=day, value="x")
        DailyVisits.objects.create(day=date(2020, 1, 1), count=7)
        out = StringIO()
        call_command("prune_stats", dry_run=True, stdout=out)
        self.assertIn("1 rows would be deleted", out.getvalue())
        self.assertEqual(DailySalt.objects.count(), 2)
        call_command("prune_stats", stdout=out)
        self.assertEqual(DailySalt.objects.get().day, date(2999, 1, 1))
        self.assertEqual(DailyVisits.objects.get().count, 7)


class ManyAtOnceTests(AtOnceTestCase):
    @needs_postgresql
    def test_two_thousand_views_at_once_are_two_thousand(self):
        page = live_page()

        def work(number):
            for step in range(200):
                record_view(
                    page_id=page.pk,
                    address=f"10.0.{number}.{step}",
                    user_agent=CHROME,
                    now=MORNING,
                )

        self.at_once([partial(work, number) for number in range(10)])
        self.assertEqual(DailyPageViews.objects.get().count, 2000)
        self.assertEqual(DailyVisits.objects.get().count, 2000)

    def test_one_reader_who_taps_twenty_times_at_once_is_one_view(self):
        page = live_page()

        def work():
            cache.clear()
            record_view(page_id=page.pk, address="10.0.0.1", user_agent=CHROME, now=MORNING)

        self.at_once([work] * (20 if connection.vendor == "postgresql" else 4))
        self.assertEqual(DailyPageViews.objects.get().count, 1)
        self.assertEqual(DailyVisits.objects.get().count, 1)
        self.assertEqual(DailySalt.objects.count(), 1)
