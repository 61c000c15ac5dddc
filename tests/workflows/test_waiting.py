"""What waits where, since when and until when."""

from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, TaskState

from goodnews.accounts.roles import Role
from goodnews.workflows.choices import Priority, WaitingState
from goodnews.workflows.deadlines import due_at
from goodnews.workflows.errors import PriorityRefusedError
from goodnews.workflows.models import ReturnPhrase, ReviewSettings, WaitingItem
from goodnews.workflows.services import enter_waiting_pages, set_priority, set_up_workflow
from news.choices import StoryKind
from tests.accounts.factories import make_user

from .factories import act, edit, fresh, make_newsroom


class WaitingTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()

    def open_items(self, page):
        return WaitingItem.objects.open().filter(page=page.pk)


class StageTests(WaitingTestCase):
    def test_a_page_is_due_by_the_hours_of_its_kind(self):
        settings = ReviewSettings.load()
        for kind, hours in ((StoryKind.GOOD_NEWS, 24), (StoryKind.BEAUTIFUL_STORY, 72)):
            with self.subTest(kind=kind):
                item = self.open_items(self.room.sent(f"Tin {kind}", kind=kind)).get()
                expected = due_at(
                    entered_at=item.entered_at,
                    work=settings.time_to_decide("slow" if hours == 72 else "quick"),
                    office=settings.office,
                )
                self.assertEqual(item.due_at, expected)
                self.assertEqual(item.entered_at, item.task_state.started_at)
        self.assertEqual((settings.quick_hours, settings.slow_hours), (24, 72))

    def test_each_stage_begins_anew_and_keeps_the_priority(self):
        page = self.room.sent()
        act(page, self.room.reviewer, "approve")
        first = self.open_items(page).get()
        set_priority(item=first, priority=Priority.URGENT, user=self.room.editor)
        act(page, self.room.editor, "approve")
        second = self.open_items(page).get()
        self.assertNotEqual(first.pk, second.pk)
        self.assertEqual(second.priority, Priority.URGENT)
        act(page, self.room.approver, "approve")
        self.assertFalse(self.open_items(page).exists())
        self.assertEqual(WaitingItem.objects.filter(page=page.pk).count(), 3)

    def test_only_the_office_sets_the_priority(self):
        item = self.open_items(self.room.sent()).get()
        with self.assertRaises(PriorityRefusedError):
            set_priority(item=item, priority=Priority.URGENT, user=self.room.reviewer)

    def test_a_return_waits_for_the_author_until_it_is_sent_again(self):
        page = self.room.sent()
        act(page, self.room.reviewer, "reject", comment="Thiếu ảnh.")
        self.assertEqual(self.open_items(page).get().state, WaitingState.RETURNED)
        edit(page, self.room.correspondent, lead="Đã bổ sung ảnh.")
        fresh(page).current_workflow_state.resume(self.room.correspondent)
        self.assertEqual(self.open_items(page).get().state, WaitingState.WAITING)

    def test_a_withdrawal_leaves_the_queue_also_after_a_return(self):
        for is_returned in (False, True):
            with self.subTest(is_returned=is_returned):
                page = self.room.sent(f"Tin {is_returned}")
                if is_returned:
                    act(page, self.room.reviewer, "reject", comment="Thiếu ảnh.")
                fresh(page).current_workflow_state.cancel(user=self.room.correspondent)
                self.assertFalse(self.open_items(page).exists())

    def test_a_page_cannot_wait_twice(self):
        item = self.open_items(self.room.sent()).get()
        other = TaskState.objects.exclude(pk=item.task_state_id).first()
        if other is None:
            act(item.page, self.room.reviewer, "reject", comment="Thiếu ảnh.")
            fresh(item.page).current_workflow_state.resume(self.room.correspondent)
            item, other = self.open_items(item.page).get(), item.task_state
            WaitingItem.objects.filter(task_state=other).delete()
        with self.assertRaises(IntegrityError), transaction.atomic():
            WaitingItem.objects.create(
                task_state=other,
                task=item.task,
                page=item.page,
                entered_at=item.entered_at,
                due_at=item.due_at,
            )

    def test_pages_that_waited_before_are_recorded_by_the_set_up(self):
        page = self.room.sent()
        before = self.open_items(page).get()
        WaitingItem.objects.all().delete()
        set_up_workflow(pages=[self.room.index.get_parent()])
        after = self.open_items(page).get()
        self.assertEqual((after.entered_at, after.due_at), (before.entered_at, before.due_at))
        self.assertEqual(enter_waiting_pages(), 0)


