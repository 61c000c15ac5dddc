"""Who is told what, and that nobody waits for the post."""

from datetime import timedelta
from unittest.mock import patch

from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page, TaskState
from wagtail.users.models import UserProfile

from goodnews.accounts.roles import Role
from tests.accounts.factories import make_user

from .factories import act, edit, fresh, make_newsroom, stage


class BrokenBackend(EmailBackend):
    """A server that takes no letter."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


class NoticeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()
        cls.stranger = make_user("stranger", role=Role.REVIEWER, unit=cls.room.other_unit)

    def letters(self, action):
        mail.outbox.clear()
        with self.captureOnCommitCallbacks(execute=True):
            action()
        return {letter.to[0]: letter for letter in mail.outbox}

    def send(self) -> Page:
        page = self.room.story()
        page.get_workflow().start(page, page.owner)
        return fresh(page)

    def test_only_the_units_own_reviewer_hears_of_a_new_story(self):
        letters = self.letters(self.send)
        self.assertEqual(set(letters), {"reviewer@example.org"})
        letter = letters["reviewer@example.org"]
        self.assertIn("Chờ bạn xử lý: Con đường sáng giữa bản", letter.subject)
        self.assertIn("Đơn vị rà soát", letter.body)
        self.assertIn("/admin/pages/", letter.body)
        html, kind = letter.alternatives[0]
        self.assertEqual(kind, "text/html")
        self.assertIn("Con đường sáng giữa bản", html)

    def test_editors_hear_next_and_the_last_editor_does_not(self):
        page = self.send()
        letters = self.letters(lambda: act(page, self.room.reviewer, "approve"))
        self.assertEqual(set(letters), {"editor@example.org", "editor2@example.org"})

    def test_a_return_tells_author_and_earlier_reviewers_the_reason(self):
        page = self.send()
        act(page, self.room.reviewer, "approve")
        letters = self.letters(
            lambda: act(page, self.room.editor, "reject", comment="Thiếu tên <người> & ảnh.")
        )
        self.assertEqual(set(letters), {"correspondent@example.org", "reviewer@example.org"})
        for letter in letters.values():
            self.assertIn("Thiếu tên <người> & ảnh.", letter.body)
            self.assertIn("Thiếu tên &lt;người&gt; &amp; ảnh.", letter.alternatives[0][0])
        self.assertNotIn("/admin/", letters["correspondent@example.org"].body)

    def test_publication_tells_the_author_where_and_what_was_said(self):
        page = self.room.at_approval()
        letters = self.letters(
            lambda: act(page, self.room.approver, "approve", comment="Bài hay lắm!")
        )
        self.assertEqual(set(letters), {"correspondent@example.org"})
        body = letters["correspondent@example.org"].body
        self.assertIn("con-duong-sang-giua-ban", body)
        self.assertIn("Bài hay lắm!", body)

    def test_a_planned_story_tells_the_moment(self):
        moment = timezone.now() + timedelta(days=1)
        page = self.room.at_approval(go_live_at=moment)
        letters = self.letters(lambda: act(page, self.room.approver, "approve"))
        shown = timezone.localtime(moment).strftime("%H:%M %d/%m/%Y")
        self.assertIn(shown, letters["correspondent@example.org"].body)

    def test_whoever_wants_no_mail_gets_none(self):
        profile = UserProfile.get_for_user(self.room.reviewer)
        profile.submitted_notifications = False
        profile.save()
        self.assertEqual(self.letters(self.send), {})

    def test_a_line_break_in_a_title_makes_no_header(self):
        page = self.room.story("Tin\r\nBcc: ai@example.org")
        letters = self.letters(lambda: page.get_workflow().start(page, page.owner))
        self.assertNotIn("\n", letters["reviewer@example.org"].subject)

    def test_a_dead_mail_server_stops_nobody(self):
        with self.settings(EMAIL_BACKEND=f"{__name__}.BrokenBackend"):
            self.letters(self.send)
        self.assertTrue(TaskState.objects.filter(status="in_progress").exists())

    def test_a_queue_that_fails_stops_nobody(self):
        with patch("goodnews.workflows.mails.send_letters") as task:
            task.enqueue.side_effect = OSError
            self.letters(self.send)
        self.assertTrue(TaskState.objects.filter(status="in_progress").exists())

    def test_nothing_is_sent_for_what_was_rolled_back(self):
        def fail():
            with self.assertRaises(RuntimeError), transaction.atomic():
                self.send()
                raise RuntimeError

        self.assertEqual(self.letters(fail), {})

    def test_the_only_editor_who_edited_makes_the_approvers_hear(self):
        self.room.second_editor.delete()
        page = self.send()
        edit(page, self.room.editor, place="Bản Sín Chải")
        letters = self.letters(lambda: act(page, self.room.reviewer, "approve"))
        self.assertEqual(set(letters), {"approver@example.org", "approver2@example.org"})
        self.assertEqual(stage(page), "editing")
