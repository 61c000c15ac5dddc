"""The reports beside the one by unit: by theme and time, gaps, decisions, what was read most."""

from datetime import date, timedelta
from io import BytesIO
from unittest import mock

from django.db import connection
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from goodnews.reports.by_theme import theme_table
from goodnews.reports.by_time import time_table
from goodnews.reports.calendar import gaps_table, last_run, longest_run
from goodnews.reports.decisions import decisions_table
from goodnews.reports.kinds import KINDS
from goodnews.reports.most_read import most_read_table
from goodnews.reports.tables import Asked, written
from goodnews.stats.days import Days
from goodnews.stats.metrics import metric_of
from goodnews.stats.models import DailyPageViews
from goodnews.stats.services import add_up_page_views, recount_metrics
from news.choices import Origin, StoryKind
from news.metrics import DECIDED, DECISION_SECONDS, PUBLISHED, PUBLISHED_BY_THEME, RETURNED
from news.models import StoryPage
from tests.accounts.factories import make_everybody
from tests.news.factories import make_many_stories, make_site, make_theme

from .factories import NOW, TODAY, counted, enter, make_tree

NOVEMBER = Days(date(2026, 11, 1), date(2026, 11, 30))
YEAR = Days(date(2026, 1, 1), date(2026, 12, 31))
START = date(2026, 1, 1)


class RunTests(SimpleTestCase):
    @given(st.lists(st.booleans(), max_size=60))
    def test_runs_are_those_that_a_person_would_count(self, kept):
        moments = [START + timedelta(days=n) for n in range(len(kept))]
        lit = frozenset(day for day, was_lit in zip(moments, kept, strict=True) if was_lit)
        text = "".join("x" if was_lit else " " for was_lit in kept)
        self.assertEqual(
            longest_run(moments, lit), max((len(run) for run in text.split()), default=0)
        )
        self.assertEqual(last_run(moments, lit), len(text) - len(text.rstrip("x")))

    def test_a_day_that_is_not_over_breaks_no_streak(self):
        days = [START, START + timedelta(days=1)]
        self.assertEqual(last_run(days, frozenset(days[:1]), open_at=days[1]), 1)


class WrittenTests(SimpleTestCase):
    def test_figures_are_written_as_vietnamese_do(self):
        cases = {1204: "1.204", 12: "12", 2.5: "2,5", None: "–", TODAY: "21/11/2026", "Xã": "Xã"}
        for figure, text in cases.items():
            with self.subTest(figure=figure):
                self.assertEqual(written(figure), text)


class TableTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.units = make_tree()

    def row(self, table, label: str) -> dict:
        rows = [*table.rows, table.totals]
        row = next(row for row in rows if row.label == label)
        keys = [column.key for column in table.columns]
        return dict(zip(keys, row.figures, strict=True))


class ThemeTests(TableTestCase):
    def test_a_story_of_two_themes_stands_in_both_lines_and_once_below(self):
        tree = make_site()
        work, school = make_theme("Lao động"), make_theme("Trường học")
        index = tree.stories
        both = make_many_stories(index, 2, units=[self.units["school"]], themes=[work, school])
        school.story_links.create(content_object_id=both[0])
        metrics = [metric_of(PUBLISHED), metric_of(PUBLISHED_BY_THEME)]
        recount_metrics(metrics=metrics, days=YEAR, now=NOW)
        for days in (NOVEMBER, Days(date(2026, 11, 2), TODAY)):
            with self.subTest(days=days):
                table = theme_table(Asked(days, self.units["commune"], TODAY))
                self.assertEqual(self.row(table, "Lao động")["total"], 1)
                self.assertEqual(self.row(table, "Trường học")["total"], 2)
                self.assertEqual(table.totals.figures[6], 2)
        elsewhere = theme_table(Asked(NOVEMBER, self.units["other"], TODAY))
        self.assertEqual(elsewhere.totals.figures[6], 0)
        self.assertTrue(elsewhere.empty)

    def test_stories_without_a_theme_and_of_a_theme_that_is_gone_are_named(self):
        enter(PUBLISHED_BY_THEME, self.units["other"], 2, dimension="0/good_news/share")
        enter(PUBLISHED_BY_THEME, self.units["other"], 3, dimension="987654/good_news/repost")
        enter(PUBLISHED, self.units["other"], 5)
        table = theme_table(Asked(NOVEMBER, None, TODAY))
        self.assertEqual(self.row(table, "Chưa gắn chủ đề")["good_news-share"], 2)
        gone = self.row(table, "Chủ đề đã xóa")
        self.assertEqual((gone["total"], gone["own"]), (3, 0))


