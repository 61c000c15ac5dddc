"""Entering, leaving and moving."""

from datetime import date, timedelta

from django.test import TestCase

from campaigns.choices import SlotKind
from campaigns.errors import SlotInFutureError, SlotOutsideCampaignError, SlotTakenError
from campaigns.models import CampaignEntry
from campaigns.services import enter_page, move_entry, withdraw_page
from tests.units.factories import make_unit

from .factories import ENDS_ON, NOW, STARTS_ON, TODAY, make_campaign, make_entry, make_story

DAY = timedelta(days=1)


class EnterPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.campaign = make_campaign()

    def test_the_first_story_of_a_day_fills_it_and_the_second_only_counts(self):
        first = make_entry(TODAY, title="Một")
        second = make_entry(TODAY, title="Hai")
        self.assertEqual(first.slot_on, TODAY)
        self.assertIsNone(second.slot_on)
        self.assertEqual(CampaignEntry.objects.count(), 2)

    def test_a_beautiful_story_fills_its_week_known_by_the_monday(self):
        sunday = make_entry(date(2026, 11, 22), kind=SlotKind.WEEK)
        monday = make_entry(date(2026, 11, 16), kind=SlotKind.WEEK)
        self.assertEqual(sunday.slot_on, date(2026, 11, 16))
        self.assertIsNone(monday.slot_on)

    def test_a_day_and_a_week_are_different_promises(self):
        monday = date(2026, 11, 16)
        self.assertEqual(make_entry(monday).slot_on, monday)
        self.assertEqual(make_entry(monday, kind=SlotKind.WEEK).slot_on, monday)

    def test_publishing_again_changes_nothing_but_the_unit(self):
        entry = make_entry(TODAY)
        moved = move_entry(entry=entry, to=TODAY - DAY, now=NOW)
        unit = make_unit()
        again = make_entry(TODAY, page=entry.page, unit=unit)
        self.assertEqual((again.pk, again.slot_on), (moved.pk, TODAY - DAY))
        self.assertEqual(again.unit, unit)
        self.assertEqual(CampaignEntry.objects.get().unit, unit)

    def test_a_story_that_becomes_beautiful_gives_its_day_to_the_next(self):
        first = make_entry(TODAY, title="Một")
        second = make_entry(TODAY, title="Hai")
        changed = make_entry(TODAY, page=first.page, kind=SlotKind.WEEK)
        second.refresh_from_db()
        self.assertEqual(changed.slot_on, date(2026, 11, 16))
        self.assertEqual(second.slot_on, TODAY)

    def test_both_ends_of_the_campaign_count_and_the_days_beyond_do_not(self):
        for day, expected in (
            (STARTS_ON, 1),
            (ENDS_ON, 1),
            (STARTS_ON - DAY, 0),
            (ENDS_ON + DAY, 0),
        ):
            with self.subTest(day=day):
                entries = enter_page(
                    page=make_story(str(day)),
                    kind=SlotKind.DAY,
                    published_on=day,
                    unit=None,
                    now=NOW,
                )
                self.assertEqual(len(entries), expected)

    def test_a_story_counts_in_every_campaign_of_its_day(self):
        make_campaign("Tháng Thanh niên", starts_on=TODAY, ends_on=TODAY)
        entries = enter_page(
            page=make_story(), kind=SlotKind.DAY, published_on=TODAY, unit=None, now=NOW
        )
        self.assertEqual(len(entries), 2)

    def test_a_campaign_taken_down_takes_no_stories(self):
        self.campaign.unpublish()
        entries = enter_page(
            page=make_story(), kind=SlotKind.DAY, published_on=TODAY, unit=None, now=NOW
        )
        self.assertEqual(entries, [])


class WithdrawPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.campaign = make_campaign()

    def test_the_slot_goes_to_the_next_story_of_the_day(self):
        first, second, other_day = (
            make_entry(TODAY, title="Một"),
            make_entry(TODAY, title="Hai"),
            make_entry(TODAY - DAY, title="Ba"),
        )
        self.assertEqual(withdraw_page(page=first.page), 1)
        second.refresh_from_db()
        other_day.refresh_from_db()
        self.assertEqual((second.slot_on, other_day.slot_on), (TODAY, TODAY - DAY))

    def test_withdrawing_twice_does_no_harm(self):
        entry = make_entry(TODAY)
        withdraw_page(page=entry.page)
        self.assertEqual(withdraw_page(page=entry.page), 0)

    def test_a_story_of_the_same_week_follows(self):
        first = make_entry(date(2026, 11, 16), kind=SlotKind.WEEK, title="Một")
        second = make_entry(date(2026, 11, 20), kind=SlotKind.WEEK, title="Hai")
        withdraw_page(page=first.page)
        second.refresh_from_db()
        self.assertEqual(second.slot_on, date(2026, 11, 16))


class MoveEntryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.campaign = make_campaign()

    def setUp(self):
        self.entry = make_entry(TODAY, title="Một")

    def test_it_fills_the_gap_and_its_own_day_goes_to_the_next(self):
        second = make_entry(TODAY, title="Hai")
        moved = move_entry(entry=self.entry, to=TODAY - DAY, now=NOW)
        second.refresh_from_db()
        self.assertEqual((moved.slot_on, second.slot_on), (TODAY - DAY, TODAY))

    def test_a_taken_day_is_refused_by_the_name_of_its_story(self):
        make_entry(TODAY - DAY, title="Chủ nhật xanh")
        with self.assertRaisesMessage(SlotTakenError, "Chủ nhật xanh"):
            move_entry(entry=self.entry, to=TODAY - DAY, now=NOW)

    def test_the_future_and_the_days_outside_are_refused(self):
        with self.assertRaises(SlotInFutureError):
            move_entry(entry=self.entry, to=TODAY + DAY, now=NOW)
        for day in (STARTS_ON - DAY, ENDS_ON + DAY):
            with self.subTest(day=day), self.assertRaises(SlotOutsideCampaignError):
                move_entry(entry=self.entry, to=day, now=NOW)

    def test_today_begins_at_midnight_in_vietnam(self):
        late = NOW.replace(hour=17, minute=0)
        moved = move_entry(entry=self.entry, to=TODAY + DAY, now=late)
        self.assertEqual(moved.slot_on, TODAY + DAY)
        with self.assertRaises(SlotInFutureError):
            move_entry(entry=self.entry, to=TODAY + 2 * DAY, now=late - timedelta(seconds=1))

    def test_a_story_may_leave_the_calendar_and_still_count(self):
        moved = move_entry(entry=self.entry, to=None, now=NOW)
        self.assertIsNone(moved.slot_on)
        self.assertEqual(self.campaign.visible_entries.count(), 1)

    def test_a_beautiful_story_moves_by_any_day_of_the_week(self):
        story = make_entry(TODAY, kind=SlotKind.WEEK, title="Chuyện đẹp")
        moved = move_entry(entry=story, to=date(2026, 11, 12), now=NOW)
        self.assertEqual(moved.slot_on, date(2026, 11, 9))

    def test_the_week_cut_by_the_first_day_belongs_to_the_campaign(self):
        story = make_entry(TODAY, kind=SlotKind.WEEK, title="Chuyện đẹp")
        moved = move_entry(entry=story, to=STARTS_ON, now=NOW)
        self.assertEqual(moved.slot_on, date(2026, 9, 28))
