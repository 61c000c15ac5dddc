"""Nothing that can stand in an address or a header breaks a public page."""

import logging
import re
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from .world import FRIENDLY_STATUS, make_public_site

LONG = "dài " * 2500
VALUES = (
    "",
    "abc",
    "0",
    "-1",
    "1.5",
    "1e9",
    "٣",
    "²",
    "99999999999999999999",
    "9" * 5000,
    "2190",
    "2190-13",
    "2026-02-30",
    "0000-00",
    "13",
    "khong-co",
    "\x00",
    "a\x00b",
    LONG,
    "moi nga\u0300y mo\u0323\u0302t tin to\u0302\u0301t",
    "\u202etốt tin\u202c \u200f\u200b\ufeff",
    "🌞🇻🇳👩‍👩‍👧",
    "\ufffe\uffff\U0010ffff",
    "ﷺ" * 90,
    "' OR 1=1 --",
    '"; DROP TABLE wagtailcore_page; --',
    'NEAR("a" "b", 5) OR a* ^b -c {title}:x AND',
    "a & b | !c <-> d:*B \\ ' (",
    "%' UNION SELECT 1,2,3 --",
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% load x %}",
    "../../etc/passwd",
    "//evil.example/",
    "http://[",
    "\r\nSet-Cookie: a=b",
)
# Percent-encoded bytes that are no UTF-8: halves of surrogates, overlong and cut sequences.
RAW_VALUES = ("%ED%A0%80", "%ED%B0%80%ED%A0%80", "%FF%FE", "%C0%80", "%E1%BB", "%", "%zz", "%00")
NAMES = (
    "q",
    "page",
    "unit",
    "thang",
    "ngay",
    "xem",
    "loai",
    "don_vi",
    "nam",
    "linh_vuc",
    "chu",
    "trang",
    "next",
    "format",
)
READERS = {
    "stories": ("page", "unit"),
    "exemplars": ("q", "linh_vuc", "don_vi", "nam", "chu", "page"),
    "campaign": ("xem", "thang", "ngay", "page"),
    "search": ("q", "loai", "don_vi", "nam", "page"),
    "data request": ("trang",),
}
PATHS = (
    "/%00/",
    "/tin-tot/%00/",
    "/tin-tot/x%00/",
    "/guong-sang/%00/",
    "/chien-dich/%00/",
    "/en/%00/",
    "/%ED%A0%80/",
    "/tin-tot/%FF/",
    f"/{'a' * 5000}/",
    f"/tin-tot/{'a' * 300}/",
    "/" + "a/" * 500,
    "/%2F%2Fevil.example/",
    "//evil.example/%2e%2e",
    "/%5Cevil.example/",
    "/[",
    "/tin-tot/[",
    "/tin-tot/;a=b",
    "/../../etc/passwd",
    "/tin-tot/0000/",
    "/tin-tot/2190/",
    "/tin-tot/2026/00/",
    "/tin-tot/2026/13/",
    "/tin-tot/2026/02/30/",
    "/tin-tot/9999/12/31/",
    "/tin-tot/tuan/2026-00/",
    "/tin-tot/tuan/2026-54/",
    "/tin-tot/tuan/9999-53/",
    "/tin-tot/tuan/0001-01/",
    "/tin-tot/chu-de/khong-co/",
    "/tin-tot/don-vi/khong-co/",
    "/chien-dich/khong-co/lich.ics",
    "/sitemap-0.xml",
    "/sitemap-99999999999999999999.xml",
    f"/sitemap-{'9' * 5000}.xml",
    "/chia-se/0/qr.svg",
    "/chia-se/99999999999999999999/qr.svg",
    "/chia-se/99999999999999999999/x.jpg",
    "/chia-se/1/..%2F..%2Fx.jpg",
    f"/chia-se/{'9' * 5000}/qr.svg",
    "/trac-nghiem/999999999999/11111111-2222-3333-4444-555555555555/",
    "/trac-nghiem/1/khong-co/",
    "/dong-y/%00/",
    "/dong-y/%ED%A0%80/rut-lai/",
    f"/dong-y/{'a' * 5000}/",
    "/tai-lieu/99999999999999999999/x.pdf",
    f"/tai-lieu/{'9' * 5000}/x.pdf",
    "/tai-lieu/1/..%2Fx",
    "/tai-lieu/1/%00",
    "/media/../../etc/passwd",
    "/media/%00",
    f"/media/{'a' * 300}",
    f"/media/{'a' * 5000}",
    f"/static/{'a' * 300}",
    "/static/%00",
    "/tai-khoan/password/reset/key/zzzzzzzzzzzzzz-abc/",
    "/tai-khoan/password/reset/key/1-%00/",
    "/tai-khoan/confirm-email/%00/",
    "/_util/authenticate_with_password/1/1/",
    "/gui-bai/11111111-2222-3333-4444-555555555555/",
    "/gui-bai/khong-co/",
    "/yeu-cau-du-lieu/DL-2611-0001/%00/",
    f"/yeu-cau-du-lieu/DL-2611-{'9' * 5000}/x/",
)
HEADERS = (
    {"HTTP_ACCEPT_LANGUAGE": "vi," * 1700},
    {"HTTP_ACCEPT_LANGUAGE": "\x00;q=abc"},
    {"HTTP_X_FORWARDED_HOST": "evil.example"},
    {"HTTP_X_FORWARDED_FOR": "1.1.1.1, <script>, " * 100},
    {"HTTP_X_FORWARDED_PROTO": "javascript"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
    {"HTTP_ACCEPT": "*/*;q=x," * 500},
    {"HTTP_ACCEPT_ENCODING": "gzip;q=0, \xff"},
    {"HTTP_IF_MODIFIED_SINCE": "Sat, 99 Foo 99999 99:99:99 GMT"},
    {"HTTP_IF_NONE_MATCH": '"' * 3000},
    {"HTTP_RANGE": "bytes=-99999999999999999999"},
    {"HTTP_REFERER": "http://[::1"},
    {"HTTP_ORIGIN": "http://["},
    {"HTTP_USER_AGENT": "\xff" * 4000},
    {"HTTP_COOKIE": "a=" + "b" * 7000},
    {"HTTP_COOKIE": 'sessionid="\\000"; csrftoken=\x7f; messages=[[1; django_language=../..'},
    {"HTTP_AUTHORIZATION": "Basic ===="},
    {"CONTENT_LENGTH": "-1"},
    {"CONTENT_LENGTH": "²"},
)
VIETNAMESE = re.compile("[ăâđêôơưạảấầẩậắằẳặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


@pytest.mark.usefixtures("frames_are_kept")
class HostileTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.site = make_public_site()

    def setUp(self):
        self.client = Client(raise_request_exception=False)
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)

    def assert_friendly(self, response, what):
        self.assertIn(response.status_code, FRIENDLY_STATUS, what)
        self.assertFalse(response.cookies.get("sessionid"), what)
        text = b"" if response.streaming else response.content
        self.assertNotIn(b"<script>alert", text, what)
        self.assertNotIn("evil.example", str(response.headers), what)
        is_page = response.get("Content-Type", "").startswith("text/html") and text
        if is_page and response.status_code not in (301, 302) and 'lang="en"' not in response.text:
            self.assertRegex(response.text, VIETNAMESE, what)

    def ask(self, address, **headers):
        response = self.client.get(address, **headers)
        self.assert_friendly(response, f"{address[:120]} {str(headers)[:80]}")
        return response


class AddressTests(HostileTestCase):
    def test_no_address_breaks_the_site(self):
        for path in PATHS:
            with self.subTest(path[:80]):
                self.ask(path)

    def test_no_address_breaks_the_site_for_somebody_signed_in(self):
        self.client.force_login(self.site.superuser)
        for path in PATHS:
            with self.subTest(path[:80]):
                response = self.client.get(path)
                self.assertIn(response.status_code, FRIENDLY_STATUS, path[:80])

    def test_an_unknown_host_is_told_so_in_vietnamese(self):
        with self.settings(ALLOWED_HOSTS=["testserver"]):
            for host in ("evil.example", "testserver:abc", "a b", "[::1", "testserver@evil"):
                response = self.client.get("/", headers={"host": host})
                self.assertEqual(response.status_code, 400, host)
                self.assertContains(response, "không đọc được", status_code=400)

    def test_no_header_breaks_a_page_or_changes_it(self):
        for name in ("home", "story", "search"):
            plain = self.client.get(self.site.pages[name]).content
            for headers in HEADERS:
                with self.subTest(name, headers=str(headers)[:60]):
                    response = self.ask(self.site.pages[name], **headers)
                    self.assertEqual(response.content, plain)

    def test_no_header_breaks_the_small_answers(self):
        for name in ("RSS", "sitemap", "suggestions", "calendar"):
            for headers in HEADERS:
                with self.subTest(name, headers=str(headers)[:60]):
                    self.ask(self.site.data[name], **headers)

    def test_no_method_breaks_a_page(self):
        for method in ("head", "options", "put", "patch", "delete", "trace"):
            for address in ("/", "/tin-tot/", "/tim-kiem/", "/so-lieu/", self.site.answer_address):
                response = getattr(self.client, method)(address)
                self.assertIn(response.status_code, {200, 302, 403, 405}, f"{method} {address}")


class QueryTests(HostileTestCase):
    def test_every_field_of_every_list_takes_any_text(self):
        for page, names in READERS.items():
            base = self.site.pages[page].partition("?")[0]
            for name in names:
                for value in VALUES:
                    with self.subTest(page, name=name, value=value[:30]):
                        self.ask(f"{base}?{urlencode({name: value})}")

    def test_every_field_takes_bytes_that_are_no_text(self):
        for page, names in READERS.items():
            base = self.site.pages[page].partition("?")[0]
            for raw in RAW_VALUES:
                with self.subTest(page, raw=raw):
                    fields = [f"{name}={raw}&{name}[]={raw}&{name}=2" for name in names]
                    self.ask(f"{base}?{raw}={raw}&{'&'.join(fields)}")

    def test_every_other_address_ignores_strange_fields(self):
        query = urlencode(dict.fromkeys(NAMES, "\x00🌞"))
        for name, address in {**self.site.pages, **self.site.data}.items():
            with self.subTest(name):
                self.ask(f"{address.partition('?')[0]}?{query}&&=&%ED%A0%80")

    def test_figures_and_suggestions_take_any_text(self):
        for address in ("/so-lieu/?trang=", "/tim-kiem/goi-y/?q=", "/tai-khoan/login/?next="):
            for value in VALUES:
                with self.subTest(address, value=value[:30]):
                    self.ask(address + quote(value))
            for raw in RAW_VALUES:
                self.ask(address + raw)

    def test_thousands_of_fields_are_no_fault(self):
        query = "&".join(f"a{number}=1" for number in range(3000))
        for address in ("/", "/tim-kiem/", "/guong-sang/", self.site.campaign.get_url()):
            self.ask(f"{address}?{query}")

    def test_what_was_typed_comes_back_as_text_not_as_markup(self):
        for value in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'):
            for base in ("/tim-kiem/", "/guong-sang/"):
                response = self.ask(f"{base}?{urlencode({'q': value})}")
                self.assertNotIn(value, response.text)
                self.assertNotIn("<img src=x", response.text)

    def test_a_wrong_filter_is_explained_in_vietnamese(self):
        for query in ("nam=abc", "nam=2190", "loai=khac", "don_vi=khong-co", f"q={'x' * 200}"):
            response = self.ask(f"/tim-kiem/?{query}")
            self.assertRegex(response.text, "field__error|notice--error", query)

    def test_nobody_is_sent_to_another_site(self):
        for target in ("//evil.example", "https://evil.example", "\\\\evil.example", "/\t/evil"):
            for address in ("/tai-khoan/login/", "/admin/login/", "/tai-khoan/logout/"):
                response = self.client.get(address, {"next": target})
                self.assertNotIn("//evil", response.get("Location", "").replace("%2F", "/"))


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
QUICK = settings(
    max_examples=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


class AnyTextTests(HostileTestCase):
    @QUICK
    @given(ANY_TEXT)
    def test_search_takes_any_text(self, text):
        self.ask(f"/tim-kiem/?{urlencode({'q': text})}")

    @QUICK
    @given(ANY_TEXT)
    def test_suggestions_take_any_text(self, text):
        self.ask(f"/tim-kiem/goi-y/?{urlencode({'q': text})}")

    @QUICK
    @given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
    def test_the_campaign_takes_any_month_day_and_page(self, month, day, page):
        query = urlencode({"thang": month, "ngay": day, "page": page})
        self.ask(f"{self.site.campaign.get_url()}?{query}")

    @QUICK
    @given(ANY_TEXT, ANY_TEXT)
    def test_the_directory_takes_any_filter(self, text, letter):
        self.ask(f"/guong-sang/?{urlencode({'q': text, 'chu': letter, 'nam': letter})}")

    @QUICK
    @given(ANY_TEXT, ANY_TEXT)
    def test_the_honour_roll_takes_any_level_and_page(self, level, page):
        self.ask(f"/guong-sang/vinh-danh/2026/?{urlencode({'cap': level, 'page': page})}")
