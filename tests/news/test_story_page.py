"""The public page of a story: the same for everybody, few queries, safe, and Vietnamese."""

import json
import re
from datetime import date

from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext

from exemplars.models import ExemplarPage
from news.choices import Origin, StoryKind
from news.models import StoryExemplar
from tests.images.factories import make_image
from tests.units.factories import make_unit

from .factories import TEXT, make_many_stories, make_site, make_story, make_theme

QUERY_BUDGET = 15
SCRIPT = "<script>alert(1)</script>"


class StoryPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.site = make_site()
        cls.index = cls.site.stories
        cls.unit = make_unit("Xã Nậm Pung")
        cls.theme = make_theme("Môi trường")
        cls.story = make_story(
            cls.index,
            "Hai mươi bốn cột đèn",
            unit=cls.unit,
            themes=[cls.theme],
            published_on=date(2026, 11, 20),
        )

    def page(self, story=None) -> str:
        response = self.client.get((story or self.story).get_url())
        self.assertEqual(response.status_code, 200)
        return response.content.decode()

    def test_it_shows_what_readers_ask_first(self):
        html = self.page()
        for part in (
            "<h1>Hai mươi bốn cột đèn</h1>",
            "Xã Nậm Pung",
            "bản Sín Chải",
            "diễn ra ngày 21/11/2026",
            "1 phút đọc",
            "Nguyễn Văn A",
            "/tin-tot/chu-de/moi-truong/",
        ):
            with self.subTest(part=part):
                self.assertIn(part, html)

    def test_it_is_the_same_for_every_visitor(self):
        first = self.client.get(self.story.get_url())
        second = self.client_class(headers={"user-agent": "Zalo", "accept-language": "en"}).get(
            self.story.get_url()
        )
        self.assertEqual(first.content, second.content)
        self.assertFalse(first.cookies)
        self.assertNotIn("Cookie", first.get("Vary", ""))
        self.assertIn("public", first["Cache-Control"])
        self.assertNotContains(first, "csrf")

    @override_settings(PAGE_CACHE_ENABLED=True)
    def test_a_kept_page_needs_no_query(self):
        for address in (self.story.get_url(), "/tin-tot/", "/tin-tot/2026/11/", "/rss/"):
            self.client.get(address)
            with self.subTest(address=address), self.assertNumQueries(0):
                self.client.get(address)

    @override_settings(PAGE_CACHE_ENABLED=True)
    def test_publishing_ends_the_kept_list(self):
        self.client.get("/tin-tot/")
        with self.captureOnCommitCallbacks(execute=True):
            make_story(self.index, "Tin vừa đăng")
        self.assertContains(self.client.get("/tin-tot/"), "Tin vừa đăng")

    def test_other_stories_share_theme_or_unit(self):
        other_unit = make_unit("Xã Bản Liền", parent=self.unit)
        stranger = make_story(self.index, "Tin không liên quan", unit=other_unit)
        by_unit = make_story(self.index, "Tin cùng đơn vị", unit=self.unit)
        by_both = make_story(
            self.index,
            "Tin cùng cả hai",
            unit=self.unit,
            themes=[self.theme],
            published_on=date(2026, 11, 1),
        )
        response = self.client.get(self.story.get_url())
        shown = [story.pk for story in response.context["around"].other_stories]
        self.assertEqual(shown, [by_both.pk, by_unit.pk])
        self.assertNotIn(stranger.pk, shown)

    def test_the_days_before_and_after_are_those_with_stories(self):
        make_story(self.index, "Tin trước", published_on=date(2026, 11, 17))
        make_story(self.index, "Tin sau", published_on=date(2026, 11, 21))
        html = self.page()
        self.assertIn('href="/tin-tot/2026/11/17/"', html)
        self.assertIn('href="/tin-tot/2026/11/21/"', html)
        self.assertIn("Tin ngày 17/11/2026", html)

    def test_scripts_in_text_fields_are_only_text(self):
        story = make_story(
            self.index,
            SCRIPT,
            slug="doc-hai",
            lead=SCRIPT,
            place=SCRIPT,
            byline=SCRIPT,
            source_name=SCRIPT,
            cover=make_image(),
            cover_caption=SCRIPT,
            body=[
                ("heading", SCRIPT),
                ("quote", {"text": SCRIPT, "person": SCRIPT, "role": SCRIPT}),
                ("fact_box", {"title": SCRIPT, "text": TEXT}),
                ("video", {"address": "https://youtu.be/dQw4w9WgXcQ", "title": SCRIPT}),
            ],
        )
        self.assertNotIn("<script>alert", self.page(story))

    def test_a_repost_names_and_links_its_source(self):
        story = make_story(
            self.index,
            origin=Origin.REPOST,
            source_name="Báo Lào Cai",
            source_url="https://example.com/tin",
        )
        html = self.page(story)
        self.assertIn("đăng lại", html)
        self.assertIn('href="https://example.com/tin"', html)

    def test_people_in_the_story_are_shown_while_they_are_public(self):
        exemplar = self.site.exemplars.add_child(
            instance=ExemplarPage(title="Lý A Sùng", deed="Thắp sáng đường bản.", live=False)
        )
        StoryExemplar.objects.create(story=self.story, exemplar=exemplar)
        self.assertNotIn("Lý A Sùng", self.page())
        ExemplarPage.objects.filter(pk=exemplar.pk).update(live=True)
        self.assertIn("Lý A Sùng", self.page())

    def test_machines_read_an_article_and_a_breadcrumb(self):
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', self.page())
        data = {item["@type"]: item for item in map(json.loads, found)}
        self.assertEqual(data["NewsArticle"]["headline"], "Hai mươi bốn cột đèn")
        self.assertEqual(data["NewsArticle"]["author"]["name"], "Nguyễn Văn A")
        self.assertEqual(len(data["BreadcrumbList"]["itemListElement"]), 3)

    def test_the_card_of_a_beautiful_story_says_so(self):
        story = make_story(self.index, kind=StoryKind.BEAUTIFUL_STORY, unit=self.unit)
        card = story.get_share_card()
        self.assertEqual((card.kicker, card.meta), ("Câu chuyện đẹp", "Xã Nậm Pung · 21/11/2026"))

    def test_what_is_not_live_is_not_found(self):
        self.story.unpublish()
        self.assertEqual(self.client.get("/tin-tot/hai-muoi-bon-cot-den/").status_code, 404)
        self.assertEqual(self.client.get("/tin-tot/khong-co/").status_code, 404)

    def test_odd_query_strings_change_nothing(self):
        for query in ("page=abc", "x=%00", f"q={'x' * 10_000}", "unit[]=1"):
            with self.subTest(query=query[:20]):
                response = self.client.get(f"{self.story.get_url()}?{query}")
                self.assertEqual(response.status_code, 200)
        self.assertEqual(self.client.get("/tin-tot/%00/").status_code, 404)


class StoryQueryTests(TestCase):
    def queries(self, story) -> int:
        self.client.get(story.get_url())
        with CaptureQueriesContext(connection) as captured:
            self.client.get(story.get_url())
        return len(captured)

    def test_queries_are_few_and_the_same_with_60_and_2000_stories(self):
        site = make_site()
        unit, theme = make_unit("Xã Nậm Pung"), make_theme("Môi trường")
        image = make_image()
        story = make_story(
            site.stories,
            "Hai mươi bốn cột đèn",
            slug="cot-den",
            unit=unit,
            themes=[theme],
            cover=image,
            body=[
                ("text", TEXT),
                # Each sort of block with pictures would be one query more.
                ("gallery", {"images": [{"image": image}, {"image": image}]}),
            ],
        )
        make_many_stories(site.stories, 60, units=[unit], themes=[theme])
        few = self.queries(story)
        for child in site.stories.get_children().exclude(pk=story.pk):
            type(child).objects.filter(pk=child.pk).update(slug=f"truoc-{child.pk}")
        make_many_stories(site.stories, 1_940, units=[unit], themes=[theme], per_day=40)
        self.assertEqual(self.queries(story), few)
        self.assertLessEqual(few, QUERY_BUDGET)
