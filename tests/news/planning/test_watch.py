"""No day stays empty while the reserve has a story; and nobody is told twice."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from wagtail.models import PageLogEntry
from wagtail.signals import page_published

from campaigns.models import CampaignEntry
from goodnews.workflows.services import publish_due
from news.choices import StoryKind
from news.models import StoryPage
from news.planning.choices import NoticeKind
from news.planning.models import PlanItem, PlanSettings, ReservedStory, SlotNotice
from news.planning.services import watch_slots
from tests.campaigns.factories import make_entry
from tests.concurrency import AtOnceTestCase
from tests.workflows.factories import fresh

from .factories import (
    NOW,
    TODAY,
    TOMORROW,
    approved,
    at,
    frozen,
    make_campaign,
    make_newsroom,
    plan,
    planned_and_approved,
)

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
EDITORS = 4  # Two editors and two approvers.


class WatchTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()
        cls.campaign = make_campaign()

    def setUp(self):
        # The week of the 21st has its story unless a test takes it away.
        self.week = make_entry(TODAY - DAY, kind="week", title="Chuyện của tuần")

    def watch(self, moment=None, **options):
        moment = moment or at(TODAY, 6)
        mail.outbox.clear()
        with frozen(moment), self.captureOnCommitCallbacks(execute=True):
            return watch_slots(now=moment, **options)

    def subjects(self, word: str) -> int:
        return len([m for m in mail.outbox if word in m.subject])


class FillTests(WatchTestCase):
    def test_the_oldest_fitting_story_saves_the_day(self):
        approved(self.room, "Trẻ", moment=NOW - 2 * DAY)
        oldest = approved(self.room, "Già", moment=NOW - 5 * DAY)
        approved(self.room, "Chuyện", moment=NOW - 9 * DAY, kind=StoryKind.BEAUTIFUL_STORY)
        run = self.watch()
        self.assertEqual(len(run.filled), 1)
        page = fresh(oldest)
        self.assertTrue(page.live)
        self.assertEqual(page.published_on, TODAY)
        entry = CampaignEntry.objects.get(kind="day")
        self.assertEqual((entry.page_id, entry.slot_on), (page.pk, TODAY))
        self.assertEqual(ReservedStory.objects.count(), 2)
        self.assertEqual(self.subjects("Già"), EDITORS + 1)
        self.assertTrue(PageLogEntry.objects.filter(page=page, action="planning.filled").exists())
        self.assertEqual(self.watch(at(TODAY, 7)).filled, [])

    def test_nothing_happens_before_the_hour(self):
        page = approved(self.room, "Cầu mới", moment=NOW - 2 * DAY)
        self.assertEqual(self.watch(at(TODAY, 6) - MINUTE).filled, [])
        self.assertFalse(fresh(page).live)
        hours = PlanSettings.load()
        hours.publishes_at = hours.publishes_at.replace(hour=9)
        hours.save()
        self.assertEqual(self.watch(at(TODAY, 8)).filled, [])
        self.assertEqual(len(self.watch(at(TODAY, 9)).filled), 1)

    def test_a_day_that_has_or_will_have_its_story_is_left_alone(self):
        waiting = approved(self.room, "Kho", moment=NOW - 2 * DAY)
        timed = self.room.story("Chiều nay", go_live_at=at(TODAY, 18))
        with frozen(at(TODAY, 1)):
            timed.get_latest_revision().publish(skip_permission_checks=True)
        self.assertEqual(self.watch().filled, [])
        make_entry(TODAY, title="Đã đăng")
        self.assertEqual(self.watch(at(TODAY, 20)).filled, [])
        self.assertFalse(fresh(waiting).live)

    def test_a_planned_story_is_given_its_minutes_and_no_more(self):
        waiting = approved(self.room, "Kho", moment=NOW - 2 * DAY)
        planned = planned_and_approved(self.room, self.campaign, "Đã xếp", TOMORROW)
        make_entry(TODAY, title="Đã đăng")
        six = at(TOMORROW, 6)
        self.assertEqual(self.watch(six + 2 * MINUTE).filled, [])
        # The schedule could not publish it.
        self.assertEqual(len(self.watch(six + 11 * MINUTE).filled), 1)
        self.assertTrue(fresh(waiting).live)
        self.assertFalse(fresh(planned).live)

    def test_a_planned_story_without_approval_saves_nothing(self):
        with frozen(NOW - 2 * DAY):
            plan(self.campaign, TODAY, page=self.room.sent("Chưa duyệt"))
        waiting = approved(self.room, "Kho", moment=NOW - 2 * DAY)
        self.assertEqual(len(self.watch().filled), 1)
        self.assertTrue(fresh(waiting).live)
        self.assertEqual(PlanItem.objects.get().title, "Chưa duyệt")

    def test_what_is_planned_for_another_day_is_not_taken(self):
        planned = planned_and_approved(self.room, self.campaign, "Ngày mai", TOMORROW)
        self.assertEqual(self.watch().filled, [])
        self.assertFalse(fresh(planned).live)

    def test_one_that_fails_stops_no_other_and_is_told_once(self):
        broken = approved(self.room, "Hỏng", moment=NOW - 5 * DAY)
        fine = approved(self.room, "Lành", moment=NOW - 4 * DAY)

        def fail(instance, **kwargs):
            if instance.pk == broken.pk:
                raise RuntimeError("index")

        page_published.connect(fail, sender=StoryPage)
        self.addCleanup(page_published.disconnect, fail, sender=StoryPage)
        run = self.watch()
        self.assertEqual((len(run.filled), len(run.failed)), (1, 1))
        self.assertTrue(fresh(fine).live)
        self.assertFalse(fresh(broken).live)
        self.assertEqual(self.subjects("Hỏng"), EDITORS)
        self.assertIn("index", ReservedStory.objects.get().fault)
        # Tomorrow it is tried again, and nobody is told the same again.
        run = self.watch(at(TOMORROW, 6))
        self.assertEqual((run.filled, len(run.failed)), ([], 1))
        self.assertEqual(self.subjects("Hỏng"), 0)

    def test_a_story_whose_approval_ended_is_never_published(self):
        page = approved(self.room, "Rút lại", moment=NOW - 5 * DAY)
        page.get_latest_revision().approvals.update(revoked_at=NOW)
        self.assertEqual(self.watch().filled, [])
        self.assertFalse(fresh(page).live)

    def test_a_week_gets_its_story_on_the_day_of_the_last_call(self):
        self.week.delete()
        story = approved(self.room, "Chuyện", moment=NOW - 9 * DAY, kind=StoryKind.BEAUTIFUL_STORY)
        thursday = date(2026, 11, 19)
        self.assertEqual(self.watch(at(thursday, 7)).filled, [])
        run = self.watch(at(thursday + DAY, 7))
        self.assertEqual(len(run.filled), 1)
        self.assertTrue(fresh(story).live)
        self.assertEqual(CampaignEntry.objects.get(kind="week").slot_on, date(2026, 11, 16))


class WarningTests(WatchTestCase):
    def test_an_empty_reserve_warns_two_days_and_one_day_ahead_each_once(self):
        make_entry(TODAY, title="Hôm nay")
        run = self.watch()
        self.assertEqual(len(run.warned), 2)
        self.assertEqual(len(mail.outbox), 2 * EDITORS)
        self.assertEqual(self.subjects("22/11/2026"), EDITORS)
        self.assertEqual(self.subjects("23/11/2026"), EDITORS)
        self.assertEqual(self.watch(at(TODAY, 7)).warned, [])
        self.assertEqual(mail.outbox, [])
        self.watch(at(TOMORROW, 6))
        # The 23rd again, now one day ahead, and the 24th for the first time.
        self.assertEqual(self.subjects("23/11/2026"), EDITORS)
        self.assertEqual(self.subjects("24/11/2026"), EDITORS)
        self.assertEqual(
            set(
                SlotNotice.objects.filter(slot_on=TODAY + 2 * DAY).values_list("notice", flat=True)
            ),
            {NoticeKind.ONE_DAY, NoticeKind.TWO_DAYS},
        )

    def test_the_reserve_answers_for_as_many_days_as_it_has_stories(self):
        make_entry(TODAY, title="Hôm nay")
        approved(self.room, "Kho", moment=NOW - 2 * DAY)
        self.watch()
        self.assertEqual(self.subjects("22/11/2026"), 0)
        self.assertEqual(self.subjects("23/11/2026"), EDITORS)

    def test_a_story_that_fills_today_answers_for_no_other_day(self):
        approved(self.room, "Kho", moment=NOW - 2 * DAY)
        dry = self.watch(dry_run=True)
        self.assertEqual((len(dry.filled), len(dry.warned)), (1, 2))
        self.assertEqual((mail.outbox, SlotNotice.objects.count()), ([], 0))
        run = self.watch()
        self.assertEqual((len(run.filled), len(run.warned)), (1, 2))

    def test_a_week_is_warned_of_before_its_last_call(self):
        make_entry(date(2026, 11, 25), title="Thứ Tư")
        self.watch(at(date(2026, 11, 25), 6))
        self.assertEqual(self.subjects("48/2026"), EDITORS)

    def test_planned_but_not_approved_is_named(self):
        plan(self.campaign, TOMORROW, note="Xã Bản Liền gửi")
        self.watch()
        self.assertTrue([m for m in mail.outbox if "Xã Bản Liền gửi" in m.body])

    def test_nothing_is_owed_outside_the_campaign(self):
        run = self.watch(at(date(2027, 1, 5)))
        self.assertEqual((run.filled, run.warned), ([], []))
        run = self.watch(at(date(2026, 12, 31)))
        self.assertEqual(run.warned, [])


class CommandTests(WatchTestCase):
    def test_the_command_says_what_it_did_and_what_it_would_do(self):
        page = approved(self.room, "Cầu mới", moment=NOW - 2 * DAY)
        dry, out = StringIO(), StringIO()
        with frozen(at(TODAY, 6)):
            call_command("watch_calendar", "--dry-run", stdout=dry)
            self.assertFalse(fresh(page).live)
            call_command("watch_calendar", stdout=out)
        self.assertIn("would be filled: 2026-11-21 (day): Cầu mới", dry.getvalue())
        self.assertIn("filled: 2026-11-21 (day): Cầu mới", out.getvalue())
        self.assertIn("2 warned of, 0 failed", out.getvalue())


class SimultaneousRunsTests(AtOnceTestCase):
    def setUp(self):
        self.room = make_newsroom()
        self.campaign = make_campaign()
        make_entry(TODAY - DAY, kind="week", title="Chuyện của tuần")

    def test_eight_runs_fill_one_day_once_and_warn_once(self):
        for number in range(2):
            approved(self.room, f"Kho {number}", moment=NOW - (number + 1) * DAY)
        mail.outbox.clear()
        six = at(TODAY, 6)
        with frozen(six):
            runs = self.at_once([lambda: watch_slots(now=six)] * 8)
        self.assertEqual(sum(len(run.filled) for run in runs), 1)
        self.assertEqual(sum(len(run.failed) for run in runs), 0)
        self.assertEqual(CampaignEntry.objects.filter(kind="day").count(), 1)
        self.assertEqual(ReservedStory.objects.count(), 1)
        self.assertEqual(SlotNotice.objects.filter(notice=NoticeKind.FILLED).count(), 1)
        # One story is left for tomorrow; the day after is warned of by one run only.
        self.assertEqual(sum(len(run.warned) for run in runs), 1)
        told = [m for m in mail.outbox if "23/11/2026" in m.subject]
        self.assertEqual(len(told), EDITORS)

    @pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time anyway"
    )
    def test_the_schedule_and_the_watch_at_once_publish_everything_once(self):
        planned = planned_and_approved(self.room, self.campaign, "Đã xếp", TOMORROW)
        approved(self.room, "Kho", moment=NOW - DAY)
        published = []

        def note(instance, **kwargs):
            published.append(instance.pk)

        page_published.connect(note, sender=StoryPage)
        self.addCleanup(page_published.disconnect, note, sender=StoryPage)
        six = at(TOMORROW, 6)
        with frozen(six):
            self.at_once([lambda: watch_slots(now=six), lambda: publish_due(now=six)] * 4)
        self.assertEqual(published, [planned.pk])
        self.assertEqual(ReservedStory.objects.count(), 1)
