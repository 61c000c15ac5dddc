"""What is missing is said where it can be mended: each fault leads to its field."""

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase, TestCase
from django.urls import reverse

from goodnews.workflows.faults import as_links

from .factories import make_newsroom, stage


class LinkTests(SimpleTestCase):
    def test_a_fault_of_a_field_leads_to_it(self):
        faults = [
            ValidationError({"lead": "Thiếu đoạn dẫn."}),
            ValidationError({"body": "Thiếu chữ thay ảnh."}),
            ValidationError("Chưa duyệt."),
        ]
        self.assertEqual(
            list(as_links(faults)),
            [
                '<a href="#id_lead-label">Thiếu đoạn dẫn.</a>',
                '<a href="#body">Thiếu chữ thay ảnh.</a>',
                "Chưa duyệt.",
            ],
        )

    def test_a_message_stays_text(self):
        fault = ValidationError({"lead": "<script>alert(1)</script>"})
        self.assertIn("&lt;script&gt;", next(as_links([fault])))


class EditViewTests(TestCase):
    def test_reviewers_are_led_to_what_is_missing(self):
        room = make_newsroom()
        page = room.at_approval(cover=None)
        self.client.force_login(room.approver)
        response = self.client.get(f"/admin/pages/{page.pk}/edit/")
        self.assertContains(response, "Cần xong trước khi đăng:")
        self.assertContains(response, '<a href="#id_cover-label">Bài cần ít nhất một hình.</a>')
        self.assertContains(response, 'id="id_cover-label"')

    def test_the_refusal_leads_there_too(self):
        room = make_newsroom()
        page = room.at_approval(cover=None)
        self.client.force_login(room.approver)
        edit = f"/admin/pages/{page.pk}/edit/"
        task_state = page.current_workflow_task_state
        url = reverse(
            "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task_state.pk]
        )
        response = self.client.post(url, {"comment": ""}, headers={"referer": edit}, follow=True)
        self.assertContains(response, '<a href="#id_cover-label">Bài cần ít nhất một hình.</a>')
        self.assertEqual(stage(page), "approval")
