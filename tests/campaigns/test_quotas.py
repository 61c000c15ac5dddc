"""Quotas: who is asked for what, and how far everybody is."""

from datetime import UTC, date, datetime
from functools import partial
from unittest import mock

from django.db import IntegrityError, transaction
from django.test import SimpleTestCase, TestCase
from django.urls import reverse

from campaigns.models import Quota
from campaigns.quotas.choices import QuotaPeriod
from campaigns.quotas.errors import OverlappingQuotaError
from campaigns.quotas.periods import period_end, period_start, starts_between, streak
from campaigns.quotas.progress import quota_progress
from campaigns.quotas.services import save_quota
from goodnews.accounts.roles import Role
from goodnews.stats.days import Days
from goodnews.stats.models import MetricValue
from goodnews.stats.services import add_up_month
from goodnews.units.choices import UnitKind
from goodnews.units.models import Unit
from tests.accounts.factories import make_everybody
from tests.concurrency import AtOnceTestCase, needs_postgresql
from tests.units.factories import make_unit

# Noon of Saturday, 21 November 2026 in Viet Nam.
NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)
TODAY = date(2026, 11, 21)
NEW_YEAR = date(2026, 1, 1)
NOVEMBER = Days(date(2026, 11, 1), date(2026, 11, 30))
GOOD_NEWS = "news.good_news"


def make_quota(**values) -> Quota:
    """Return a quota of four pieces of good news a month for every commune, from 1 January."""
    defaults = {
        "countable": GOOD_NEWS,
        "number": 4,
        "period": QuotaPeriod.MONTH,
        "valid_from": NEW_YEAR,
    }
    if "unit" not in values:
        defaults["unit_kind"] = UnitKind.COMMUNE
    return save_quota(quota=Quota(**{**defaults, **values}))


def publish(unit: Unit, day: date, count: int = 1, *, dimension: str = "good_news/own") -> None:
    """Write stories into the ledger."""
    MetricValue.objects.create(
        metric="news.published", unit=unit, day=day, dimension=dimension, value=count
    )
    add_up_month(metric="news.published", day=day)


class PeriodTests(SimpleTestCase):
    def test_periods_begin_and_end(self):
        cases = {
            QuotaPeriod.DAY: (TODAY, TODAY),
            QuotaPeriod.WEEK: (date(2026, 11, 16), date(2026, 11, 22)),
            QuotaPeriod.MONTH: (date(2026, 11, 1), date(2026, 11, 30)),
            QuotaPeriod.QUARTER: (date(2026, 10, 1), date(2026, 12, 31)),
        }
        for period, expected in cases.items():
            with self.subTest(period=period):
                start = period_start(period, TODAY)
                self.assertEqual((start, period_end(period, start)), expected)

    def test_a_period_that_began_before_is_not_among_those_that_begin(self):
        starts = starts_between(QuotaPeriod.WEEK, date(2026, 11, 3), date(2026, 11, 16))
        self.assertEqual(list(starts), [date(2026, 11, 9), date(2026, 11, 16)])

    def test_a_streak_ends_at_a_miss_but_not_at_what_is_not_over(self):
        cases = (
            ([], True, 0),
            ([True, False, True, True], False, 2),
            ([True, True, False], False, 0),
            ([True, True, False], True, 2),
            ([True, True], True, 2),
        )
        for kept, is_last_open, expected in cases:
            with self.subTest(kept=kept, is_last_open=is_last_open):
                self.assertEqual(streak(kept, is_last_open=is_last_open), expected)


class TreeTestCase(TestCase):
    """A province with two communes and a school below the first."""

    @classmethod
    def setUpTestData(cls):
        cls.province = make_unit()
        cls.commune = make_unit("Xã Nậm Pung", parent=cls.province)
        cls.other = make_unit("Xã Bản Liền", parent=cls.province)
        cls.school = make_unit("Trường Nậm Pung", parent=cls.commune, kind=UnitKind.SCHOOL)

    def progress(self, unit: Unit, *, days=NOVEMBER, today=TODAY, countable=GOOD_NEWS):
        units = Unit.objects.all()
        found = quota_progress(units=units, days=days, today=today).get(unit.pk, {})
        return found.get(countable)

    def figures(self, unit: Unit, **options) -> tuple:
        found = self.progress(unit, **options)
        return (found.wanted, found.done, found.missing, found.streak)


