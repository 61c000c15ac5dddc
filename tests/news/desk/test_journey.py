"""From the correspondent's form to the public page, without a browser."""

from django.core import mail
from django.test import Client

from news.models import StoryPage
from tests.workflows.factories import fresh, stage

from .factories import KEY, described, filled, photo
from .test_views import EDIT, NEW, RECEIPT, DeskTestCase


class JourneyTests(DeskTestCase):
    def sign_in(self, user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def decide(self, user, action: str, **values):
        """Let ``user`` decide in the admin's modal window, as the dashboard does."""
        story = StoryPage.objects.get()
        state = story.current_workflow_task_state
        address = f"/admin/pages/workflow/action/{story.pk}/{action}/{state.pk}/"
        return self.sign_in(user).post(
            address, values, headers={"x-requested-with": "XMLHttpRequest"}
        )

    def test_sent_returned_corrected_reviewed_edited_approved_and_live(self):
        self.client.post(NEW, filled(photos=[photo()], do="photos"))
        self.client.post(EDIT, filled(do="send", **described(self.draft)))
        story = StoryPage.objects.get()

        dashboard = self.sign_in(self.room.reviewer).get("/admin/")
        self.assertContains(dashboard, "Con đường sáng giữa bản")

        response = self.decide(self.room.reviewer, "reject", comment="")
        self.assertIn("tác giả cần sửa những gì", response.json()["html"])
        self.decide(self.room.reviewer, "reject", comment="Thêm tên trưởng bản.")
        self.assertContains(self.client.get(RECEIPT), "Thêm tên trưởng bản.")

        self.client.post(f"/gui-bai/{KEY}/nhan-lai/")
        self.client.post(
            EDIT, filled(do="send", place="Bản Sín Chải, xã Nậm Pung", **described(self.draft))
        )
        self.decide(self.room.reviewer, "approve")
        self.assertEqual(stage(story), "editing")

        page = fresh(story).get_latest_revision_as_object()
        page.title = "Bản Sín Chải có đường sáng"
        page.save_revision(user=self.room.editor)
        self.decide(self.room.editor, "approve")
        self.assertEqual(stage(story), "editing", "nobody passes on their own edit")
        self.decide(self.room.second_editor, "approve")

        with self.captureOnCommitCallbacks(execute=True):
            self.decide(self.room.approver, "approve", comment="Cảm ơn Nậm Pung!")
        story = fresh(story)
        self.assertTrue(story.live)
        self.assertEqual(story.title, "Bản Sín Chải có đường sáng")

        public = Client().get(story.get_url())
        self.assertContains(public, "Bản Sín Chải có đường sáng")
        self.assertContains(public, "Bà con mang ngô luộc ra cùng ăn.")
        receipt = self.client.get(RECEIPT)
        self.assertContains(receipt, story.get_url())
        self.assertContains(receipt, "Cảm ơn Nậm Pung!")
        letter = mail.outbox[-1]
        self.assertEqual(letter.to, ["correspondent@example.org"])
        self.assertIn(story.get_url(), letter.body)
        collection = self.draft.photos.get().image.collection
        self.assertTrue(collection.is_root())