class TimeTests(TableTestCase):
    def figures(self, days: Days, grain: str) -> dict:
        table = time_table(Asked(days, None, TODAY, grain))
        return {row.label: row.figures[6] for row in table.rows}

    def test_each_grain_holds_the_same_stories(self):
        enter(PUBLISHED, self.units["other"], 1, day=date(2026, 2, 28))
        enter(PUBLISHED, self.units["other"], 2, day=date(2026, 11, 1))
        enter(PUBLISHED, self.units["school"], 4, day=date(2026, 11, 30))
        months = self.figures(YEAR, "thang")
        self.assertEqual((len(months), months["02/2026"], months["11/2026"]), (12, 1, 6))
        quarters = self.figures(YEAR, "quy")
        self.assertEqual(list(quarters.values()), [1, 0, 0, 6])
        self.assertEqual(self.figures(YEAR, "nam"), {"2026": 7})
        days = self.figures(NOVEMBER, "")
        self.assertEqual((len(days), days["01/11/2026"], days["30/11/2026"]), (30, 2, 4))

    def test_a_month_that_the_period_cuts_off_holds_its_part_and_says_so(self):
        enter(PUBLISHED, self.units["other"], 1, day=date(2026, 10, 31))
        enter(PUBLISHED, self.units["other"], 2, day=date(2026, 11, 2))
        enter(PUBLISHED, self.units["other"], 4, day=date(2026, 11, 30))
        table = time_table(
            Asked(Days(date(2026, 10, 15), date(2026, 11, 29)), None, TODAY, "thang")
        )
        self.assertEqual([row.figures[6] for row in table.rows], [1, 2])
        self.assertIn("chỉ tính các ngày trong kỳ", " ".join(table.notes))


class GapTests(TableTestCase):
    def test_a_month_says_what_was_empty_and_the_longest_streak(self):
        for day in (1, 2, 3, 5, 6, 20):
            enter(PUBLISHED, self.units["other"], 1, day=date(2026, 11, day))
        table = gaps_table(Asked(Days(date(2026, 10, 1), date(2026, 12, 31)), None, TODAY))
        november = self.row(table, "11/2026")
        self.assertEqual(
            [november[f"days-{name}"] for name in ("due", "lit", "empty", "run")], [21, 6, 15, 3]
        )
        self.assertEqual([row.label for row in table.rows], ["10/2026", "11/2026"])
        self.assertEqual(table.totals.figures[0], 31 + 21)
        # Today is not over: the day before still counts.
        self.assertIn("1 ngày liên tiếp", " ".join(table.notes))

    def test_a_period_to_come_is_said_to_be_empty(self):
        table = gaps_table(Asked(Days(date(2027, 1, 1), date(2027, 1, 31)), None, TODAY))
        self.assertEqual((table.rows, bool(table.empty)), ([], True))


class DecisionTests(TableTestCase):
    def test_kinds_stand_apart_and_means_are_of_all_decisions(self):
        unit = self.units["other"]
        for dimension, count, hours in (("good_news/own", 3, 2), ("beautiful_story/own", 1, 10)):
            enter(DECIDED, unit, count, dimension=dimension)
            enter(DECISION_SECONDS, unit, count * hours * 3600, dimension=dimension)
        enter(RETURNED, unit, 1, dimension="good_news/own")
        row = self.row(decisions_table(Asked(NOVEMBER, None, TODAY)), unit.name)
        self.assertEqual((row["good_news-hours"], row["beautiful_story-hours"]), (2.0, 10.0))
        self.assertEqual((row["hours"], row["share"], row["decided"]), (4.0, 25.0, 4))


class MostReadTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.units = make_tree()
        cls.tree = make_site()
        cls.stories = make_many_stories(cls.tree.stories, 4, units=[cls.units["school"]])

    def read(self, number: int, day: date, count: int) -> None:
        DailyPageViews.objects.create(page_id=self.stories[number], day=day, count=count)
        add_up_page_views(days=Days(day, day), now=NOW)

    def titles(self, days=NOVEMBER, scope=None) -> list[tuple[str, int]]:
        table = most_read_table(Asked(days, scope, TODAY))
        return [(row.label, row.figures[-1]) for row in table.rows]

    def test_the_views_of_the_period_count_and_no_others(self):
        self.read(0, date(2026, 11, 1), 5)
        self.read(0, date(2026, 11, 30), 5)
        self.read(1, date(2026, 11, 2), 7)
        self.read(1, date(2026, 12, 1), 100)
        DailyPageViews.objects.create(page_id=self.tree.home.pk, day=TODAY, count=900)
        expected = [("Tin tốt số 0", 10), ("Tin tốt số 1", 7)]
        self.assertEqual(self.titles(), expected)
        self.assertEqual(self.titles(scope=self.units["commune"]), expected)
        self.assertEqual(self.titles(scope=self.units["other"]), [])

    def test_whole_months_are_as_old_as_the_ledger_and_other_days_of_this_moment(self):
        self.read(0, date(2026, 11, 1), 5)
        DailyPageViews.objects.filter(day=date(2026, 11, 1)).update(count=8)
        self.assertEqual(self.titles(), [("Tin tốt số 0", 5)])
        notes = most_read_table(Asked(NOVEMBER, None, TODAY)).notes
        self.assertTrue(any("12:00, 21/11/2026" in note for note in notes))
        days = Days(date(2026, 11, 1), date(2026, 11, 29))
        self.assertEqual(self.titles(days), [("Tin tốt số 0", 8)])
        self.assertEqual(len(most_read_table(Asked(days, None, TODAY)).notes), 1)
        add_up_page_views(days=days, now=NOW)
        self.assertEqual(self.titles(), [("Tin tốt số 0", 8)])

    def test_what_is_no_longer_public_is_not_named(self):
        self.read(2, TODAY, 9)
        StoryPage.objects.get(pk=self.stories[2]).unpublish()
        self.assertEqual(self.titles(), [])


