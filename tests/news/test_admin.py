"""The editing form of a story: its order, its slug, its messages at the field."""

import json
import re

from django.test import TestCase

from goodnews.core.slugs import vietnamese_formatters
from tests.accounts.factories import make_user

from .factories import make_draft, make_site


class StoryFormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.site = make_site()
        cls.story = make_draft(cls.site.stories)
        cls.admin = make_user("root", is_superuser=True, is_staff=True)

    def setUp(self):
        self.client.force_login(self.admin)

    def html(self) -> str:
        response = self.client.get(f"/admin/pages/{self.story.pk}/edit/")
        self.assertEqual(response.status_code, 200)
        return response.content.decode()

    def test_fields_stand_in_the_order_of_work(self):
        html = self.html()
        names = ["title", "kind", "lead", "happened_on", "unit", "cover", "origin"]
        places = [html.index(f'name="{name}"') for name in names]
        self.assertEqual(places, sorted(places))

    def test_the_slug_field_knows_vietnamese_in_the_browser(self):
        field = re.search(r"<input[^>]*name=\"slug\"[^>]*>", self.html()).group()
        sent = re.search(r'data-w-slug-formatters-value="([^"]*)"', field).group(1)
        formatters = json.loads(sent.replace("&quot;", '"'))
        text = "Đoàn Thanh niên Đắk Lắk"
        for (pattern, flags), replacement in formatters:
            self.assertIn("g", flags)
            text = re.sub(pattern, replacement, text)
        self.assertEqual(text.lower().replace(" ", "-"), "doan-thanh-nien-dak-lak")

    def test_letters_written_with_loose_marks_become_the_same(self):
        text = "Đa\u0306\u0301k"
        for pattern, replacement in vietnamese_formatters():
            text = pattern.sub(replacement, text)
        self.assertEqual(text, "dak")

    def test_the_form_is_vietnamese(self):
        html = self.html()
        for label in ("Khi nào, ở đâu, của ai", "Ảnh bìa", "Nhân vật trong tin", "Nguồn tin"):
            self.assertIn(label, html)
