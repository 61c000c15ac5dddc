"""What stands beside the editor: preview, versions, history of a page that one may edit."""

from django.test import TestCase
from django.urls import reverse

from goodnews.accounts.roles import Role
from tests.accounts.factories import make_user

from .factories import act, edit, edit_form_of, make_newsroom

PREVIEW, VERSION, COMPARE, HISTORY = (
    f"wagtailadmin_pages:{name}"
    for name in ("preview_on_edit", "revisions_view", "revisions_compare", "history")
)


class BesideTheEditorTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()

    def setUp(self):
        self.page = edit(self.room.sent(), self.room.correspondent, lead="Thêm một câu.")
        self.client.force_login(self.room.reviewer)

    def addresses(self) -> list[str]:
        pk, version = self.page.pk, self.page.latest_revision_id
        return [
            reverse(PREVIEW, args=[pk]),
            reverse(VERSION, args=[pk, version]),
            reverse(COMPARE, args=[pk, "earliest", "latest"]),
            reverse(HISTORY, args=[pk]),
            reverse(f"{HISTORY}_results", args=[pk]),
        ]

    def test_the_reviewer_of_the_unit_previews_what_is_typed(self):
        address = reverse(PREVIEW, args=[self.page.pk])
        data = edit_form_of(self.page, user=self.room.reviewer) | {"lead": "Vừa gõ xong."}
        self.assertEqual(self.client.post(address, data).json()["is_valid"], True)
        self.assertContains(self.client.get(address), "Vừa gõ xong.")

    def test_the_reviewer_of_the_unit_reads_versions_and_history(self):
        for address in self.addresses()[1:]:
            with self.subTest(address=address):
                self.assertContains(self.client.get(address), "")
        self.assertContains(self.client.get(self.addresses()[1]), "Thêm một câu.")
        self.assertContains(self.client.get(self.addresses()[3]), "Đơn vị rà soát")

    def test_nobody_else_without_a_right_on_pages_does_nor_does_the_reviewer_afterwards(self):
        stranger = make_user("stranger", role=Role.REVIEWER, unit=self.room.other_unit)
        organiser = make_user("organiser", role=Role.ORGANISER, unit=self.room.province)
        people = (stranger, organiser, self.room.correspondent, self.room.reviewer)
        act(self.page, self.room.reviewer, "approve")
        for user in people:
            self.client.force_login(user)
            for address in self.addresses():
                with self.subTest(user=user.username, address=address):
                    self.assertIn(self.client.get(address).status_code, (302, 403))
