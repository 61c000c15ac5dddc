"""What the editor's form offers to whoever has a page before them."""

import re

from django.test import TestCase
from wagtail.admin.icons import get_icons

from goodnews.accounts.roles import Role
from tests.accounts.factories import make_user

from .factories import act, edit, edit_form_of, fresh, make_newsroom, stage

CANCEL = "action-cancel-workflow"


class DecidingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()

    def open(self, page, user):
        self.client.force_login(user)
        return self.client.get(f"/admin/pages/{page.pk}/edit/")

    def cancel(self, page, user):
        self.client.force_login(user)
        data = edit_form_of(page, user=user) | {CANCEL: "1"}
        return self.client.post(f"/admin/pages/{page.pk}/edit/", data, follow=True)

    def test_a_reviewer_returns_a_story_and_cannot_stop_it_without_a_word(self):
        page = self.room.sent()
        self.assertNotContains(self.open(page, self.room.reviewer), CANCEL)
        response = self.cancel(page, self.room.reviewer)
        self.assertEqual(stage(page), "unit")
        self.assertContains(response, "Hãy trả lại bài kèm lý do")

    def test_whoever_sent_a_page_and_the_administrator_may_stop_it(self):
        page = self.room.sent(owner=self.room.editor)
        act(page, self.room.reviewer, "approve")
        self.assertContains(self.open(page, self.room.editor), CANCEL)
        self.assertContains(self.open(page, self.room.superuser), CANCEL)

    def test_whoever_changed_it_last_is_told_why_nothing_can_be_passed_on(self):
        page = self.room.sent()
        make_user("reviewer2", role=Role.REVIEWER, unit=self.room.unit)
        words = "Bạn sửa trang này sau cùng, nên"
        self.assertNotContains(self.open(page, self.room.reviewer), words)
        edit(page, self.room.reviewer, title="Con đường sáng ở Sín Chải")
        response = self.open(page, self.room.reviewer)
        self.assertContains(response, words)
        self.assertContains(response, "“Đơn vị rà soát”")

    def test_the_only_reviewer_of_a_unit_changes_a_story_and_passes_it_on(self):
        page = self.room.sent()
        self.client.force_login(self.room.reviewer)
        data = edit_form_of(page, user=self.room.reviewer)
        data |= {"place": "Bản Sín Chải", "action-workflow-action": "true"}
        data |= {"workflow-action-name": "approve"}
        self.client.post(f"/admin/pages/{page.pk}/edit/", data)
        self.assertEqual(stage(page), "editing")
        self.assertEqual(fresh(page).get_latest_revision_as_object().place, "Bản Sín Chải")

    def test_the_only_reviewer_is_told_what_passing_on_an_own_edit_means(self):
        page = self.room.sent()
        edit(page, self.room.reviewer, title="Con đường sáng ở Sín Chải")
        response = self.open(page, self.room.reviewer)
        self.assertContains(response, "không còn ai khác quyết định")
        self.assertContains(response, 'data-workflow-action-name="approve"')

    def test_every_icon_that_the_page_and_its_messages_name_is_there(self):
        page = self.room.sent()
        edit(page, self.room.reviewer, title="Con đường sáng ở Sín Chải")
        html = self.open(page, self.room.reviewer).content.decode()
        named = set(re.findall(r'href="#icon-([\w-]+)"', html))
        drawn = set(re.findall(r'id="icon-([\w-]+)"', get_icons()))
        self.assertEqual(named - drawn, set())
