"""The honour roll by year."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from exemplars.choices import HonourLevel
from exemplars.honour_roll import HONOURS_PER_PAGE
from exemplars.models import Honour

from .factories import make_draft, make_exemplar, make_index

BAD_QUERIES = ["cap=abc", "cap=%00", "page=abc", "page=-1", "page=" + "9" * 5000, "x=1"]


class HonourRollTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.kieu = make_exemplar(honours=[(2026, "Bằng khen"), (2024, "Giấy khen")])
        cls.dat = make_exemplar("Nguyễn Hữu Đạt", honours=[(2026, "Bằng khen")])
        cls.hidden = make_draft("Bản Nháp", honours=[(2026, "Bằng khen"), (2019, "Giấy khen")])
        Honour.objects.create(
            exemplar=cls.dat, year=2026, title="Kỷ niệm chương", level=HonourLevel.CENTRAL
        )
        cls.url = f"{make_index().url}vinh-danh/"

    def test_years_with_their_numbers_the_latest_first(self):
        response = self.client.get(self.url)
        self.assertEqual(
            [(row.year, row.count) for row in response.context["years"]], [(2026, 3), (2024, 1)]
        )
        self.assertContains(response, f'href="{self.url}2026/"')

    def test_a_year_by_level_title_and_name(self):
        response = self.client.get(f"{self.url}2026/")
        found = [
            (title.name, [honour.exemplar.title for honour in title.honours])
            for level in response.context["roll"].levels
            for title in level.titles
        ]
        self.assertEqual(
            found,
            [
                ("Kỷ niệm chương", [self.dat.title]),
                ("Bằng khen", [self.dat.title, self.kieu.title]),
            ],
        )
        self.assertContains(response, 'role="status">3 lượt khen thưởng')
        self.assertNotContains(response, self.hidden.title)

    def test_one_level(self):
        roll = self.client.get(f"{self.url}2026/?cap=central").context["roll"]
        self.assertEqual(roll.count, 1)
        response = self.client.get(f"{self.url}2026/?cap=commune")
        self.assertContains(response, "không có khen thưởng ở cấp đã chọn")

    def test_years_without_honours_and_nonsense(self):
        for path in ("2019/", "1200/", "0000/", "abcd/", "20260/"):
            with self.subTest(path=path):
                self.assertEqual(self.client.get(self.url + path).status_code, 404)
        for query in BAD_QUERIES:
            with self.subTest(query=query[:20]):
                self.assertEqual(self.client.get(f"{self.url}2026/?{query}").status_code, 200)

    def test_the_canonical_address_is_that_of_the_page(self):
        for path in ("", "2026/"):
            with self.subTest(path=path):
                canonical = f'<link rel="canonical" href="http://testserver{self.url}{path}">'
                self.assertContains(self.client.get(f"{self.url}{path}?x=1"), canonical)
        self.assertNotContains(self.client.get(f"{self.url}2026/?cap=central"), "canonical")

    def test_the_roll_leads_to_that_of_the_other_language_if_somebody_stands_in_it(self):
        english, _created = Locale.objects.get_or_create(language_code="en")
        self.dat.copy_for_translation(english, copy_parents=True)
        Page.objects.filter(locale=english).update(live=True)
        for path, is_there in (("", True), ("2026/", True), ("2024/", False)):
            with self.subTest(path=path):
                content = self.client.get(self.url + path).content.decode()
                link = f'hreflang="en" href="http://testserver/en{self.url}{path}"'
                self.assertEqual(link in content, is_there)
                self.assertEqual(content.count('rel="alternate" hreflang='), 2 * is_there)
                answer = self.client.get(f"/en{self.url}{path}")
                self.assertEqual(answer.status_code, 200 if is_there else 404)

    def test_at_most_12_queries_for_few_and_for_many_and_the_same_bytes(self):
        def count(path):
            self.client.get(self.url + path)
            with CaptureQueriesContext(connection) as captured:
                response = self.client.get(self.url + path)
            self.assertIn("public", response["Cache-Control"])
            self.assertFalse(response.cookies)
            return len(captured)

        few = count(""), count("2026/")
        Honour.objects.bulk_create(
            Honour(
                exemplar=self.kieu,
                year=2026,
                title=f"Danh hiệu {number:03}",
                level=HonourLevel.PROVINCE,
                locale=self.kieu.locale,
            )
            for number in range(HONOURS_PER_PAGE)
        )
        self.assertEqual((count(""), count("2026/")), few)
        self.assertLessEqual(max(few), 12)
        self.assertContains(self.client.get(f"{self.url}2026/"), "?page=2")
