import re
from datetime import date

from django.test import TestCase

from goodnews.home.models import SiteSettings, StandardPage
from goodnews.home.navigation import build_frame
from news.choices import StoryKind
from news.models import StoryIndexPage
from tests.campaigns.contests.contests_world import make_contest, make_round, publish_rules
from tests.news.factories import TODAY, make_site, make_story, make_theme
from tests.privacy.factories import make_request
from tests.units.factories import make_unit


class FrameTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.tree = make_site()

    def frame(self, path="/", language="vi", page=None):
        return build_frame(
            path=path, host="https://example.org", language=language, page=page, today=TODAY
        )

    def test_the_menu_leads_to_the_sections_of_the_readers_language(self):
        vietnamese = [item.url for item in self.frame().menu]
        english = [item.url for item in self.frame("/en/", "en").menu]
        self.assertEqual(
            vietnamese, ["/tin-tot/", "/tin-tot/cau-chuyen-dep/", "/guong-sang/", "/chien-dich/"]
        )
        self.assertEqual(english, [f"/en{url}" for url in vietnamese])

    def test_the_readers_place_is_marked_once(self):
        for path, current in (
            ("/tin-tot/", {"/tin-tot/": "page"}),
            ("/tin-tot/con-duong-sang/", {"/tin-tot/": "true"}),
            ("/tin-tot/cau-chuyen-dep/", {"/tin-tot/cau-chuyen-dep/": "page"}),
            ("/guong-sang/le-khue/", {"/guong-sang/": "true"}),
            ("/tim-kiem/", {}),
        ):
            with self.subTest(path=path):
                marked = {item.url: item.current for item in self.frame(path).menu}
                self.assertEqual({k: v for k, v in marked.items() if v}, current)

    def test_a_story_without_translation_leads_to_the_other_languages_home_page(self):
        story = make_story(self.tree.stories)
        frame = self.frame(f"/tin-tot/{story.slug}/", page=story)
        self.assertEqual(frame.alternates, [])
        self.assertEqual(frame.other_language.url, "/en/")

    def test_a_translated_page_names_both_addresses(self):
        page = StandardPage.objects.get(slug="gioi-thieu", locale__language_code="vi")
        frame = self.frame("/gioi-thieu/", page=page)
        self.assertEqual(frame.other_language.url, "/en/gioi-thieu/")
        self.assertEqual(
            {item.language: item.absolute_url for item in frame.alternates},
            {"vi": "https://example.org/gioi-thieu/", "en": "https://example.org/en/gioi-thieu/"},
        )

    def test_a_section_that_was_taken_down_leaves_the_menu(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.tree.exemplars.unpublish()
        self.assertNotIn("/guong-sang/", [item.url for item in self.frame().menu])

    def test_new_settings_are_seen_at_once(self):
        self.assertEqual(self.frame().settings.phone, "")
        settings = SiteSettings.objects.get()
        settings.phone = "0259 3822 111"
        with self.captureOnCommitCallbacks(execute=True):
            settings.save()
        self.assertEqual(self.frame().settings.phone, "0259 3822 111")

    def test_the_frame_reads_settings_menu_and_translations_where_nothing_may_be_kept(self):
        story = make_story(self.tree.stories)
        with self.assertNumQueries(3):
            self.frame(page=story)
        with self.assertNumQueries(2):
            self.frame(page=self.tree.home)


class FrameAnswerTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_site()

    def test_every_page_can_be_used_without_a_script(self):
        page = self.client.get("/gioi-thieu/")
        self.assertContains(page, 'href="#noi-dung"')
        self.assertContains(page, "<details data-menu>")
        self.assertContains(page, 'class="needs-js"')

    def test_the_licence_number_is_shown_only_if_given(self):
        self.assertNotContains(self.client.get("/"), "Giấy phép:")
        settings = SiteSettings.objects.get()
        settings.licence_number = "12/GP-STTTT"
        with self.captureOnCommitCallbacks(execute=True):
            settings.save()
        self.assertContains(self.client.get("/"), "12/GP-STTTT")

    def test_the_four_figures_of_visits_wait_hidden(self):
        page = self.client.get("/").content.decode()
        for name in ("now", "today", "week", "total"):
            self.assertIn(f'data-visits="{name}"', page)
        self.assertIn("<div data-visits-box hidden>", page)


class LanguageTests(TestCase):
    """Where the language switch and the alternates lead from addresses below a page."""

    @classmethod
    def setUpTestData(cls):
        cls.tree = make_site()
        theme = make_theme("Giáo dục")
        unit = make_unit("Xã Nậm Pung")
        values = {"themes": [theme], "unit": unit, "kind": StoryKind.BEAUTIFUL_STORY}
        cls.story = make_story(cls.tree.stories, published_on=TODAY, **values)
        make_story(cls.tree.stories, "Tin cũ", published_on=date(2025, 3, 26))
        cls.english = StoryIndexPage.objects.get(locale__language_code="en")
        make_story(cls.english, "A road of light", published_on=TODAY, **values)
        contest = make_contest("tim-hieu-bien-gioi")
        make_round(contest)
        publish_rules(contest)

    def links(self, address: str) -> tuple[str, dict[str, str]]:
        """Return where the switch leads, and the alternates, of the page at ``address``."""
        page = self.client.get(address).content.decode()
        switch = re.search(r'class="topbar__link" href="([^"]*)"', page)[1]
        alternates = re.findall(r'rel="alternate" hreflang="(..)" href="http://[^/]*([^"]*)"', page)
        return switch, dict(alternates)

    def assert_both(self, *paths):
        for path in paths:
            both = {"vi": path, "en": f"/en{path}"}
            with self.subTest(path=path):
                self.assertEqual(self.links(path), (f"/en{path}", both))
                self.assertEqual(self.links(f"/en{path}"), (path, both))

    def test_an_archive_leads_to_the_same_one_in_the_other_language(self):
        self.assert_both(
            "/tin-tot/2026/11/21/",
            "/tin-tot/2026/",
            "/tin-tot/tuan/2026-47/",
            "/tin-tot/chu-de/giao-duc/",
            "/tin-tot/don-vi/xa-nam-pung/",
            "/tin-tot/cau-chuyen-dep/",
            "/tin-tot/luu-tru/",
            "/tin-tot/",
        )

    def test_an_archive_that_is_empty_in_the_other_language_leads_to_the_list(self):
        self.assertEqual(self.links("/tin-tot/2025/"), ("/en/tin-tot/", {}))
        self.assertEqual(self.links("/en/tin-tot/2024/"), ("/tin-tot/", {}))

    def test_what_was_asked_for_does_not_go_along(self):
        switch, alternates = self.links("/tin-tot/2026/?page=1&x=2")
        self.assertEqual((switch, alternates["vi"]), ("/en/tin-tot/2026/", "/tin-tot/2026/"))

    def test_a_view_leads_to_itself_in_the_other_language(self):
        self.assert_both(
            "/tim-kiem/",
            "/yeu-cau-du-lieu/",
            "/so-do-trang/",
            "/cuoc-thi/",
            "/cuoc-thi/tim-hieu-bien-gioi/ket-qua/",
        )

    def test_an_address_that_does_not_exist_has_no_other_language(self):
        self.assertEqual(self.links("/cuoc-thi/khong-co/ket-qua/"), ("/en/", {}))

    def test_nothing_personal_has_an_alternate(self):
        request = make_request()
        for address in (
            f"/yeu-cau-du-lieu/{request.code}/{request.token}/",
            "/cuoc-thi/tim-hieu-bien-gioi/vao-thi/",
            "/gui-bai/",
        ):
            with self.subTest(address=address):
                page = self.client.get(address, follow=True)
                self.assertEqual(page.status_code, 200)
                self.assertNotContains(page, 'rel="alternate" hreflang')
