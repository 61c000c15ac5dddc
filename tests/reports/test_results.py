"""The figures of the report by unit."""

from datetime import date

from django.test import SimpleTestCase, TestCase

from campaigns.models import Quota
from goodnews.reports.periods import parse_period, recent_months, recent_quarters
from goodnews.reports.results import unit_report, unit_table
from goodnews.reports.tables import Asked
from goodnews.stats.days import Days
from goodnews.units.choices import UnitKind
from news.desk.metrics import SUBMITTED
from news.metrics import DECIDED, DECISION_SECONDS, PUBLISHED, RETURNED
from tests.units.factories import make_unit

from .factories import FIRST, TODAY, counted, enter, make_tree

NOVEMBER = Days(FIRST, date(2026, 11, 30))


class PeriodTests(SimpleTestCase):
    def test_months_quarters_and_years_have_their_days(self):
        cases = {
            "2026-11": (date(2026, 11, 1), date(2026, 11, 30)),
            "2024-02": (date(2024, 2, 1), date(2024, 2, 29)),
            "2026-q4": (date(2026, 10, 1), date(2026, 12, 31)),
            "2026": (date(2026, 1, 1), date(2026, 12, 31)),
        }
        for key, expected in cases.items():
            with self.subTest(key=key):
                days = parse_period(key).days
                self.assertEqual((days.first, days.last), expected)

    def test_what_is_no_period_is_refused(self):
        for key in ("", "2026-13", "2026-q5", "1931", "9999-01", "2026-1", "\x00", "٢٠٢٦"):
            with self.subTest(key=key), self.assertRaises(ValueError):
                parse_period(key)

    def test_the_lists_go_back_over_the_turn_of_the_year(self):
        self.assertEqual(list(recent_months(date(2026, 1, 31)))[:2], ["2026-01", "2025-12"])
        self.assertEqual(list(recent_quarters(date(2026, 1, 31)))[:2], ["2026-q1", "2025-q4"])


class UnitReportTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.units = make_tree()
        counted()

    def report(self, *, scope=None, days=NOVEMBER):
        return unit_report(Asked(days, scope, TODAY))

    def row(self, report, name: str):
        return next(row for row in report.rows if row.label == name)

    def test_a_row_holds_its_whole_branch_and_the_rows_add_up(self):
        enter(PUBLISHED, self.units["province"], 1)
        enter(PUBLISHED, self.units["commune"], 2)
        enter(PUBLISHED, self.units["school"], 4)
        enter(PUBLISHED, self.units["other"], 8)
        report = self.report()
        expected = [
            ("Tỉnh Đoàn Minh Họa (riêng)", 1),
            ("Xã Nậm Pung", 6),
            ("Phường Cam Đường", 8),
        ]
        self.assertEqual([(row.label, row.total) for row in report.rows], expected)
        self.assertEqual(report.totals.total, 15)

    def test_a_branch_opens_into_its_own_units(self):
        enter(PUBLISHED, self.units["commune"], 2)
        enter(PUBLISHED, self.units["school"], 4)
        enter(PUBLISHED, self.units["other"], 8)
        report = self.report(scope=self.units["commune"])
        expected = [("Xã Nậm Pung (riêng)", 2), ("Trường THPT Nậm Pung", 4)]
        self.assertEqual([(row.label, row.total) for row in report.rows], expected)

    def test_own_reposts_and_shares_stand_apart(self):
        unit = self.units["other"]
        for dimension, value in (
            ("good_news/own", 1),
            ("good_news/repost", 2),
            ("good_news/share", 4),
            ("beautiful_story/own", 8),
            ("beautiful_story/repost", 16),
            ("beautiful_story/share", 32),
        ):
            enter(PUBLISHED, unit, value, dimension=dimension)
        report = self.report()
        figures = report.figures_of(self.row(report, unit.name))
        self.assertEqual(figures[:8], [1, 2, 4, 8, 16, 32, 63, 45])

    def test_submissions_returns_and_the_mean_time_to_decision(self):
        unit = self.units["other"]
        enter(SUBMITTED, unit, 5)
        enter(RETURNED, unit, 2)
        enter(DECIDED, unit, 4)
        enter(DECISION_SECONDS, unit, 4 * 5400)
        enter(DECIDED, self.units["commune"], 1)
        enter(DECISION_SECONDS, self.units["commune"], 10 * 3600)
        report = self.report()
        self.assertEqual(report.figures_of(self.row(report, unit.name))[8:], [5, 2, 1.5])
        # Of all decisions, not of the two means.
        self.assertEqual(report.totals.mean_hours, 3.2)
        self.assertIsNone(self.row(report, "Tỉnh Đoàn Minh Họa (riêng)").mean_hours)

    def test_other_days_count_nothing(self):
        enter(PUBLISHED, self.units["other"], 1, day=date(2026, 10, 31))
        enter(PUBLISHED, self.units["other"], 1, day=date(2026, 12, 1))
        self.assertTrue(self.report().totals.is_empty)

    def test_part_of_a_month_is_read_day_by_day(self):
        for day in (1, 15, 30):
            enter(PUBLISHED, self.units["other"], day, day=date(2026, 11, day))
        part = self.report(days=Days(date(2026, 11, 2), date(2026, 11, 30)))
        self.assertEqual(part.totals.total, 45)
        self.assertEqual(self.report().totals.total, 46)

    def test_a_unit_that_sent_nothing_is_named_and_one_that_had_ended_is_not(self):
        province = self.units["province"]
        make_unit("Huyện Cũ", parent=province, valid_to=date(2025, 6, 30))
        old = make_unit("Huyện Xưa", parent=province, valid_to=date(2025, 6, 30))
        enter(PUBLISHED, old, 1)
        labels = [row.label for row in self.report().rows]
        self.assertIn("Phường Cam Đường", labels)
        self.assertNotIn("Huyện Cũ", labels)
        self.assertIn("Huyện Xưa", labels)

    def test_what_belongs_to_no_unit_is_counted_once_and_only_in_the_whole(self):
        enter(PUBLISHED, None, 3)
        report = self.report()
        self.assertEqual(
            (report.rows[-1].label, report.rows[-1].total), ("Không thuộc đơn vị nào", 3)
        )
        self.assertEqual(report.totals.total, 3)
        self.assertEqual(self.report(scope=self.units["province"]).totals.total, 0)

    def test_gaps_are_the_days_and_weeks_gone_by_without_their_story(self):
        for day in range(1, 21):
            if day != 7:
                enter(PUBLISHED, self.units["other"], 1, day=date(2026, 11, day))
        # The week of 26 October ends in November; its story came before the month began.
        week = {"dimension": "beautiful_story/own"}
        enter(PUBLISHED, self.units["other"], 1, day=date(2026, 10, 28), **week)
        enter(PUBLISHED, self.units["other"], 1, day=date(2026, 11, 15), **week)
        calendar = self.report().calendar
        self.assertEqual(calendar.empty_days, [date(2026, 11, 7), TODAY])
        self.assertEqual(len(calendar.due_days), 21)
        self.assertEqual(calendar.empty_weeks, [date(2026, 11, 2)])
        self.assertEqual(len(calendar.due_weeks), 3)

    def test_a_period_to_come_has_no_gaps(self):
        calendar = self.report(days=Days(date(2027, 1, 1), date(2027, 1, 31))).calendar
        self.assertEqual((calendar.due_days, calendar.due_weeks), ([], []))

    def test_the_report_says_how_old_its_figures_are(self):
        self.assertIn("Tính lúc 12:00, 21/11/2026.", unit_table(Asked(NOVEMBER, None, TODAY)).notes)

    def test_quotas_stand_in_the_rows_and_that_of_the_top_above_them(self):
        values = {"countable": "news.good_news", "valid_from": date(2026, 1, 1)}
        commune, province = UnitKind.COMMUNE, UnitKind.PROVINCE
        Quota.objects.create(unit_kind=commune, number=4, period="month", **values)
        Quota.objects.create(unit_kind=province, number=1, period="day", **values)
        enter(PUBLISHED, self.units["school"], 3, day=TODAY)
        report = self.report()
        row = self.row(report, "Xã Nậm Pung")
        self.assertEqual(report.figures_of(row)[-4:], [4, 3, 1, 0])
        self.assertEqual(report.figures_of(report.totals)[-4:], [4, 3, 1, None])
        ward = self.row(report, "Phường Cam Đường")
        self.assertEqual(report.figures_of(ward)[-4:], [None] * 4)
        self.assertEqual(
            report.totals.label, "Tổng cộng (định mức chưa gồm của Tỉnh Đoàn Minh Họa)"
        )

    def test_the_line_of_the_top_holds_for_each_length_of_period(self):
        quota = Quota.objects.create(
            countable="news.good_news",
            valid_from=date(2026, 1, 1),
            unit_kind=UnitKind.PROVINCE,
            number=1,
            period="day",
        )
        for day in (*range(1, 5), *range(6, 22)):
            enter(PUBLISHED, self.units["school"], 2, day=date(2026, 11, day))
        expected = {
            "day": "20 trên 21 ngày đạt định mức, 16 ngày đạt liên tục; giao 21, có 40, "
            "còn thiếu 1 (tính riêng từng ngày",
            "week": "3 trên 3 tuần đạt định mức, 4 tuần đạt liên tục; giao 3, có 38, "
            "còn thiếu 0 (tính riêng từng tuần",
            "month": "1 trên 1 tháng đạt định mức, 1 tháng đạt liên tục; giao 1, có 40, "
            "còn thiếu 0 (tính riêng từng tháng",
        }
        for period, words in expected.items():
            Quota.objects.filter(pk=quota.pk).update(period=period)
            with self.subTest(period=period):
                notes = " ".join(unit_table(Asked(NOVEMBER, None, TODAY)).notes)
                self.assertIn(words, notes)
                self.assertEqual(self.report().totals.label, "Tổng cộng")

    def test_the_number_of_queries_does_not_grow(self):
        with self.assertNumQueries(4):
            self.report()
        for number in range(30):
            unit = make_unit(f"Xã số {number}", parent=self.units["province"])
            enter(PUBLISHED, unit, 1)
        with self.assertNumQueries(4):
            self.report()
