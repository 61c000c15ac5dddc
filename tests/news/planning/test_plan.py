"""Making, moving and undoing the plan."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.test import TestCase

from campaigns.choices import SlotKind
from news.choices import StoryKind
from news.planning.errors import SlotBusyError, SlotOutsideError, SlotPastError, StoryUnfitError
from news.planning.models import PlanItem
from news.planning.services import change_item, move_item, plan_slot, remove_item
from tests.campaigns.factories import make_entry

from .factories import (
    NOW,
    TODAY,
    TOMORROW,
    approved,
    at,
    make_campaign,
    make_newsroom,
    plan,
    planned_and_approved,
    timed,
)

DAY = timedelta(days=1)


class PlanTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()
        cls.campaign = make_campaign()


class PlanSlotTests(PlanTestCase):
    def test_a_day_is_planned_without_touching_the_storys_own_hour(self):
        story = self.room.story("Cầu mới")
        item = plan(self.campaign, TOMORROW, page=story)
        self.assertEqual((item.slot_on, item.kind), (TOMORROW, SlotKind.DAY))
        story.refresh_from_db()
        self.assertIsNone(story.go_live_at)

    def test_a_week_is_known_by_its_monday(self):
        story = self.room.story("Chuyện đẹp", kind=StoryKind.BEAUTIFUL_STORY)
        item = plan(self.campaign, date(2026, 11, 27), page=story, kind=SlotKind.WEEK)
        self.assertEqual(item.slot_on, date(2026, 11, 23))
        self.assertEqual(item.planned_on, date(2026, 11, 27))

    def test_a_slot_is_planned_once(self):
        plan(self.campaign, TOMORROW, note="Xã A")
        with self.assertRaisesMessage(SlotBusyError, "Xã A"):
            plan(self.campaign, TOMORROW, note="Xã B")
        with self.assertRaises(IntegrityError), transaction.atomic():
            PlanItem.objects.create(
                campaign=self.campaign,
                kind=SlotKind.DAY,
                planned_on=TOMORROW,
                note="Xã B",
                changed_at=NOW,
            )

    def test_a_plan_that_says_nothing_is_no_plan(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            PlanItem.objects.create(
                campaign=self.campaign, kind="day", planned_on=TOMORROW, changed_at=NOW
            )

    def test_days_that_cannot_be_planned(self):
        make_entry(TODAY, title="Tin hôm nay")
        cases = {
            TODAY - DAY: SlotPastError,
            TODAY: SlotBusyError,
            date(2027, 1, 1): SlotOutsideError,
        }
        for day, error in cases.items():
            with self.subTest(day=day), self.assertRaises(error):
                plan(self.campaign, day)

    def test_a_slot_with_an_approved_story_of_its_own_hour_takes_no_other(self):
        page = timed(self.room, "Hẹn giờ", NOW + 3 * DAY)
        weekly = timed(self.room, "Chuyện hẹn", NOW + 3 * DAY, kind=StoryKind.BEAUTIFUL_STORY)
        with self.assertRaisesMessage(SlotBusyError, "Hẹn giờ"):
            plan(self.campaign, TODAY + 3 * DAY, note="Xã A")
        with self.assertRaisesMessage(SlotBusyError, "Chuyện hẹn"):
            plan(self.campaign, TODAY + 4 * DAY, kind=SlotKind.WEEK, note="Xã A")
        plan(self.campaign, TODAY + 3 * DAY, page=page)
        plan(self.campaign, TODAY + 3 * DAY, page=weekly, kind=SlotKind.WEEK)
        self.assertEqual(PlanItem.objects.count(), 2)

    def test_an_item_that_lost_its_day_to_such_a_story_takes_that_story_only(self):
        item = plan(self.campaign, TODAY + 3 * DAY, note="Xã A")
        page = timed(self.room, "Hẹn giờ", NOW + 3 * DAY)
        other = self.room.story("Tin khác")
        with self.assertRaisesMessage(SlotBusyError, "Hẹn giờ"):
            change_item(item=item, now=NOW, page=other)
        change_item(item=item, now=NOW, page=None, note="Xã B")
        self.assertEqual(change_item(item=item, now=NOW, page=page).page, page)

    def test_stories_that_cannot_be_planned(self):
        beautiful = self.room.story("Chuyện đẹp", kind=StoryKind.BEAUTIFUL_STORY)
        public = approved(self.room, "Đã đăng", action="approve")
        planned = self.room.story("Đã có ngày")
        plan(self.campaign, TOMORROW, page=planned)
        for page in (beautiful, public, planned):
            with self.subTest(page=page.title), self.assertRaises(StoryUnfitError):
                plan(self.campaign, TOMORROW + DAY, page=page)

    def test_midnight_is_that_of_viet_nam(self):
        # 17:30 UTC on the 21st is half past midnight of the 22nd.
        now = at(TOMORROW, 0, 30)
        with self.assertRaises(SlotPastError):
            plan_slot(campaign=self.campaign, kind="day", day=TODAY, note="Muộn", now=now)


class MoveTests(PlanTestCase):
    def setUp(self):
        self.first = plan(self.campaign, TOMORROW, note="Xã A")
        self.second = plan(self.campaign, TOMORROW + DAY, note="Xã B")

    def days(self) -> dict[str, date]:
        return dict(PlanItem.objects.values_list("note", "planned_on"))

    def test_to_a_free_day(self):
        move_item(item=self.first, to=TOMORROW + 5 * DAY, now=NOW)
        self.assertEqual(self.days()["Xã A"], TOMORROW + 5 * DAY)

    def test_a_taken_day_is_refused_by_name_unless_the_two_change_places(self):
        with self.assertRaisesMessage(SlotBusyError, "Xã B"):
            move_item(item=self.first, to=TOMORROW + DAY, now=NOW)
        self.assertEqual(self.days()["Xã A"], TOMORROW)
        move_item(item=self.first, to=TOMORROW + DAY, now=NOW, swap=True)
        self.assertEqual(self.days(), {"Xã A": TOMORROW + DAY, "Xã B": TOMORROW})

    def test_nothing_is_moved_to_a_day_that_another_story_fills_by_itself(self):
        timed(self.room, "Hẹn giờ", NOW + 6 * DAY)
        with self.assertRaisesMessage(SlotBusyError, "Hẹn giờ"):
            move_item(item=self.first, to=TODAY + 6 * DAY, now=NOW, swap=True)
        self.assertEqual(self.days()["Xã A"], TOMORROW)

    def test_an_approved_story_changes_places_with_what_is_planned(self):
        story = planned_and_approved(self.room, self.campaign, "Cầu mới", TOMORROW + 2 * DAY)
        with self.assertRaisesMessage(SlotBusyError, "Đổi chỗ"):
            move_item(item=self.first, to=TOMORROW + 2 * DAY, now=NOW)
        move_item(item=self.first, to=TOMORROW + 2 * DAY, now=NOW, swap=True)
        self.assertEqual(self.days()["Xã A"], TOMORROW + 2 * DAY)
        self.assertEqual(story.plan_items.get().planned_on, TOMORROW)

    def test_nothing_changes_places_with_a_day_that_is_over(self):
        later = at(TOMORROW + DAY)
        with self.assertRaises(SlotPastError):
            move_item(item=self.first, to=TOMORROW + DAY, now=later, swap=True)
        self.assertEqual(self.days(), {"Xã A": TOMORROW, "Xã B": TOMORROW + DAY})

    def test_within_its_week_a_story_changes_its_day_only(self):
        item = plan(self.campaign, date(2026, 11, 24), kind=SlotKind.WEEK, note="Chuyện")
        moved = move_item(item=item, to=date(2026, 11, 26), now=NOW)
        self.assertEqual(moved.slot_on, date(2026, 11, 23))
        self.assertEqual(moved.planned_on, date(2026, 11, 26))

    def test_an_approved_story_moves_its_hour_with_it(self):
        story = planned_and_approved(self.room, self.campaign, "Cầu mới", TOMORROW + 2 * DAY)
        item = story.plan_items.get()
        revision = story.get_latest_revision()
        self.assertEqual(revision.approved_go_live_at, at(TOMORROW + 2 * DAY, 6))
        move_item(item=item, to=TOMORROW + 4 * DAY, now=NOW)
        revision.refresh_from_db()
        self.assertEqual(revision.approved_go_live_at, at(TOMORROW + 4 * DAY, 6))
        remove_item(item=item, now=NOW)
        revision.refresh_from_db()
        self.assertIsNone(revision.approved_go_live_at)

    def test_another_story_takes_the_day_over(self):
        story = planned_and_approved(self.room, self.campaign, "Cầu mới", TOMORROW + 2 * DAY)
        other = approved(self.room, "Trường mới")
        item = story.plan_items.get()
        change_item(item=item, page=other, note="Đổi tin", now=NOW)
        self.assertIsNone(story.get_latest_revision().approved_go_live_at)
        self.assertEqual(other.get_latest_revision().approved_go_live_at, at(TOMORROW + 2 * DAY, 6))
