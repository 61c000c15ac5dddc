"""The directory and the profile as readers see them."""

import unicodedata

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from exemplars.choices import ExemplarKind, FieldOfWork, Indexing
from exemplars.models import ExemplarPage
from goodnews.consents.choices import AgeBand
from news.sitemaps import part_of
from tests.accounts.factories import make_user
from tests.units.factories import make_unit

from .factories import make_draft, make_exemplar, make_index

BAD_QUERIES = [
    "q=" + "x" * 10_000,
    "q=%00",
    "q=%27%3B--%25_",
    "linh_vuc=abc",
    "don_vi=%00",
    "don_vi=" + "x" * 10_000,
    "nam=abc",
    "nam=99999",
    "nam=" + "9" * 5_000,
    "loai=<script>",
    "chu=ZZ",
    "chu=%00",
    "page=abc",
    "page=-1",
    "page=" + "9" * 5_000,
]


class DirectoryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.province = make_unit("Tỉnh Đoàn Minh Họa")
        cls.commune = make_unit("Xã Nậm Pung", parent=cls.province)
        cls.kieu = make_exemplar(
            unit=cls.commune, honours=[(2024, "Bằng khen"), (2026, "Giấy khen")]
        )
        cls.dat = make_exemplar(
            "Nguyễn Hữu Đạt",
            unit=cls.province,
            deed="Mang sách về điểm trường.",
            field_of_work=FieldOfWork.STUDY,
            honours=[(2025, "Bằng khen")],
        )
        cls.team = make_exemplar(
            "Đội thanh niên Bình Minh",
            kind=ExemplarKind.GROUP,
            unit=cls.province,
            deed="Trồng cây ven đầm.",
            field_of_work=FieldOfWork.ENVIRONMENT,
        )
        cls.url = make_index().url

    def found(self, query="") -> list:
        response = self.client.get(f"{self.url}?{query}")
        return [exemplar.title for exemplar in response.context["directory"].pager]

    def test_everybody_in_the_order_of_given_names(self):
        self.assertEqual(self.found(), [self.dat.title, self.team.title, self.kieu.title])

    def test_words_are_found_without_accents_in_capitals_and_in_nfd(self):
        nfd = unicodedata.normalize("NFD", "Kiều")
        for text in ("kieu", "KIỀU", nfd, "Đạo Kiều", "day chu", "nam pung"):
            with self.subTest(text=text):
                response = self.client.get(self.url, {"q": text})
                pager = response.context["directory"].pager
                self.assertEqual([exemplar.pk for exemplar in pager], [self.kieu.pk])

    def test_signs_of_the_database_are_letters_here(self):
        self.assertEqual(self.client.get(self.url, {"q": "%"}).context["directory"].count, 0)
        self.assertEqual(self.client.get(self.url, {"q": "_"}).context["directory"].count, 0)

    def test_filters(self):
        cases = {
            "linh_vuc=study": [self.dat.title],
            f"don_vi={self.commune.slug}": [self.kieu.title],
            "nam=2026": [self.kieu.title],
            "nam=2025": [self.dat.title],
            "loai=group": [self.team.title],
            "chu=K": [self.kieu.title],
            "chu=D&loai=person": [self.dat.title],
            "nam=2024&linh_vuc=study": [],
        }
        for query, expected in cases.items():
            with self.subTest(query=query):
                self.assertEqual(self.found(query), expected)

    def test_the_count_is_said_aloud(self):
        response = self.client.get(self.url)
        self.assertContains(response, 'role="status">Có 3 gương sáng</p>')

    def test_nobody_found_has_a_way_back(self):
        response = self.client.get(self.url, {"q": "khongcoai"})
        self.assertContains(response, "Không tìm thấy gương nào.")
        self.assertContains(response, f'href="{self.url}"')

    def test_letters_lead_only_where_somebody_is(self):
        letters = {
            letter.name: letter for letter in self.client.get(self.url).context["directory"].letters
        }
        self.assertTrue(letters["K"].query)
        self.assertFalse(letters["X"].query)

    def test_bad_queries_show_the_page_and_say_what_is_wrong(self):
        for query in BAD_QUERIES:
            with self.subTest(query=query[:30]):
                response = self.client.get(f"{self.url}?{query}")
                self.assertEqual(response.status_code, 200)
                self.assertLess(len(response.content), 60_000)
        self.assertContains(self.client.get(f"{self.url}?nam=99999"), "Không có lựa chọn này")

    def test_script_in_the_search_field_stays_text(self):
        response = self.client.get(self.url, {"q": "<script>alert(1)</script>"})
        self.assertNotContains(response, "<script>alert")

    def test_drafts_and_private_profiles_are_not_listed(self):
        make_draft("Chưa Đăng")
        self.team.view_restrictions.create(restriction_type="login")
        self.assertEqual(self.found(), [self.dat.title, self.kieu.title])

    def test_at_most_12_queries_whatever_the_number_of_exemplars(self):
        def count(query=""):
            self.client.get(f"{self.url}?{query}")
            with CaptureQueriesContext(connection) as captured:
                self.client.get(f"{self.url}?{query}")
            return len(captured)

        few = count(), count("q=a&nam=2026")
        fill(self.kieu, count=10)
        many = count(), count("q=a&nam=2026")
        self.assertEqual(few, many)
        self.assertLessEqual(max(many), 12)