class KindsTests(TestCase):
    """What holds of every report."""

    @classmethod
    def setUpTestData(cls):
        cls.people = make_everybody()
        cls.units = make_tree()
        User.objects.update(unit=cls.units["commune"])
        for kind in StoryKind:
            for origin in Origin:
                enter(PUBLISHED, cls.units["other"], 1204, dimension=f"{kind}/{origin}")
        counted()

    def setUp(self):
        patcher = mock.patch("django.utils.timezone.now", return_value=NOW)
        patcher.start()
        self.addCleanup(patcher.stop)
        self.client.force_login(self.people[Role.EDITOR])

    def test_each_is_shown_and_fetched_with_the_same_figures(self):
        for kind in KINDS:
            with self.subTest(kind=kind.name):
                page = self.client.get(reverse(f"reports:{kind.name}"))
                self.assertContains(page, str(kind.title))
                table = page.context["table"]
                file = self.client.get(reverse(f"reports:{kind.name}_xlsx"))
                sheet = load_workbook(BytesIO(file.content)).active
                self.assertEqual(sheet.cell(1, 1).value, str(kind.title))
                shown = [[row.label, *row.figures] for row in table.rows]
                for number, figures in enumerate(shown, start=7):
                    values = [sheet.cell(number, 2 + place).value for place in range(len(figures))]
                    self.assertEqual(values, figures)

    def test_no_two_columns_of_a_file_have_one_name(self):
        for kind in KINDS:
            with self.subTest(kind=kind.name):
                file = self.client.get(reverse(f"reports:{kind.name}_xlsx"))
                sheet = load_workbook(BytesIO(file.content)).active
                names = [cell.value for cell in sheet[5] if cell.value]
                self.assertEqual(len(names), len(set(names)), names)

    def test_faults_are_named_at_their_field_in_each(self):
        for kind in KINDS:
            with self.subTest(kind=kind.name):
                query = {"ky": "khoang", "tu": "30/02/2026", "den": "2026-11-30"}
                response = self.client.get(reverse(f"reports:{kind.name}"), query)
                self.assertEqual(list(response.context["form"].errors), ["tu"])
                self.assertNotIn("table", response.context)

    def test_lines_of_days_are_for_one_year_at_most(self):
        query = {"ky": "khoang", "tu": "2024-01-01", "den": "2026-11-30", "theo": "ngay"}
        response = self.client.get(reverse("reports:by_time"), query)
        self.assertEqual(list(response.context["form"].errors), ["theo"])
        for theo in ("\x00", "gio"):
            response = self.client.get(reverse("reports:by_time"), {"theo": theo})
            self.assertEqual(list(response.context["form"].errors), ["theo"])

    def test_a_reviewer_reads_no_other_unit_in_any(self):
        self.client.force_login(self.people[Role.REVIEWER])
        for kind in KINDS:
            with self.subTest(kind=kind.name):
                address = reverse(f"reports:{kind.name}")
                self.assertNotContains(self.client.get(address), "1.204")
                response = self.client.get(address, {"don_vi": self.units["other"].pk})
                self.assertEqual(list(response.context["form"].errors), ["don_vi"])

    def test_the_number_of_queries_does_not_grow_with_the_period(self):
        for kind in KINDS:
            with self.subTest(kind=kind.name):
                address = reverse(f"reports:{kind.name}")
                self.client.get(address)
                counts = []
                for period in ("2026-11", "2026"):
                    with CaptureQueriesContext(connection) as captured:
                        self.client.get(address, {"ky": period})
                    counts.append(len(captured))
                self.assertEqual(counts[0], counts[1])
                self.assertLessEqual(counts[0], 20)

    def test_the_period_goes_along_to_the_next_report(self):
        response = self.client.get(reverse("reports:by_time"), {"ky": "2026-q4", "theo": "thang"})
        self.assertContains(response, f'href="{reverse("reports:gaps")}?ky=2026-q4"')
