import io
from html.parser import HTMLParser
from unittest import mock

from django.core.files.storage import default_storage
from django.template import Context, Template
from django.test import RequestFactory, TestCase, override_settings
from django.utils import translation
from PIL import Image
from wagtail.models import Page, PageViewRestriction, Site

from goodnews.core.qr import qr_svg
from goodnews.sharing import services
from goodnews.sharing.cards import ShareCard
from goodnews.sharing.links import facebook_link, mail_link
from goodnews.sharing.services import card_key, card_of, remove_cards
from tests.images.factories import make_image


def make_page(**options) -> Page:
    root = Site.objects.get(is_default_site=True).root_page
    fields = {"title": "Cầu bê tông", "slug": "cau", **options}
    return root.add_child(instance=Page(**fields))


def card_address(page) -> str:
    return f"/chia-se/{page.pk}/{card_key(page, card_of(page))}.jpg"


def card_files(page) -> list[str]:
    try:
        return default_storage.listdir(f"share_cards/{page.pk}")[1]
    except FileNotFoundError:
        return []


class ShareCardViewTests(TestCase):
    def setUp(self):
        self.page = make_page()

    def test_a_card_is_a_picture_that_may_be_kept_for_ever(self):
        response = self.client.get(card_address(self.page))
        data = b"".join(response.streaming_content)
        self.assertEqual(Image.open(io.BytesIO(data)).size, (1200, 630))
        self.assertIn("immutable", response["Cache-Control"])
        self.assertIn("public", response["Cache-Control"])
        self.assertFalse(response.cookies)

    def test_it_is_drawn_once(self):
        self.client.get(card_address(self.page))
        with mock.patch.object(services, "draw_card") as draw:
            self.client.get(card_address(self.page))
        draw.assert_not_called()
        self.assertEqual(len(card_files(self.page)), 1)

    def test_an_old_address_leads_to_the_present_card(self):
        for key in ("0" * 24 + ".jpg", "abc.png", "x", "../../etc"):
            response = self.client.get(f"/chia-se/{self.page.pk}/{key.replace('/', '')}")
            self.assertRedirects(response, card_address(self.page), fetch_redirect_response=False)

    def test_a_changed_title_is_another_card(self):
        before = card_address(self.page)
        self.page.title = "Cầu mới"
        self.assertNotEqual(card_address(self.page), before)

    def test_the_address_cannot_be_guessed_from_the_words(self):
        before = card_address(self.page)
        with override_settings(SECRET_KEY="another"):
            self.assertNotEqual(card_address(self.page), before)

    def test_drafts_and_closed_pages_have_no_card(self):
        draft = make_page(slug="nhap", live=False)
        closed = make_page(slug="kin")
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
        for page in (draft, closed):
            self.assertEqual(self.client.get(card_address(page)).status_code, 404)
            self.assertEqual(self.client.get(f"/chia-se/{page.pk}/qr.svg").status_code, 404)
        self.assertEqual(self.client.get("/chia-se/99999999999999999999/a.jpg").status_code, 404)

    def test_taking_a_page_down_removes_its_cards(self):
        self.client.get(card_address(self.page))
        with self.captureOnCommitCallbacks(execute=True):
            self.page.unpublish()
        self.assertEqual(card_files(self.page), [])

    def test_closing_a_page_removes_the_cards_below_it(self):
        below = self.page.add_child(instance=Page(title="Dưới", slug="duoi"))
        self.client.get(card_address(below))
        with self.captureOnCommitCallbacks(execute=True):
            PageViewRestriction.objects.create(page=self.page, restriction_type="login")
        self.assertEqual(card_files(below), [])

    def test_deleting_a_page_removes_its_cards(self):
        self.client.get(card_address(self.page))
        with self.captureOnCommitCallbacks(execute=True):
            Page.objects.get(pk=self.page.pk).delete()
        self.assertEqual(card_files(self.page), [])

    def test_publishing_removes_old_cards_and_keeps_the_present_one(self):
        self.client.get(card_address(self.page))
        self.page.title = "Cầu mới"
        with self.captureOnCommitCallbacks(execute=True):
            self.page.save_revision().publish()
        self.assertEqual(card_files(self.page), [])
        self.client.get(card_address(self.page))
        with self.captureOnCommitCallbacks(execute=True):
            self.page.save_revision().publish()
        self.assertEqual(len(card_files(self.page)), 1)

    def test_a_card_speaks_the_language_of_its_page(self):
        self.page.get_share_card = lambda: ShareCard(title="Cầu", kicker=translation.get_language())
        with translation.override("en"):
            self.assertEqual(card_of(self.page).kicker, "vi")

    def test_a_lost_cover_is_no_error(self):
        image = make_image()
        image.file.storage.delete(image.file.name)
        card = ShareCard(title="Cầu", image=image)
        name = services.card_file(page_id=self.page.pk, key="k", card=card)
        self.assertTrue(default_storage.exists(name))

    def test_a_cover_is_drawn(self):
        card = ShareCard(title="Cầu", image=make_image())
        name = services.card_file(page_id=self.page.pk, key="k", card=card)
        with default_storage.open(name) as file:
            self.assertEqual(Image.open(file).size, (1200, 630))

    def test_removing_what_is_not_there_is_nothing(self):
        self.assertEqual(remove_cards(page_id=12345), 0)


