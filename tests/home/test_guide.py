"""The editors' guide inside the admin."""

from django.test import SimpleTestCase, TestCase
from django.urls import reverse

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from goodnews.home.guide import GuideBlock, Span, blocks, editors_guide, spans
from tests.accounts.factories import make_user


class GuideTextTests(SimpleTestCase):
    def test_a_list_goes_on_over_the_lines_of_the_file(self):
        self.assertEqual(
            blocks(["# Tên", "", "Một", "hai.", "", "1. **A**", "   tiếp", "2. B", "", "- c"]),
            [
                GuideBlock("title", ["Tên"]),
                GuideBlock("paragraph", ["Một hai."]),
                GuideBlock("ordered", ["**A** tiếp", "B"]),
                GuideBlock("bulleted", ["c"]),
            ],
        )

    def test_bold_and_code_are_told_from_text_and_nothing_is_lost(self):
        self.assertEqual(
            list(spans("Bấm **Gỡ xuống** ở `/admin/`.")),
            [
                Span("text", "Bấm "),
                Span("bold", "Gỡ xuống"),
                Span("text", " ở "),
                Span("code", "/admin/"),
                Span("text", "."),
            ],
        )

    def test_the_manual_uses_only_marks_that_the_page_knows(self):
        texts = [s.text for block in editors_guide() for item in block.items for s in item]
        self.assertGreater(len(texts), 30)
        for text in texts:
            with self.subTest(text=text):
                self.assertNotRegex(text, r"\*\*|`|\]\(|^\||^>|^#")


class GuidePageTests(TestCase):
    def test_an_editor_finds_the_guide_from_the_dashboard_and_no_foreign_help(self):
        apply_roles()
        self.client.force_login(make_user("editor", role=Role.EDITOR))
        dashboard = self.client.get(reverse("wagtailadmin_home"))
        self.assertContains(dashboard, reverse("editors_guide"))
        self.assertNotContains(dashboard, "guide.wagtail.org")
        guide = self.client.get(reverse("editors_guide"))
        self.assertContains(guide, "<strong>Trả lại để sửa</strong>")
        self.assertContains(guide, "Biên tập và duyệt tin")