class UnitTests(WaitingTestCase):
    def test_a_story_that_moves_to_another_unit_moves_out_of_sight(self):
        page = self.room.sent()
        stranger = make_user("stranger", role=Role.REVIEWER, unit=self.room.other_unit)
        items = WaitingItem.objects.waiting()
        self.assertFalse(items.visible_to(stranger).exists())
        edit(page, self.room.editor, unit=self.room.other_unit)
        live_row = fresh(page)
        live_row.unit = self.room.other_unit
        live_row.save()
        self.assertTrue(items.visible_to(stranger).exists())
        self.assertFalse(items.visible_to(self.room.reviewer).exists())

    def test_who_sees_what(self):
        own = self.room.sent("Tin của đơn vị")
        self.room.sent("Tin của đơn vị khác", unit=self.room.other_unit)
        above = make_user("above", role=Role.REVIEWER, unit=self.room.province)
        homeless = make_user("homeless", role=Role.REVIEWER)
        expected = {
            self.room.reviewer: 1,
            above: 2,
            homeless: 0,
            self.room.editor: 2,
            self.room.approver: 2,
            self.room.superuser: 2,
            self.room.correspondent: 0,
        }
        for user, count in expected.items():
            with self.subTest(user=user.username):
                self.assertEqual(WaitingItem.objects.waiting().visible_to(user).count(), count)
        seen = WaitingItem.objects.waiting().visible_to(self.room.reviewer).get()
        self.assertEqual(seen.page_id, own.pk)

    def test_an_own_edit_waits_for_oneself_only_while_nobody_else_reviews_for_the_unit(self):
        page, now = self.room.sent(), timezone.now()
        edit(page, self.room.reviewer, place="Bản Sín Chải")
        mine = WaitingItem.objects.waiting_for(self.room.reviewer, now=now)
        self.assertEqual([item.page_id for item in mine.all()], [page.pk])
        second = make_user("reviewer2", role=Role.REVIEWER, unit=self.room.unit)
        self.assertFalse(mine.all().exists())
        theirs = WaitingItem.objects.waiting_for(second, now=now)
        self.assertEqual([item.page_id for item in theirs], [page.pk])

    def test_a_skipped_stage_stands_in_the_pages_history(self):
        page = self.room.sent(unit=self.room.other_unit)
        entry = PageLogEntry.objects.get(page=page.pk, action="workflows.stage_skipped")
        self.assertIn("Xã Bản Liền", entry.message)
        self.client.force_login(self.room.editor)
        history = self.client.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
        self.assertContains(history, "Xã Bản Liền")
        args = [page.pk, page.current_workflow_state.pk]
        address = reverse("wagtailadmin_pages:workflow_history_detail", args=args)
        self.assertContains(self.client.get(address), "Xã Bản Liền chưa có")


class ReturnFormTests(WaitingTestCase):
    def post(self, page, **data):
        state = fresh(page).current_workflow_task_state
        self.client.force_login(self.room.reviewer)
        args = [page.pk, "reject", state.pk]
        address = reverse("wagtailadmin_pages:workflow_action", args=args)
        self.client.post(address, data, headers={"x-requested-with": "XMLHttpRequest"})
        state.refresh_from_db()
        return state

    def test_phrases_and_own_words_become_one_comment(self):
        first, second = ReturnPhrase.objects.all()[:2]
        state = self.post(self.room.sent(), phrases=[first.pk, second.pk], comment="Cảm ơn em!")
        self.assertEqual(state.comment, f"{first.text}\n{second.text}\nCảm ơn em!")

    def test_a_phrase_alone_will_do_and_nothing_will_not(self):
        page = self.room.sent()
        self.assertEqual(self.post(page, comment="  ").status, TaskState.STATUS_IN_PROGRESS)
        phrase = ReturnPhrase.objects.first()
        self.assertEqual(self.post(page, phrases=[phrase.pk]).status, TaskState.STATUS_REJECTED)

    def test_a_phrase_that_is_no_longer_offered_is_refused(self):
        phrase = ReturnPhrase.objects.first()
        ReturnPhrase.objects.filter(pk=phrase.pk).update(is_offered=False)
        state = self.post(self.room.sent(), phrases=[phrase.pk], comment="Thiếu ảnh.")
        self.assertEqual(state.status, TaskState.STATUS_IN_PROGRESS)


class SettingsTests(WaitingTestCase):
    def test_hours_that_make_no_sense_are_refused_at_the_field(self):
        admin = make_user("quan-tri", is_superuser=True)
        self.client.force_login(admin)
        address = reverse("wagtailsettings:edit", args=["workflows", "reviewsettings"])
        response = self.client.get(address, follow=True)
        self.assertContains(response, "Bàn biên tập")
        data = {
            "quick_hours": "0",
            "slow_hours": "72",
            "first_day": "4",
            "last_day": "0",
            "opens_at": "17:00",
            "closes_at": "07:30",
            "claim_hours": "4",
            "returned_days": "5",
        }
        response = self.client.post(response.redirect_chain[-1][0], data)
        self.assertContains(response, "Ngày làm việc đầu tuần phải trước ngày cuối.")
        self.assertContains(response, "Giờ mở cửa phải trước giờ đóng cửa.")
        self.assertEqual(ReviewSettings.load().quick_hours, 24)
