"""Feeds and sitemaps: well-formed whatever a title holds, and each page once."""

from datetime import UTC, datetime, timedelta

from defusedxml import ElementTree
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from news.models import StoryPage
from news.sitemaps import PART_SIZE, news_sitemap, sitemap_part

from .factories import make_draft, make_many_stories, make_site, make_story, make_theme

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


class FeedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.site = make_site()
        cls.story = make_story(
            cls.site.stories,
            "Tin <tốt> & \x0b đẹp",
            slug="tin-tot-dep",
            lead="Một & hai <ba>",
            themes=[make_theme("Môi trường")],
        )
        make_draft(cls.site.stories, "Bản nháp")

    def xml(self, address: str):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        self.assertIn("public", response["Cache-Control"])
        self.assertFalse(response.cookies)
        return ElementTree.fromstring(response.content)

    def test_rss_holds_live_stories_with_absolute_links(self):
        items = self.xml("/rss/").findall("./channel/item")
        self.assertEqual([item.findtext("title") for item in items], ["Tin <tốt> &  đẹp"])
        self.assertEqual(items[0].findtext("link"), "http://testserver/tin-tot/tin-tot-dep/")
        self.assertEqual(items[0].findtext("category"), "Môi trường")

    def test_atom_holds_the_same(self):
        entries = self.xml("/atom/").findall(f"{ATOM}entry")
        self.assertEqual(len(entries), 1)

    def test_the_english_feed_is_its_own(self):
        self.assertEqual(self.xml("/en/rss/").findall("./channel/item"), [])
        self.assertEqual(self.xml("/en/rss/").findtext("./channel/language"), "en")

    def test_only_reading_is_allowed(self):
        self.assertEqual(self.client.post("/sitemap.xml").status_code, 405)


class SitemapTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.site = make_site()
        cls.story = make_story(cls.site.stories, "Hai mươi bốn cột đèn", now=timezone.now())

    def addresses(self) -> list[str]:
        index = ElementTree.fromstring(self.client.get("/sitemap.xml").content)
        found = []
        for part in index.iter(f"{SITEMAP}loc"):
            tree = ElementTree.fromstring(self.client.get(part.text).content)
            found += [loc.text for loc in tree.iter(f"{SITEMAP}loc")]
        return found

    def test_every_public_page_is_listed_once_with_its_address(self):
        found = self.addresses()
        self.assertEqual(len(found), len(set(found)))
        for path in ("/", "/en/", "/tin-tot/", "/tin-tot/hai-muoi-bon-cot-den/", "/guong-sang/"):
            self.assertIn(f"http://testserver{path}", found)

    def test_each_page_says_to_the_second_when_it_changed(self):
        moment = datetime(2026, 11, 30, 20, 15, tzinfo=UTC)
        Page.objects.filter(pk=self.story.pk).update(last_published_at=moment)
        part = self.client.get("/sitemap-1.xml").content.decode()
        address = f"<loc>http://testserver{self.story.get_url()}</loc>"
        self.assertIn(f"{address}<lastmod>2026-11-30T20:15:00Z</lastmod>", part)

    def test_the_addresses_answer(self):
        for address in self.addresses():
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 200)

    def test_private_and_unpublished_pages_are_left_out(self):
        make_draft(self.site.stories, "Bản nháp")
        PageViewRestriction.objects.create(
            page=self.story, restriction_type=PageViewRestriction.LOGIN
        )
        found = self.addresses()
        self.assertFalse([address for address in found if "hai-muoi" in address])
        self.assertFalse([address for address in found if "ban-nhap" in address])

    def test_a_part_is_a_stretch_of_ids_and_never_too_long(self):
        make_many_stories(self.site.stories, 60)
        last = Page.objects.latest("pk").pk
        StoryPage.objects.filter(pk=self.story.pk).delete()
        self.assertIsNone(sitemap_part(0, host="http://a"))
        self.assertIsNone(sitemap_part(last // PART_SIZE + 2, host="http://a"))
        self.assertEqual(self.client.get("/sitemap-999999999.xml").status_code, 404)

    def test_news_are_those_of_two_days(self):
        old = make_story(self.site.stories, "Tin cũ", now=timezone.now() - timedelta(days=3))
        text = news_sitemap(host="http://a", publication="Tin & tốt", now=timezone.now())
        tree = ElementTree.fromstring(text)
        self.assertEqual([title.text for title in tree.iter(f"{NEWS}title")], [self.story.title])
        self.assertNotIn(old.slug, text)
