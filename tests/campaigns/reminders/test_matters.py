"""What the rules find in the ledger and in the workflow."""

from datetime import date, timedelta

from django.test import TestCase

from campaigns.quotas.choices import QuotaPeriod
from campaigns.reminders.choices import RuleKind
from campaigns.reminders.matters import find_matters
from campaigns.reminders.models import ReminderRule
from goodnews.stats.models import MetricCount, MetricValue
from goodnews.units.choices import UnitKind
from tests.units.factories import make_unit
from tests.workflows.factories import edit, fresh, make_newsroom

from .factories import (
    DAY,
    NOW,
    PUBLISHED,
    SUBMISSIONS,
    SUBMITTED,
    TODAY,
    ask,
    count_ledger,
    make_rule,
    publish,
    returned,
)


class MattersTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()
        cls.school = make_unit("Trường Nậm Pung", parent=cls.room.unit, kind=UnitKind.SCHOOL)
        count_ledger()
        # The province began thirty days ago.
        for metric in (PUBLISHED, SUBMITTED):
            publish(cls.room.province, TODAY - 30 * DAY, metric=metric)

    def find(self, moment=NOW):
        return find_matters(rules=ReminderRule.objects.active(), now=moment)

    def units(self, moment=NOW) -> set[str]:
        return {str(matter.unit) for matter in self.find(moment).matters}


class SilenceTests(MattersTestCase):
    def test_a_unit_is_silent_after_so_many_whole_days(self):
        make_rule(unit_kind="commune")
        publish(self.room.unit, TODAY - 10 * DAY)
        publish(self.room.other_unit, TODAY - 11 * DAY)
        [matter] = self.find().matters
        self.assertEqual((matter.unit, matter.days), (self.room.other_unit, 10))
        self.assertEqual(matter.last, TODAY - 11 * DAY)

    def test_what_stands_below_speaks_for_the_unit_above(self):
        make_rule()
        publish(self.school, TODAY)
        self.assertEqual(self.units(), {"Xã Bản Liền"})

    def test_reposts_and_other_metrics_break_no_silence(self):
        make_rule(unit_kind="commune")
        make_rule(unit_kind="commune", countable=SUBMISSIONS, days=5)
        publish(self.room.unit, TODAY, dimension="good_news/repost")
        publish(self.room.other_unit, TODAY)
        found = [(str(m.unit), m.rule.countable) for m in self.find().matters]
        self.assertEqual(len(found), 3)
        self.assertNotIn(("Xã Bản Liền", "news.stories"), found)

    def test_units_that_are_gone_or_new_are_left_in_peace(self):
        make_rule(unit_kind="ward")
        make_unit("Cũ", parent=self.room.province, kind=UnitKind.WARD, valid_to=TODAY - DAY)
        make_unit("Mới", parent=self.room.province, kind=UnitKind.WARD, valid_from=TODAY - 9 * DAY)
        make_unit("Mai", parent=self.room.province, kind=UnitKind.WARD, valid_from=TODAY + DAY)
        self.assertEqual(self.units(), set())

    def test_whoever_never_did_anything_is_silent_since_others_began(self):
        make_rule(unit_kind="school")
        [matter] = self.find().matters
        self.assertEqual((matter.last, matter.days), (None, 30))

    def test_where_nobody_has_begun_nobody_is_late(self):
        make_rule()
        MetricValue.objects.all().delete()
        self.assertEqual(self.find().matters, [])

    def test_a_ledger_that_was_not_counted_lately_says_nothing(self):
        rule = make_rule()
        for values in ({"counted_at": NOW - timedelta(hours=27)}, {"counted_at": None}):
            with self.subTest(values=values):
                MetricCount.objects.update(**values)
                findings = self.find()
                self.assertEqual((findings.matters, findings.unread), ([], [rule]))
        MetricCount.objects.all().delete()
        self.assertEqual(self.find().unread, [rule])

    def test_what_no_room_counts_any_more_reminds_nobody(self):
        make_rule(countable="gone.stories")
        self.assertEqual(self.find().matters, [])


class QuotaTests(MattersTestCase):
    def test_half_the_month_gone_and_less_than_half_done(self):
        make_rule(RuleKind.QUOTA)
        ask(4)
        publish(self.room.unit, date(2026, 11, 2), 2)
        publish(self.room.other_unit, date(2026, 11, 2), 1)
        [matter] = self.find().matters
        self.assertEqual(matter.unit, self.room.other_unit)
        self.assertEqual((matter.progress.done, matter.progress.quota.number), (1, 4))

    def test_the_first_half_is_left_in_peace(self):
        make_rule(RuleKind.QUOTA)
        ask(4)
        early = NOW - 7 * DAY
        count_ledger(early)
        self.assertEqual(self.units(early), set())

    def test_each_period_is_looked_at_by_its_own_time(self):
        make_rule(RuleKind.QUOTA)
        ask(2, kind=UnitKind.COMMUNE, period=QuotaPeriod.QUARTER)
        ask(1, kind=UnitKind.SCHOOL, period=QuotaPeriod.WEEK)
        ask(1, kind=UnitKind.PROVINCE, period=QuotaPeriod.DAY)
        # Noon of Saturday: half the day, most of the week, more than half the quarter are gone.
        expected = {"Xã Nậm Pung", "Xã Bản Liền", "Trường Nậm Pung", "Tỉnh Đoàn Minh Họa"}
        self.assertEqual(self.units(), expected)
        publish(self.school, TODAY - 4 * DAY)
        self.assertEqual(self.units(), {"Xã Bản Liền", "Tỉnh Đoàn Minh Họa"})
        self.assertNotIn("Tỉnh Đoàn Minh Họa", self.units(NOW - timedelta(minutes=1)))

    def test_a_rule_may_name_what_is_counted(self):
        make_rule(RuleKind.QUOTA, countable=SUBMISSIONS)
        ask(4)
        self.assertEqual(self.units(), set())


class ReturnedTests(MattersTestCase):
    def test_a_return_is_too_old_after_so_many_days(self):
        make_rule(RuleKind.RETURNED, days=3)
        old = returned(self.room, "Cũ", days=4)
        returned(self.room, "Mới", days=2)
        [matter] = self.find().matters
        self.assertEqual((matter.page.pk, matter.days), (old.pk, 4))
        self.assertEqual(matter.author_pks, {self.room.correspondent.pk})

    def test_an_answer_ends_it(self):
        make_rule(RuleKind.RETURNED)
        page = returned(self.room)
        edit(page, self.room.correspondent, lead="Đã bổ sung.")
        fresh(page).current_workflow_state.resume(self.room.correspondent)
        self.assertEqual(self.find().matters, [])

    def test_a_withdrawal_ends_it(self):
        make_rule(RuleKind.RETURNED)
        page = returned(self.room)
        fresh(page).current_workflow_state.cancel(user=self.room.correspondent)
        self.assertEqual(self.find().matters, [])

    def test_only_the_kind_of_unit_that_the_rule_names(self):
        make_rule(RuleKind.RETURNED, unit_kind="school")
        returned(self.room)
        self.assertEqual(self.find().matters, [])

    def test_the_ledger_may_be_old(self):
        make_rule(RuleKind.RETURNED)
        MetricCount.objects.all().delete()
        returned(self.room)
        self.assertEqual(len(self.find().matters), 1)
