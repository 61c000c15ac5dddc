"""Rule 1: a public page is the same bytes for every visitor, and asks nobody else for anything."""

import re
from html.parser import HTMLParser

from django.test import Client, TestCase, override_settings

from tests.quizblocks.factories import choice_ids

from .world import make_public_site

# Visitors who have nothing in common.
PHONE = {
    "HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14) Zalo android/241001",
    "HTTP_ACCEPT_LANGUAGE": "vi-VN,vi;q=0.9",
}
STRANGER = {
    "HTTP_USER_AGENT": "curl/8",
    "HTTP_ACCEPT_LANGUAGE": "en-GB,fr;q=0.5",
    "HTTP_ACCEPT": "application/json",
    "HTTP_COOKIE": "django_language=en; sessionid=khong-co; csrftoken=abc; theme=dark",
    "HTTP_REFERER": "https://example.org/",
    "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_X_REQUESTED_WITH": "XMLHttpRequest",
    "HTTP_FORWARDED": "host=evil.example",
    "HTTP_X_ORIGINAL_URL": "/admin/",
    "HTTP_SAVE_DATA": "on",
}
FETCHING = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "form": ("action",),
}
FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect"}


class Fetches(HTMLParser):
    """Collects what a browser would fetch for a page, and what it would run in it."""

    def __init__(self):
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.inline += [f"{tag} {name}" for name in values if name.startswith("on")]
        self.inline += [f"{tag} style"] if "style" in values or tag == "style" else []
        if tag == "script" and "src" not in values and "json" not in values.get("type", ""):
            self.inline.append("script")
        for name in FETCHING.get(tag, ()):
            if values.get(name):
                parts = values[name].split(",") if name == "srcset" else [values[name]]
                self.addresses += [part.split()[0] for part in parts]
        if tag == "link" and FETCHED_LINKS & set(values.get("rel", "").split()):
            self.addresses.append(values.get("href", ""))


class SameForEverybodyTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.site = make_public_site()

    def assert_public(self, response, name):
        self.assertEqual(response.status_code, 200, name)
        self.assertFalse(response.cookies, name)
        self.assertNotIn("cookie", response.get("Vary", "").lower(), name)
        self.assertNotIn("language", response.get("Vary", "").lower(), name)
        self.assertIn("public", response["Cache-Control"], name)

    def test_it_says_that_anyone_may_keep_it_and_sets_no_cookie(self):
        for name, address in {**self.site.pages, **self.site.data}.items():
            with self.subTest(name):
                response = Client(**PHONE).get(address)
                self.assert_public(response, name)
                self.assertNotIn("csrf", response.text.lower())
                self.assertNotIn("nonce", response["Content-Security-Policy"])

    def test_two_visitors_get_the_same_bytes(self):
        for name, address in {**self.site.pages, **self.site.data}.items():
            with self.subTest(name):
                first = Client(**PHONE).get(address)
                second = Client(**STRANGER).get(address)
                self.assertEqual(first.content, second.content)
                self.assertEqual(first.headers, second.headers)

    def test_somebody_signed_in_gets_the_same_bytes(self):
        client = Client()
        client.force_login(self.site.superuser)
        for name, address in {**self.site.pages, **self.site.data}.items():
            with self.subTest(name):
                response = client.get(address)
                self.assert_public(response, name)
                self.assertEqual(Client().get(address).content, response.content)
                self.assertNotIn("userbar", response.text.lower())

    @override_settings(PAGE_CACHE_ENABLED=True)
    def test_a_page_kept_for_one_visitor_is_right_for_the_next(self):
        for name, address in self.site.pages.items():
            with self.subTest(name):
                with self.settings(PAGE_CACHE_ENABLED=False):
                    clean = Client(**PHONE).get(address)
                Client(**STRANGER).get(f"{address}{'&' if '?' in address else '?'}utm_source=x")
                self.assertEqual(Client(**PHONE).get(address).content, clean.content)

    def test_a_missing_page_is_the_same_for_everybody_too(self):
        first = Client(**PHONE).get("/khong-co/")
        second = Client(**STRANGER).get("/khong-co/")
        self.assertEqual(first.status_code, 404)
        self.assertEqual(first.content, second.content)
        self.assertFalse(first.cookies or second.cookies)

    def test_the_reply_to_a_quiz_sets_no_cookie_and_is_not_kept(self):
        question = self.site.question
        data = {"shown": question.pk, f"q{question.pk}": choice_ids(question, 1)[0]}
        bodies = []
        for visitor in (PHONE, {k: v for k, v in STRANGER.items() if k != "HTTP_ACCEPT"}):
            response = Client(enforce_csrf_checks=True, **visitor).post(
                self.site.answer_address,
                "&".join(f"{name}={value}" for name, value in data.items()),
                content_type="application/x-www-form-urlencoded",
            )
            self.assertEqual(response.status_code, 200)
            self.assertFalse(response.cookies)
            self.assertIn("no-store", response["Cache-Control"])
            self.assertNotIn("csrf", response.text.lower())
            bodies.append(response.content)
        self.assertEqual(*bodies)


class OnlyThisSiteTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.site = make_public_site()

    def test_the_policy_allows_nothing_inline(self):
        for name, address in {**self.site.pages, "missing": "/khong-co/"}.items():
            with self.subTest(name):
                policy = self.client.get(address)["Content-Security-Policy"]
                self.assertNotIn("unsafe", policy)
                self.assertNotIn("*", policy)
                for directive in ("default-src", "script-src", "style-src"):
                    self.assertRegex(policy, rf"{directive} 'self'(;|$)")
                self.assertIn("object-src 'none'", policy)
                self.assertIn("base-uri 'self'", policy)

    def test_no_page_fetches_from_elsewhere_or_runs_anything_inline(self):
        pages = {**self.site.pages, "missing": "/khong-co/", "sign-in": "/tai-khoan/login/"}
        for name, address in pages.items():
            with self.subTest(name):
                found = Fetches()
                found.feed(self.client.get(address).text)
                foreign = [a for a in found.addresses if not re.match(r"/(?!/)|data:|[#?]|$", a)]
                self.assertEqual(foreign, [])
                self.assertEqual(found.inline, [])
                self.assertTrue(found.addresses)

    def test_a_page_cannot_be_framed_or_sniffed(self):
        for address in ("/", self.site.story.get_url(), "/khong-co/"):
            response = self.client.get(address)
            self.assertEqual(response["X-Frame-Options"], "SAMEORIGIN")
            self.assertEqual(response["X-Content-Type-Options"], "nosniff")
            self.assertIn("frame-ancestors 'self'", response["Content-Security-Policy"])
