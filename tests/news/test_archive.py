"""Archives: what each address lists, at the same number of queries for any size."""

from datetime import date

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from goodnews.units.models import UnitMerger
from goodnews.units.services import merge_units
from news.choices import StoryKind
from tests.units.factories import make_unit

from .factories import NOW, make_draft, make_many_stories, make_site, make_story, make_theme

QUERY_BUDGET = 15


class ArchiveTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.site = make_site()
        cls.index = cls.site.stories
        cls.province = make_unit("Tỉnh Đoàn Minh Họa")
        cls.commune = make_unit("Xã Nậm Pung", parent=cls.province)
        cls.theme = make_theme("Môi trường", english_name="Environment")
        cls.story = make_story(
            cls.index,
            "Hai mươi bốn cột đèn",
            unit=cls.commune,
            themes=[cls.theme],
            published_on=date(2026, 11, 20),
        )
        cls.weekly = make_story(
            cls.index,
            "Tủ sách trên xe bán tải",
            kind=StoryKind.BEAUTIFUL_STORY,
            published_on=date(2025, 12, 30),
        )
        cls.draft = make_draft(cls.index, "Bản nháp chưa ai đọc")

    def titles(self, address: str) -> list[str]:
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200, address)
        return [story.title for story in response.context["archive"].stories.rows]

    def test_the_list_shows_live_stories_newest_first(self):
        self.assertEqual(self.titles("/tin-tot/"), [self.story.title, self.weekly.title])

    def test_each_archive_lists_its_own_stories(self):
        first, second = [self.story.title], [self.weekly.title]
        addresses = {
            "/tin-tot/2026/": first,
            "/tin-tot/2025/": second,
            "/tin-tot/2026/11/": first,
            "/tin-tot/2026/11/20/": first,
            "/tin-tot/2026/11/19/": [],
            "/tin-tot/tuan/2026-47/": first,
            "/tin-tot/tuan/2026-01/": second,
            "/tin-tot/chu-de/moi-truong/": first,
            "/tin-tot/don-vi/xa-nam-pung/": first,
            "/tin-tot/don-vi/tinh-doan-minh-hoa/": first,
            "/tin-tot/cau-chuyen-dep/": second,
        }
        for address, expected in addresses.items():
            with self.subTest(address=address):
                self.assertEqual(self.titles(address), expected)

    def test_days_and_weeks_that_the_calendar_does_not_have_are_not_found(self):
        for address in (
            "2026/13/",
            "2026/00/",
            "2026/02/30/",
            "2026/02/00/",
            "tuan/2025-53/",
            "tuan/2026-00/",
            "0000/",
            "2190/",
            "chu-de/khong-co/",
            "don-vi/khong-co/",
        ):
            with self.subTest(address=address):
                self.assertEqual(self.client.get(f"/tin-tot/{address}").status_code, 404)

    def test_titles_and_breadcrumbs_are_vietnamese(self):
        self.assertContains(self.client.get("/tin-tot/2026/11/20/"), "Tin ngày 20/11/2026")
        response = self.client.get("/tin-tot/tuan/2026-47/")
        self.assertContains(response, "<h1>Tuần 47 năm 2026</h1>")
        self.assertContains(response, ">Năm 2026</a>")

    def test_whatever_stands_in_the_query_string_there_is_a_page(self):
        long_text = "x" * 10_000
        for query in (
            "page=abc",
            "page=-1",
            "page=0",
            "page=99999999999999999999",
            "page=%00",
            "page=²",
            f"page={long_text}",
            "unit=%00",
            "unit=khong-co",
            f"unit={long_text}",
            "unit=",
            f"{long_text}=1",
        ):
            for address in ("/tin-tot/", "/tin-tot/2026/11/", "/tin-tot/2026/11/19/"):
                with self.subTest(query=query[:40], address=address):
                    self.assertEqual(self.client.get(f"{address}?{query}").status_code, 200)

    def test_an_empty_archive_says_so_and_shows_the_way_on(self):
        response = self.client.get("/tin-tot/2026/11/19/")
        self.assertContains(response, "Chưa có tin nào ở đây")
        self.assertContains(response, "noindex")

    def test_a_unit_that_does_not_exist_is_named_at_the_field(self):
        response = self.client.get("/tin-tot/?unit=khong-co")
        self.assertContains(response, "Không có đơn vị này")
        self.assertContains(response, 'aria-invalid="true"')

    def test_the_filter_leads_to_the_archive_of_the_unit(self):
        response = self.client.get("/tin-tot/?unit=xa-nam-pung")
        self.assertRedirects(response, "/tin-tot/don-vi/xa-nam-pung/")

    def test_an_ended_unit_with_stories_can_still_be_chosen(self):
        make_unit("Xã Không Tin", parent=self.province, valid_to=date(2025, 6, 30))
        self.commune.valid_to = date(2025, 6, 30)
        self.commune.save()
        response = self.client.get("/tin-tot/")
        option = '<option value="xa-nam-pung">Xã Nậm Pung (đã kết thúc)</option>'
        self.assertContains(response, option, html=True)
        self.assertNotContains(response, "Xã Không Tin")

    def test_the_archive_of_an_ended_unit_says_when_and_into_what(self):
        into = make_unit("Xã Mới & Lớn", parent=self.province)
        address = "/tin-tot/don-vi/xa-nam-pung/"
        self.assertNotContains(self.client.get(address), "kết thúc hoạt động")
        merge_units(units=[self.commune], into=into, on=date(2025, 7, 1), now=NOW)
        self.assertContains(
            self.client.get(address),
            "<p>Đơn vị này đã kết thúc hoạt động ngày 30/06/2025 và sáp nhập vào "
            f'<a href="/tin-tot/don-vi/{into.slug}/">Xã Mới &amp; Lớn</a>.</p>',
            html=True,
        )
        UnitMerger.objects.all().delete()
        self.assertContains(self.client.get(address), "kết thúc hoạt động ngày 30/06/2025.")

    def test_a_story_in_a_private_section_is_not_listed(self):
        PageViewRestriction.objects.create(
            page=self.story, restriction_type=PageViewRestriction.LOGIN
        )
        self.assertEqual(self.titles("/tin-tot/"), [self.weekly.title])

    def test_months_are_counted(self):
        response = self.client.get("/tin-tot/luu-tru/")
        years = response.context["years"]
        self.assertEqual(
            [(year.period.first.year, year.count) for year in years], [(2026, 1), (2025, 1)]
        )
        self.assertContains(response, 'href="/tin-tot/2026/11/"')

    def test_the_english_archive_lists_english_stories_only(self):
        self.assertEqual(self.titles("/en/tin-tot/"), [])


class ArchiveSizeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.site = make_site()
        cls.province = make_unit("Tỉnh Đoàn Minh Họa")
        cls.unit = make_unit("Xã Nậm Pung", parent=cls.province)
        cls.theme = make_theme("Môi trường")
        make_many_stories(cls.site.stories, 60, units=[cls.unit], themes=[cls.theme])

    ADDRESSES = (
        "/tin-tot/",
        "/tin-tot/?page=2",
        "/tin-tot/2026/",
        "/tin-tot/2026/11/",
        "/tin-tot/2026/11/21/",
        "/tin-tot/tuan/2026-47/",
        "/tin-tot/chu-de/moi-truong/",
        "/tin-tot/don-vi/xa-nam-pung/",
        "/tin-tot/luu-tru/",
        "/rss/",
        "/atom/",
        "/sitemap.xml",
        "/sitemap-1.xml",
        "/news-sitemap.xml",
    )

    def queries(self) -> dict[str, int]:
        counted = {}
        for address in self.ADDRESSES:
            self.client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as captured:
                self.assertEqual(self.client.get(address).status_code, 200, address)
            counted[address] = len(captured)
        return counted

    def test_queries_are_few_and_the_same_with_60_and_2000_stories(self):
        few = self.queries()
        index = type(self.site.stories).objects.get(pk=self.site.stories.pk)
        index.get_children().filter(slug="tin-tot-so-59").update(slug="cu-59")
        make_many_stories_beside(index, self.unit, self.theme)
        many = self.queries()
        self.assertEqual(few, many)
        self.assertLessEqual(max(few.values()), QUERY_BUDGET, few)


def make_many_stories_beside(index, unit, theme) -> None:
    """Add 1,940 stories after those that are there."""
    for child in index.get_children():
        type(child).objects.filter(pk=child.pk).update(slug=f"truoc-{child.pk}")
    make_many_stories(index, 1_940, units=[unit], themes=[theme], per_day=40)
