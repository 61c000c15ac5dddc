"""The guides inside the admin."""

from django.test import TestCase
from django.urls import reverse

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from goodnews.home.guide import CONTESTS, EDITING, GUIDES
from tests.accounts.factories import make_user


class GuidePageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()

    def test_an_editor_finds_the_guide_from_the_dashboard_and_no_foreign_help(self):
        self.client.force_login(make_user("editor", role=Role.EDITOR))
        dashboard = self.client.get(reverse("wagtailadmin_home"))
        self.assertContains(dashboard, f'href="{reverse("guides")}"')
        self.assertNotContains(dashboard, "guide.wagtail.org")
        self.assertRedirects(self.client.get(reverse("guides")), EDITING.url)
        guide = self.client.get(EDITING.url)
        self.assertContains(guide, "<strong>Trả lại để sửa</strong>")
        self.assertContains(guide, "Biên tập và duyệt tin")
        self.assertEqual(self.client.get(reverse("guide", args=["khac"])).status_code, 404)

    def test_an_organiser_is_led_to_contests_and_finds_the_others_beside(self):
        self.client.force_login(make_user("organiser", role=Role.ORGANISER))
        self.assertRedirects(self.client.get(reverse("guides")), CONTESTS.url)
        page = self.client.get(CONTESTS.url)
        self.assertContains(page, f'<a href="{CONTESTS.url}" aria-current="page">')
        self.assertContains(page, "Theo dõi khi cuộc thi đang mở")
        menu = self.client.get(reverse("wagtailadmin_home"))
        for guide in GUIDES:
            with self.subTest(guide=guide.slug):
                self.assertContains(page, f'href="{guide.url}"')
                self.assertContains(menu, guide.url)
