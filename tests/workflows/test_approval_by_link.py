"""Approval by a link from the mail: one person, one version, once, and not for long."""

import re
from datetime import timedelta
from unittest.mock import patch

from allauth.mfa.models import Authenticator
from django.core import mail, signing
from django.test import TestCase

from goodnews.accounts.second_factor import ENROLLED_SESSION_KEY
from goodnews.workflows.passes import VALID_FOR, approval_path

from .factories import act, edit, fresh, make_newsroom, stage


class ApprovalByLinkTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()
        for user in (cls.room.approver, cls.room.second_approver):
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})

    def setUp(self):
        self.page = self.room.at_approval()
        self.path = self.path_for(self.room.approver)
        self.sign_in(self.room.approver)

    def path_for(self, user) -> str:
        return approval_path(self.page.current_workflow_task_state, page=self.page, user=user)

    def sign_in(self, user, *, with_factor: bool = True):
        self.client.force_login(user)
        if with_factor:
            session = self.client.session
            session[ENROLLED_SESSION_KEY] = user.pk
            session.save()

    def assert_refused(self, words: str, path: str | None = None, **data):
        for send in (self.client.get, self.client.post):
            response = send(path or self.path, data, follow=True)
            self.assertContains(response, words)

    def test_the_mail_to_approvers_holds_it(self):
        page = self.room.sent("Tin khác")
        act(page, self.room.reviewer, "approve")
        mail.outbox.clear()
        with self.captureOnCommitCallbacks(execute=True):
            act(page, self.room.editor, "approve")
        letters = {letter.to[0]: letter.body for letter in mail.outbox}
        self.assertEqual(set(letters), {"approver@example.org", "approver2@example.org"})
        path = re.search(r"http\S+(/admin/duyet/\S+)", letters["approver@example.org"]).group(1)
        self.assertContains(self.client.get(path), "Tin khác")

    def test_it_shows_the_version_and_approves_it(self):
        shown = self.client.get(self.path)
        self.assertContains(shown, f"/revisions/{self.page.latest_revision_id}/view/")
        self.assertEqual(stage(self.page), "approval")
        self.client.post(self.path, {"do": "approve", "comment": "Bài tốt"})
        self.assertTrue(fresh(self.page).live)
        self.assert_refused("đã được quyết định")

    def test_a_return_needs_its_reason_and_keeps_what_was_typed(self):
        response = self.client.post(self.path, {"do": "reject", "comment": "  "})
        self.assertContains(response, "Hãy ghi rõ tác giả cần sửa những gì.")
        self.assertEqual(stage(self.page), "approval")
        self.client.post(self.path, {"do": "reject", "comment": "Ảnh mờ"})
        self.assertIsNone(stage(self.page))
        self.assertFalse(fresh(self.page).live)

    def test_what_is_missing_is_refused_here_too(self):
        self.page = self.room.at_approval("Không hình", cover=None)
        path = self.path_for(self.room.approver)
        self.assertContains(self.client.get(path), "Bài cần ít nhất một hình.")
        self.client.post(path, {"do": "approve"})
        self.assertFalse(fresh(self.page).live)

    def test_another_version_another_person_another_day(self):
        self.assert_refused("gửi cho người khác", self.path_for(self.room.second_approver))
        self.assert_refused("không dùng được", "/admin/duyet/x:y:z/")
        later = signing.time.time() + VALID_FOR.total_seconds() + 1
        with patch.object(signing.time, "time", return_value=later):
            self.assert_refused("quá ba ngày")
        edit(self.page, self.room.editor, lead="Đã đổi.")
        self.assert_refused("đã được sửa sau khi")
        self.assertFalse(fresh(self.page).live)

    def test_the_last_editor_cannot_use_it_either(self):
        edit(self.page, self.room.approver, lead="Tự sửa.")
        path = self.path_for(self.room.approver)
        self.client.post(path, {"do": "approve"})
        self.assertFalse(fresh(self.page).live)

    def test_it_asks_for_signing_in_and_for_the_second_factor(self):
        Authenticator.objects.filter(user=self.room.approver).delete()
        self.client.logout()
        login = self.client.get(self.path, follow=True).redirect_chain[-1][0]
        self.assertIn("/tai-khoan/login/", login)
        self.sign_in(self.room.approver, with_factor=False)
        for send in (self.client.get, self.client.post):
            response = send(self.path, {"do": "approve"})
            self.assertRedirects(response, "/tai-khoan/2fa/", fetch_redirect_response=False)
        self.assertFalse(fresh(self.page).live)
        self.assertEqual(VALID_FOR, timedelta(days=3))
