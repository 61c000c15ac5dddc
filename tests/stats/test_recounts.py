"""The ledger: counted from its sources, whatever it held before."""

from datetime import UTC, date, datetime
from io import StringIO

from django.core.management import CommandError, call_command
from django.db.models import BigIntegerField, Count, F, Value
from django.db.models.functions import Cast
from django.test import SimpleTestCase, TestCase

from goodnews.stats.days import Days
from goodnews.stats.metrics import (
    Metric,
    all_metrics,
    forget_metric,
    metric_of,
    register_metric,
)
from goodnews.stats.models import DailyVisits, MetricCount, MetricMonth, MetricValue
from goodnews.stats.services import recount_metrics
from tests.concurrency import AtOnceTestCase, needs_postgresql

# Noon of 21 November 2026 in Viet Nam.
NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)
NOVEMBER = Days(date(2026, 11, 1), date(2026, 11, 30))
CODE = "tests.visits"


def visit_rows(days: Days):
    """Count the rows of visits by day; the source needs no room above this one."""
    return (
        DailyVisits.objects.filter(day__gte=days.first, day__lte=days.last)
        .annotate(unit_id=Cast(None, BigIntegerField()), dimension=Value("all"))
        .values("unit_id", "day", "dimension")
        .annotate(value=F("count"))
        .values_list("unit_id", "day", "dimension", "value")
    )


VISITS = Metric(CODE, "Lượt truy cập", "lượt", visit_rows)


def recount(days=NOVEMBER, **options):
    return recount_metrics(metrics=[VISITS], days=days, now=NOW, **options)[0]


def ledger():
    rows = MetricValue.objects.order_by("day", "pk")
    return list(rows.values_list("metric", "unit", "day", "dimension", "value"))


class DaysTests(SimpleTestCase):
    def test_a_day_begins_at_midnight_in_viet_nam(self):
        day = Days(date(2026, 11, 21), date(2026, 11, 21))
        self.assertEqual(day.begins_at, datetime(2026, 11, 20, 17, tzinfo=UTC))
        self.assertEqual(day.ends_at, datetime(2026, 11, 21, 17, tzinfo=UTC))
        self.assertEqual(len(day), 1)

    def test_days_are_cut_at_the_ends_of_months(self):
        days = Days(date(2026, 11, 20), date(2027, 1, 3))
        cut = [(part.first, part.last) for part in days.by_month()]
        expected = [
            (date(2026, 11, 20), date(2026, 11, 30)),
            (date(2026, 12, 1), date(2026, 12, 31)),
            (date(2027, 1, 1), date(2027, 1, 3)),
        ]
        self.assertEqual(cut, expected)

    def test_days_turned_round_and_days_beyond_the_calendar_are_refused(self):
        for first, last in (
            (date(2026, 2, 2), date(2026, 2, 1)),
            (date(1931, 3, 26), date(2026, 2, 1)),
            (date(2026, 2, 1), date(2190, 1, 1)),
        ):
            with self.subTest(first=first, last=last), self.assertRaises(ValueError):
                Days(first, last)


class RegistryTests(SimpleTestCase):
    def test_a_code_is_taken_once(self):
        register_metric(VISITS)
        self.addCleanup(forget_metric, CODE)
        self.assertIs(metric_of(CODE), VISITS)
        with self.assertRaises(ValueError):
            register_metric(VISITS)

    def test_the_newsroom_has_registered_what_it_counts(self):
        codes = {metric.code for metric in all_metrics()}
        expected = {"news.published", "news.returned", "news.decided", "news.decision_seconds"}
        self.assertLessEqual(expected | {"desk.submitted"}, codes)


class RecountTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        DailyVisits.objects.create(day=date(2026, 10, 31), count=3)
        DailyVisits.objects.create(day=date(2026, 11, 1), count=5)
        DailyVisits.objects.create(day=date(2026, 11, 30), count=7)

    def test_the_ledger_says_what_the_source_says(self):
        result = recount()
        expected = [
            (CODE, None, date(2026, 11, 1), "all", 5),
            (CODE, None, date(2026, 11, 30), "all", 7),
        ]
        self.assertEqual(ledger(), expected)
        self.assertEqual((result.before.total, result.after.rows, result.after.total), (0, 2, 12))
        self.assertEqual(MetricCount.objects.get().counted_at, NOW)

    def test_counting_again_changes_nothing(self):
        recount()
        before = ledger()
        result = recount()
        self.assertEqual(ledger(), before)
        self.assertEqual(result.before, result.after)

    def test_a_month_holds_the_sum_of_its_days_even_if_only_some_are_counted(self):
        recount()
        DailyVisits.objects.filter(day=date(2026, 11, 1)).update(count=6)
        recount(Days(date(2026, 11, 1), date(2026, 11, 2)))
        months = MetricMonth.objects.values_list("metric", "month", "dimension", "value")
        self.assertEqual(list(months), [(CODE, date(2026, 11, 1), "all", 13)])

    def test_what_left_the_source_leaves_the_ledger(self):
        recount()
        DailyVisits.objects.filter(day=date(2026, 11, 1)).delete()
        recount()
        self.assertEqual([row[2] for row in ledger()], [date(2026, 11, 30)])

    def test_days_outside_the_period_and_other_metrics_stay(self):
        recount(Days(date(2026, 10, 1), date(2026, 11, 30)))
        MetricValue.objects.create(metric="tests.other", day=date(2026, 11, 1), value=1)
        DailyVisits.objects.all().delete()
        recount()
        left = [(row[0], row[2]) for row in ledger()]
        expected = [(CODE, date(2026, 10, 31)), ("tests.other", date(2026, 11, 1))]
        self.assertEqual(left, expected)

    def test_a_dry_run_counts_and_writes_nothing(self):
        result = recount(is_dry_run=True)
        self.assertEqual(result.after.total, 12)
        self.assertEqual(ledger(), [])
        self.assertFalse(MetricCount.objects.exists())

    def test_an_empty_source_empties_the_ledger(self):
        recount()
        empty = Metric(CODE, "", "", lambda days: visit_rows(days).none())
        recount_metrics(metrics=[empty], days=NOVEMBER, now=NOW)
        self.assertEqual(ledger(), [])

    def test_columns_in_another_order_are_refused(self):
        def rows(days):
            return visit_rows(days).values_list("day", "unit_id", "dimension", "value")

        with self.assertRaises(ValueError):
            recount_metrics(metrics=[Metric(CODE, "", "", rows)], days=NOVEMBER, now=NOW)


class CommandTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        DailyVisits.objects.create(day=date(2026, 11, 1), count=5)

    def setUp(self):
        register_metric(VISITS)
        self.addCleanup(forget_metric, CODE)

    def run_command(self, *arguments) -> str:
        out = StringIO()
        call_command("recount_metrics", *arguments, stdout=out)
        return out.getvalue()

    def test_it_says_what_it_did(self):
        said = self.run_command("--from", "2026-11-01", "--to", "2026-11-30")
        self.assertIn(f"{CODE}: 0 rows of 0 became 1 rows of 5.", said)
        self.assertEqual(len(ledger()), 1)

    def test_a_dry_run_only_says_so(self):
        said = self.run_command("--from", "2026-11-01", "--to", "2026-11-30", "--dry-run")
        self.assertIn(f"{CODE}: 0 rows of 0 would become 1 rows of 5.", said)
        self.assertEqual(ledger(), [])

    def test_wrong_days_are_refused(self):
        for arguments in (
            ("--from", "2026-11-30", "--to", "2026-11-01"),
            ("--from", "2026-02-30"),
            ("--from", "\x00"),
            ("--to", "9999-12-31"),
            ("--last-days", "0"),
            ("--last-days", "99999999999"),
            ("--last-days", "3", "--from", "2026-11-01"),
        ):
            with self.subTest(arguments=arguments), self.assertRaises(CommandError):
                self.run_command(*arguments)


@needs_postgresql
class RecountAtOnceTests(AtOnceTestCase):
    def test_several_recounts_at_once_leave_one_ledger(self):
        for day in range(1, 31):
            DailyVisits.objects.create(day=date(2026, 11, day), count=day)
        self.at_once([recount] * 6)
        self.assertEqual(sum(row[4] for row in ledger()), 465)
        self.assertEqual(MetricValue.objects.aggregate(n=Count("pk"))["n"], 30)
