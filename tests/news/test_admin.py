"""The editing form of a story: its order, its slug, its messages at the field."""

import json
import re

from django.http import QueryDict
from django.test import TestCase

from goodnews.core.slugs import vietnamese_formatters
from news.models import StoryPage
from tests.accounts.factories import make_user
from tests.workflows.factories import edit_form_of, fresh

from .factories import make_draft, make_site, make_theme


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


class ThemeFieldTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.site = make_site()
        cls.themes = [make_theme(name) for name in ("Nhân ái", "Tình nguyện", "Văn hóa, văn nghệ")]
        cls.story = make_draft(cls.site.stories, themes=cls.themes[:1])
        cls.admin = make_user("root", is_superuser=True, is_staff=True)

    def setUp(self):
        self.client.force_login(self.admin)
        self.address = f"/admin/pages/{self.story.pk}/edit/"

    def form(self, **values) -> dict:
        return edit_form_of(self.story, user=self.admin) | values

    def kept(self) -> set[str]:
        story = fresh(self.story).get_latest_revision_as_object()
        return {link.tag.name for link in story.theme_links.all()}

    def test_every_theme_stands_there_to_tick_as_it_is_written(self):
        html = self.client.get(self.address).content.decode()
        for theme in self.themes:
            field = re.search(
                rf'<input type="checkbox" name="themes" value="{theme.pk}"[^>]*>', html
            )
            self.assertEqual("checked" in field.group(), theme == self.themes[0])
            self.assertIn(f" {theme.name}</label>", html)

    def test_what_is_ticked_is_kept_and_what_is_not_is_gone(self):
        ticked = [theme.pk for theme in self.themes[1:]]
        self.client.post(self.address, self.form(themes=ticked))
        self.assertEqual(self.kept(), {"Tình nguyện", "Văn hóa, văn nghệ"})
        self.client.post(self.address, self.form(themes=[]))
        self.assertEqual(self.kept(), set())

    def test_an_opened_form_changes_no_theme(self):
        form_class = StoryPage.get_edit_handler().get_form_class()
        data = QueryDict("body-count=0", mutable=True)
        data.setlist("themes", self.form()["themes"])
        form = form_class(data, instance=self.story, for_user=self.admin)
        self.assertNotIn("themes", form.changed_data)

    def test_a_theme_that_does_not_exist_is_refused_at_the_field(self):
        for unknown in ("0", "999999", "9" * 40, "x", "²", "\0"):
            with self.subTest(unknown=unknown):
                response = self.client.post(self.address, self.form(themes=[unknown], title="Mới"))
                self.assertEqual(response.status_code, 200)
                self.assertIn("themes", response.context["form"].errors)
                self.assertContains(response, 'value="Mới"')
        self.assertEqual(self.kept(), {"Nhân ái"})