class ProgressTests(TreeTestCase):
    def test_a_unit_is_credited_with_what_stands_below_it(self):
        make_quota()
        publish(self.commune, date(2026, 11, 2), 1)
        publish(self.school, date(2026, 11, 3), 2)
        publish(self.other, date(2026, 11, 3), 4)
        self.assertEqual(self.figures(self.commune), (4, 3, 1, 0))
        self.assertEqual(self.figures(self.other), (4, 4, 0, 1))
        self.assertIsNone(self.progress(self.school))

    def test_reposts_and_other_kinds_fill_nothing(self):
        make_quota()
        publish(self.commune, TODAY, 3, dimension="good_news/repost")
        publish(self.commune, TODAY, 5, dimension="beautiful_story/own")
        publish(self.commune, TODAY, 2, dimension="good_news/share")
        self.assertEqual(self.figures(self.commune), (4, 2, 2, 0))

    def test_one_rich_month_pays_for_no_other(self):
        make_quota()
        publish(self.commune, date(2026, 10, 5), 10)
        autumn = Days(date(2026, 10, 1), date(2026, 11, 30))
        self.assertEqual(self.figures(self.commune, days=autumn), (8, 10, 4, 1))

    def test_the_streak_goes_on_while_the_month_is_not_over(self):
        make_quota()
        for month in (7, 9, 10):
            publish(self.commune, date(2026, month, 5), 4)
        self.assertEqual(self.figures(self.commune)[3], 2)
        self.assertEqual(self.figures(self.commune, today=date(2026, 12, 1))[3], 0)

    def test_the_own_quota_stands_in_place_of_that_of_the_kind(self):
        make_quota()
        make_quota(unit=self.commune, number=2, valid_from=date(2026, 11, 1))
        publish(self.commune, date(2026, 10, 5), 3)
        publish(self.commune, TODAY, 2)
        self.assertEqual(self.figures(self.commune), (2, 2, 0, 1))
        october = Days(date(2026, 10, 1), date(2026, 10, 31))
        self.assertEqual(self.figures(self.commune, days=october)[:3], (4, 3, 1))

    def test_only_whole_periods_of_a_quota_count(self):
        make_quota(valid_from=date(2026, 10, 2), valid_to=date(2026, 11, 29))
        self.assertIsNone(self.progress(self.commune))
        autumn = Days(date(2026, 10, 1), date(2026, 12, 31))
        self.assertIsNone(self.progress(self.commune, days=autumn))

    def test_one_a_day_for_the_province_is_everybodys_work(self):
        make_quota(unit_kind=UnitKind.PROVINCE, number=1, period=QuotaPeriod.DAY)
        for day in (1, 2, 4, 18, 19, 20):
            publish(self.school, date(2026, 11, day), 2 if day == 4 else 1)
        self.assertEqual(self.figures(self.province), (21, 7, 15, 3))

    def test_a_week_belongs_to_the_month_in_which_it_begins(self):
        make_quota(number=1, period=QuotaPeriod.WEEK)
        november = Days(date(2026, 11, 1), date(2026, 11, 30))
        publish(self.commune, date(2026, 11, 1))
        publish(self.commune, date(2026, 12, 2))
        # Mondays: 2, 9, 16, 23 and 30 November; the last week ends in December.
        figures = self.figures(self.commune, days=november, today=date(2026, 12, 31))
        self.assertEqual(figures, (5, 1, 4, 1))

    def test_a_quarter_is_summed_from_its_months(self):
        make_quota(number=10, period=QuotaPeriod.QUARTER)
        for month in (9, 10, 11, 12):
            publish(self.commune, date(2026, month, 30), month)
        quarter = Days(date(2026, 10, 1), date(2026, 12, 31))
        figures = self.figures(self.commune, days=quarter, today=date(2026, 12, 31))
        self.assertEqual(figures[:3], (10, 33, 0))

    def test_nothing_is_asked_in_days_to_come(self):
        make_quota()
        december = Days(date(2026, 12, 1), date(2026, 12, 31))
        self.assertIsNone(self.progress(self.commune, days=december))

    def test_a_metric_without_dimensions_counts_whole(self):
        make_quota(countable="desk.submissions", number=3)
        for dimension, value in (("good_news/own", 1), ("beautiful_story/repost", 1)):
            MetricValue.objects.create(
                metric="desk.submitted",
                unit=self.commune,
                day=TODAY,
                dimension=dimension,
                value=value,
            )
        add_up_month(metric="desk.submitted", day=TODAY)
        found = self.figures(self.commune, countable="desk.submissions")
        self.assertEqual(found, (3, 2, 1, 0))

    def test_the_number_of_queries_does_not_grow(self):
        make_quota()
        make_quota(unit_kind=UnitKind.PROVINCE, number=1, period=QuotaPeriod.DAY)
        units = list(Unit.objects.all())
        with self.assertNumQueries(4):
            quota_progress(units=units, days=NOVEMBER, today=TODAY)
        for number in range(30):
            publish(make_unit(f"Xã số {number}", parent=self.province), TODAY)
        units = list(Unit.objects.all())
        with self.assertNumQueries(4):
            found = quota_progress(units=units, days=NOVEMBER, today=TODAY)
        self.assertEqual(len(found), 33)

    def test_without_quotas_the_ledger_is_not_asked(self):
        with self.assertNumQueries(1):
            quota_progress(units=[self.commune], days=NOVEMBER, today=TODAY)