def fill(template: ExemplarPage, *, count: int) -> None:
    """Add ``count`` public profiles like ``template``."""
    for number in range(count):
        make_exemplar(f"Lò Văn {number}", unit=template.unit, honours=[(2026, "Bằng khen")])


class ProfileTests(TestCase):
    def test_deed_honours_and_unit_are_there_latest_honour_first(self):
        page = make_exemplar(honours=[(2024, "Giấy khen cũ"), (2026, "Bằng khen mới")])
        response = self.client.get(page.url)
        self.assertContains(response, page.deed)
        text = response.content.decode()
        self.assertLess(text.index("Bằng khen mới"), text.index("Giấy khen cũ"))
        self.assertContains(response, "application/ld+json")

    def test_age_and_internal_note_are_never_public(self):
        for age_band in AgeBand:
            with self.subTest(age_band=age_band):
                page = make_exemplar(f"Người {age_band.name}", age_band=age_band)
                text = self.client.get(page.url).content.decode()
                self.assertNotIn("0900 000 000", text)
                self.assertNotIn(str(age_band.label), text)
                self.assertNotIn("0900 000 000", page.searchable_text())

    def test_search_engines_leave_out_who_is_under_16(self):
        cases = [
            (AgeBand.ADULT, Indexing.BY_AGE, False),
            (AgeBand.CHILD, Indexing.BY_AGE, True),
            (AgeBand.SMALL_CHILD, Indexing.BY_AGE, True),
            (AgeBand.CHILD, Indexing.ALLOWED, False),
            (AgeBand.ADULT, Indexing.REFUSED, True),
        ]
        for number, (age_band, indexing, expected) in enumerate(cases):
            with self.subTest(age_band=age_band, indexing=indexing):
                page = make_exemplar(f"Người {number}", age_band=age_band, indexing=indexing)
                text = self.client.get(page.url).content.decode()
                self.assertEqual('content="noindex"' in text, expected)
                sitemap = self.client.get(f"/sitemap-{part_of(page.pk)}.xml").text
                self.assertEqual(page.url in sitemap, not expected)
                self.assertEqual("ProfilePage" in text, not expected)

    def test_the_same_bytes_for_everybody(self):
        page = make_exemplar()
        first, second = self.client.get(page.url), self.client.get(page.url)
        self.assertEqual(first.content, second.content)
        self.assertIn("public", first["Cache-Control"])
        self.assertFalse(first.cookies)

    def test_the_share_card_names_person_deed_and_unit(self):
        page = make_exemplar()
        card = page.get_share_card()
        self.assertIn(page.deed, card.title)
        self.assertEqual(card.meta, str(page.unit))

    def test_the_panel_says_who_is_missing(self):
        page = make_draft(age_band=AgeBand.CHILD)
        self.client.force_login(make_user("root", is_superuser=True))
        response = self.client.get(f"/admin/pages/{page.pk}/edit/")
        self.assertContains(response, "Còn thiếu sự đồng ý của")
        self.assertContains(response, f"subject_key={page.translation_key}")
