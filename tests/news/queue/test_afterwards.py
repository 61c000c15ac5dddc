"""Where a decision in the editor leads, and what is said about it."""

from django.test import TestCase

from tests.workflows.factories import act, edit_form_of, make_newsroom, stage

QUEUE = "/admin/hang-cho/"
NO_PERMISSION = "Bạn không có quyền"


class AfterwardsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()

    def decide(self, page, user, action, **data):
        self.client.force_login(user)
        data = edit_form_of(page, user=user) | {
            "action-workflow-action": "true",
            "workflow-action-name": action,
            **data,
        }
        return self.client.post(f"/admin/pages/{page.pk}/edit/", data, follow=True)

    def test_whoever_passes_a_story_on_is_told_to_which_stage_and_is_back_at_the_queue(self):
        page = self.room.sent(body="[]")
        response = self.decide(page, self.room.reviewer, "approve")
        self.assertEqual(stage(page), "editing")
        self.assertRedirects(response, QUEUE)
        self.assertContains(response, f"“{page.title}” đã chuyển sang khâu “Biên tập”.")
        self.assertNotContains(response, NO_PERMISSION)

    def test_whoever_returns_a_story_is_told_that_its_author_has_it(self):
        page = self.room.sent(body="[]")
        words = '{"comment": "Thiếu ảnh."}'
        extra = {"workflow-action-extra-data": words}
        response = self.decide(page, self.room.reviewer, "reject", **extra)
        self.assertRedirects(response, QUEUE)
        self.assertContains(response, f"“{page.title}” đã được trả lại cho tác giả.")
        self.assertNotContains(response, NO_PERMISSION)

    def test_a_decision_that_was_asked_for_elsewhere_leads_back_there(self):
        page = self.room.sent(body="[]")
        response = self.decide(page, self.room.reviewer, "approve", next="/admin/account/")
        self.assertRedirects(response, "/admin/account/")

    def test_saving_stays_where_it_is(self):
        page = self.room.sent(body="[]")
        act(page, self.room.reviewer, "approve")
        self.client.force_login(self.room.editor)
        address = f"/admin/pages/{page.pk}/edit/"
        data = edit_form_of(page, user=self.room.editor)
        self.assertRedirects(self.client.post(address, data), address)