class QrTests(TestCase):
    def test_the_code_is_a_plain_svg(self):
        page = make_page()
        response = self.client.get(f"/chia-se/{page.pk}/qr.svg")
        self.assertEqual(response["Content-Type"], "image/svg+xml")
        self.assertContains(response, '<svg xmlns="http://www.w3.org/2000/svg"')
        self.assertNotContains(response, "style=")

    def test_the_modules_are_those_of_the_code(self):
        svg = qr_svg("https://a.vn/")
        self.assertIn('viewBox="0 0 29 29"', svg)
        # The finder pattern at the top left: seven dark modules after the quiet zone.
        self.assertIn("M4 4h7v1h-7z", svg)

    def test_foul_text_stays_outside_the_markup(self):
        self.assertNotIn("<script", qr_svg("https://a.vn/<script>"))


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.metas, self.links, self.found = {}, [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.found.append((tag, attrs))
        if tag == "meta":
            self.metas[attrs.get("property") or attrs.get("name")] = attrs["content"]
        if tag == "link":
            self.links.append(attrs)


class SharingTagTests(TestCase):
    def setUp(self):
        self.page = make_page(title='Cầu "mới" <b>', search_description="Lời dẫn.")

    def render(self, tag):
        request = RequestFactory().get("/")
        template = Template("{% load sharing %}{% " + tag + " page %}")
        return template.render(Context({"page": self.page, "request": request}))

    def test_open_graph_is_complete_and_absolute(self):
        tags = Tags(self.render("social_meta"))
        for name in ("og:title", "og:type", "og:url", "og:image", "og:locale", "og:site_name"):
            self.assertTrue(tags.metas[name], name)
        self.assertEqual(tags.metas["og:title"], 'Cầu "mới" <b>')
        self.assertEqual(tags.metas["og:description"], "Lời dẫn.")
        self.assertRegex(tags.metas["og:image"], r"^http://[^/]+/chia-se/\d+/[0-9a-f]{24}\.jpg$")
        self.assertEqual(tags.metas["twitter:card"], "summary_large_image")
        self.assertEqual(tags.links[0]["rel"], "canonical")
        self.assertEqual(tags.links[0]["href"], tags.metas["og:url"])

    def test_the_image_of_open_graph_is_served(self):
        address = Tags(self.render("social_meta")).metas["og:image"]
        response = self.client.get("/" + address.split("/", 3)[3])
        self.assertEqual(response.status_code, 200)

    def test_the_bar_works_without_javascript(self):
        tags = Tags(self.render("share_bar"))
        links = [attrs["href"] for tag, attrs in tags.found if tag == "a"]
        self.assertTrue(any(link.startswith("https://www.facebook.com/sharer/") for link in links))
        self.assertTrue(any(link.startswith("mailto:?") for link in links))
        buttons = [attrs for tag, attrs in tags.found if tag == "button"]
        self.assertTrue(all("hidden" in attrs for attrs in buttons))
        self.assertTrue(
            any(tag == "svg" and attrs.get("class") == "qr" for tag, attrs in tags.found)
        )

    def test_nothing_in_it_loads_from_elsewhere(self):
        tags = Tags(self.render("share_bar"))
        self.assertFalse([tag for tag, _ in tags.found if tag in ("script", "iframe", "img")])
        self.assertNotIn("style=", self.render("share_bar"))

    def test_the_second_render_asks_the_database_little(self):
        self.render("share_bar")
        self.render("social_meta")
        with self.assertNumQueries(0):
            self.render("share_bar")


class LinkTests(TestCase):
    def test_addresses_and_titles_are_quoted(self):
        self.assertIn("u=https%3A%2F%2Fa.vn%2F%3Fx%3D1%262", facebook_link("https://a.vn/?x=1&2"))
        mail = mail_link(title="Cầu & đường\nBcc: x@y", url="https://a.vn/")
        self.assertIn("subject=C%E1%BA%A7u%20%26", mail)
        self.assertNotIn("\n", mail)
        self.assertNotIn("+", mail)
