"""Taking down: at once, by approvers, with a reason."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone
from wagtail.models import PageLogEntry

from goodnews.workflows.errors import PublicationRefusedError, TakeDownRefusedError
from goodnews.workflows.services import approve_and_publish, publish_due, take_down

from .factories import NOW, fresh, make_newsroom
from .test_schedule import plan


class TakeDownTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()

    def live_story(self):
        return approve_and_publish(page=self.room.story(), now=NOW)

    def address(self, page) -> str:
        return f"/admin/go-xuong/{page.pk}/"

    def test_an_approver_takes_a_page_down_and_the_reason_is_logged(self):
        page = self.live_story()
        self.client.force_login(self.room.approver)
        self.assertContains(self.client.get(self.address(page)), "Gỡ xuống ngay")
        self.client.post(self.address(page), {"reason": "Gia đình rút lại đồng ý."})
        self.assertFalse(fresh(page).live)
        entry = PageLogEntry.objects.get(page=page.pk, action="workflows.take_down")
        self.assertEqual(entry.user, self.room.approver)
        self.assertEqual(entry.data["reason"], "Gia đình rút lại đồng ý.")

    def test_the_button_stands_in_the_admin_for_approvers_only(self):
        page = self.live_story()
        for user, is_shown in ((self.room.approver, True), (self.room.editor, False)):
            with self.subTest(user=user.username):
                self.client.force_login(user)
                response = self.client.get(f"/admin/pages/{page.pk}/edit/")
                self.assertEqual(self.address(page) in response.text, is_shown)

    def test_a_reason_is_needed(self):
        page = self.live_story()
        self.client.force_login(self.room.approver)
        response = self.client.post(self.address(page), {"reason": " "})
        self.assertContains(response, "lý do gỡ bài")
        self.assertTrue(fresh(page).live)

    def test_nobody_else_may(self):
        page = self.live_story()
        for user in (self.room.reviewer, self.room.editor, self.room.correspondent):
            with self.subTest(user=user.username):
                self.client.force_login(user)
                self.client.post(self.address(page), {"reason": "Không rõ"})
                self.assertTrue(fresh(page).live)
                with self.assertRaises(TakeDownRefusedError):
                    take_down(page=page, user=user, reason="x", now=NOW + timedelta(days=1))

    def test_a_page_taken_down_needs_a_new_approval(self):
        page = self.live_story()
        take_down(page=page, user=self.room.approver, reason="x", now=timezone.now())
        with self.assertRaises(PublicationRefusedError):
            fresh(page).get_latest_revision().publish(user=self.room.superuser)
        self.assertFalse(fresh(page).live)

    def test_a_planned_publication_is_cancelled(self):
        page = plan(self.room, "Đã hẹn giờ")
        take_down(page=page, user=self.room.approver, reason="x", now=timezone.now())
        self.assertEqual(publish_due(now=timezone.now()).published_count, 0)
        self.assertFalse(fresh(page).live)

    def test_a_draft_cannot_be_taken_down(self):
        with self.assertRaises(TakeDownRefusedError):
            take_down(
                page=self.room.story(), user=self.room.approver, reason="x", now=timezone.now()
            )
