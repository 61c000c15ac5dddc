import json
from pathlib import Path

from django.test import Client, RequestFactory, TestCase
from django.views.defaults import server_error

from goodnews.home.models import SiteSettings
from tests.news.factories import make_site, make_story


class ErrorPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_site()

    def test_a_missing_page_offers_a_search_in_the_readers_language(self):
        for prefix, word in (("", "Không có trang này"), ("/en", "This page does not exist")):
            with self.subTest(prefix=prefix):
                response = self.client.get(f"{prefix}/khong-co/")
                self.assertContains(response, word, status_code=404)
                self.assertContains(response, f'action="{prefix}/tim-kiem/"', status_code=404)

    def test_strange_addresses_are_missing_pages_and_no_faults(self):
        for address in ("/%00/", "/tin-tot/%F0%9F/", "/" + "a" * 3000 + "/", "/%3Cscript%3E/"):
            with self.subTest(address=address[:40]):
                self.assertIn(self.client.get(address).status_code, (400, 404))

    def test_the_server_error_page_needs_no_database(self):
        with self.assertNumQueries(0):
            response = server_error(RequestFactory().get("/"))
        self.assertContains(response, "Trang đang gặp sự cố", status_code=500)

    def test_a_form_without_its_token_is_told_in_vietnamese_that_nothing_is_lost(self):
        client = Client(enforce_csrf_checks=True)
        response = client.post("/tai-khoan/login/", {"login": "a", "password": "b"})
        self.assertContains(response, "bạn chưa mất gì", status_code=403)
        self.assertContains(response, "Bản nháp đã lưu", status_code=403)

    def test_error_pages_hold_neither_inline_script_nor_style(self):
        for html in (
            self.client.get("/khong-co/").content.decode(),
            Path("templates/500.html").read_text(encoding="utf-8"),
            Path("templates/403_csrf.html").read_text(encoding="utf-8"),
        ):
            self.assertNotIn("<style", html)
            self.assertNotRegex(html, r"<script>|\son\w+=|\sstyle=")


class FrameAnswersTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.tree = make_site()

    def test_the_manifest_names_the_site(self):
        SiteSettings.objects.update(site_name="Tin tốt Hải Sơn")
        manifest = json.loads(self.client.get("/site.webmanifest").content)
        self.assertEqual(manifest["name"], "Tin tốt Hải Sơn")
        self.assertEqual({icon["sizes"] for icon in manifest["icons"]}, {"192x192", "512x512"})

    def test_the_offices_colour_is_a_stylesheet_and_only_then_linked(self):
        self.assertNotContains(self.client.get("/"), "giao-dien.css")
        settings = SiteSettings.objects.get()
        settings.theme_colour = "#8a1c5c"
        with self.captureOnCommitCallbacks(execute=True):
            settings.save()
        self.assertContains(self.client.get("/"), "/giao-dien.css?v=8a1c5c")
        self.assertContains(self.client.get("/giao-dien.css"), "--brand:#8a1c5c")

    def test_robots_are_kept_out_of_desk_and_admin(self):
        text = self.client.get("/robots.txt").content.decode()
        self.assertIn("Disallow: /admin/", text)
        self.assertIn("Sitemap: http://testserver/sitemap.xml", text)

    def test_the_site_map_lists_sections_and_new_stories(self):
        make_story(self.tree.stories, "Con đường sáng giữa bản")
        page = self.client.get("/so-do-trang/")
        self.assertContains(page, "Con đường sáng giữa bản")
        self.assertContains(page, "Quyền riêng tư")

    def test_answers_are_the_same_for_everybody(self):
        for address in ("/site.webmanifest", "/giao-dien.css", "/robots.txt", "/so-do-trang/"):
            with self.subTest(address=address):
                response = self.client.get(address)
                self.assertIn("public", response["Cache-Control"])
                self.assertFalse(response.cookies)
                self.assertNotIn("Cookie", response.get("Vary", ""))