class SaveQuotaTests(TreeTestCase):
    def test_the_same_is_not_asked_twice_in_the_same_days(self):
        make_quota(valid_to=date(2026, 6, 30))
        make_quota(valid_from=date(2026, 7, 1))
        make_quota(countable="news.beautiful_stories")
        make_quota(unit_kind=UnitKind.WARD)
        make_quota(unit=self.commune)
        for values in (
            {"valid_from": date(2026, 6, 30), "valid_to": date(2026, 6, 30)},
            {"valid_from": date(2027, 1, 1)},
            {"valid_from": date(2025, 1, 1)},
            {"period": QuotaPeriod.WEEK},
            {"unit": self.commune, "valid_from": date(2026, 7, 1)},
        ):
            with self.subTest(values=values), self.assertRaises(OverlappingQuotaError):
                make_quota(**values)

    def test_a_quota_may_be_saved_again(self):
        quota = make_quota()
        quota.valid_to = date(2026, 12, 31)
        save_quota(quota=quota)
        self.assertEqual(Quota.objects.get().valid_to, date(2026, 12, 31))

    def test_the_database_refuses_what_makes_no_sense(self):
        values = {"countable": GOOD_NEWS, "period": QuotaPeriod.MONTH, "valid_from": NEW_YEAR}
        for wrong in (
            {"number": 1},
            {"number": 1, "unit": self.commune, "unit_kind": UnitKind.COMMUNE},
            {"number": 0, "unit": self.commune},
            {"number": 1, "unit": self.commune, "valid_to": date(2025, 12, 31)},
        ):
            with (
                self.subTest(wrong=wrong),
                self.assertRaises(IntegrityError),
                transaction.atomic(),
            ):
                Quota.objects.create(**{**values, **wrong})


class AdminTests(TreeTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.people = make_everybody(unit=cls.province)

    def setUp(self):
        patcher = mock.patch("django.utils.timezone.now", return_value=NOW)
        patcher.start()
        self.addCleanup(patcher.stop)
        self.client.force_login(self.people[Role.EDITOR])

    def post(self, **values):
        data = {
            "countable": GOOD_NEWS,
            "unit_kind": "commune",
            "number": "4",
            "period": "month",
            "valid_from": "01/01/2026",
            **values,
        }
        return self.client.post(reverse("quotas:add"), data)

    def test_an_editor_sets_a_quota_and_ends_it(self):
        self.assertRedirects(self.post(), reverse("quotas:index"))
        quota = Quota.objects.get()
        self.assertContains(self.client.get(reverse("quotas:index")), "01/01/2026")
        address = reverse("quotas:edit", args=[quota.pk])
        self.assertContains(self.client.get(address), "xã")
        data = {
            "countable": GOOD_NEWS,
            "unit_kind": "commune",
            "number": "4",
            "period": "month",
            "valid_from": "01/01/2026",
            "valid_to": "31/12/2026",
        }
        self.assertRedirects(self.client.post(address, data), reverse("quotas:index"))
        quota.refresh_from_db()
        self.assertEqual(quota.valid_to, date(2026, 12, 31))

    def test_faults_are_named_at_their_field_and_nothing_typed_is_lost(self):
        make_quota(unit_kind=UnitKind.SCHOOL)
        cases = (
            ("unit_kind", {"unit_kind": ""}),
            ("unit", {"unit": self.commune.pk}),
            ("unit", {"unit_kind": "", "unit": "\x00"}),
            ("unit", {"unit_kind": "", "unit": "9" * 400}),
            ("number", {"number": "0"}),
            ("number", {"number": "-1"}),
            ("number", {"number": "9" * 30}),
            ("number", {"number": "bốn"}),
            ("countable", {"countable": "news.published"}),
            ("valid_from", {"valid_from": "31/02/2026"}),
            ("valid_from", {"valid_from": "01/01/9999"}),
            ("valid_to", {"valid_to": "31/12/2025"}),
            ("valid_from", {"unit_kind": "school"}),
        )
        for field, values in cases:
            with self.subTest(values=str(values)[:60]):
                response = self.post(**values)
                self.assertEqual(list(response.context["form"].errors), [field])
                self.assertContains(
                    response, 'value="01/01/2026"' if field != "valid_from" else "form"
                )
        self.assertEqual(Quota.objects.count(), 1)

    def test_an_overlap_names_the_other_quota(self):
        make_quota()
        self.assertContains(self.post(), "từ 01/01/2026 đến khi có thay đổi")

    def test_only_the_office_sets_quotas_and_only_the_administrator_deletes(self):
        quota = make_quota()
        office = {Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR}
        for role, user in self.people.items():
            with self.subTest(role=role):
                self.client.force_login(user)
                addresses = [reverse("quotas:index"), reverse("quotas:edit", args=[quota.pk])]
                seen = {self.client.get(address).status_code == 200 for address in addresses}
                self.assertEqual(seen, {role in office})
                delete = self.client.get(reverse("quotas:delete", args=[quota.pk]))
                self.assertEqual(delete.status_code == 200, role == Role.ADMINISTRATOR)


@needs_postgresql
class SaveAtOnceTests(AtOnceTestCase):
    def test_of_several_editors_at_once_one_asks(self):
        make_unit()
        rivals = 6

        def ask(number: int) -> str:
            make_quota(valid_from=date(2026, number, 1), valid_to=date(2026, 12, 31))
            return "asked"

        answers = self.at_once(
            [partial(ask, number) for number in range(1, rivals + 1)],
            refusals=(OverlappingQuotaError,),
        )
        self.assertEqual(answers.count("asked"), 1)
