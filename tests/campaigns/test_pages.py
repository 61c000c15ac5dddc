"""The campaign page, its feed and what may stand in its query string."""

from datetime import date, timedelta
from unittest import mock

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from campaigns.choices import SlotKind
from campaigns.models import CampaignEntry
from tests.core.many_pages import make_many_pages
from tests.units.factories import make_unit

from .factories import NOW, STARTS_ON, TODAY, make_campaign, make_entry, root_page

BAD_QUERIES = [
    "thang=abc",
    "thang=99999-01",
    "thang=2026-13",
    "thang=0000-00",
    "thang=%00",
    "thang=٢٠٢٦-١١",
    "ngay=2026-02-31",
    "ngay=99999-01-01",
    "ngay=2190-01-01",
    "xem=%00",
    "xem=danh-sach&page=abc",
    "xem=danh-sach&page=99999999999999999999",
    "xem=danh-sach&page=-1",
    "xem=don-vi&unit=%00",
    "thang=" + "9" * 10_000,
    "xem=" + "x" * 10_000,
]
TABS = ["", "?xem=danh-sach", "?xem=don-vi", "?ngay=2026-11-20", "?thang=2026-10"]


class CampaignPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.campaign = make_campaign()
        cls.url = cls.campaign.url

    def setUp(self):
        patcher = mock.patch("django.utils.timezone.now", return_value=NOW)
        patcher.start()
        self.addCleanup(patcher.stop)

    def get(self, query=""):
        return self.client.get(f"{self.url}{query}")

    def test_the_calendar_is_a_table_with_a_caption_and_links(self):
        entry = make_entry(TODAY, title="Chủ nhật xanh")
        response = self.get()
        self.assertContains(response, '<table class="cal cal--full">')
        self.assertContains(response, "<caption>")
        self.assertContains(response, f'href="{entry.page.url}"')
        self.assertContains(response, "Chủ nhật xanh")

    def test_the_chosen_day_lists_its_stories(self):
        make_entry(date(2026, 11, 20), title="Tin ngày hai mươi")
        make_entry(TODAY, title="Tin hôm nay")
        response = self.get("?ngay=2026-11-20")
        self.assertEqual(response.context["chosen_day"], date(2026, 11, 20))
        titles = [row["link"].title for row in response.context["day_entries"]]
        self.assertEqual(titles, ["Tin ngày hai mươi"])

    def test_without_a_day_the_last_lit_one_is_chosen(self):
        make_entry(date(2026, 11, 12))
        self.assertEqual(self.get().context["chosen_day"], date(2026, 11, 12))

    def test_another_month_is_reached_by_a_plain_link(self):
        make_entry(date(2026, 10, 5), title="Tin tháng mười")
        self.assertContains(self.get(), "?thang=2026-10")
        response = self.get("?thang=2026-10")
        self.assertEqual(response.context["calendar"].first, STARTS_ON)
        self.assertContains(response, "Tin tháng mười")

    def test_a_month_outside_shows_the_nearest(self):
        self.assertEqual(self.get("?thang=2020-01").context["calendar"].first, STARTS_ON)
        self.assertEqual(self.get("?thang=2099-01").context["calendar"].first, date(2026, 12, 1))

    def test_bad_queries_show_the_page(self):
        make_entry(TODAY)
        for query in BAD_QUERIES:
            with self.subTest(query=query[:40]):
                self.assertEqual(self.get(f"?{query}").status_code, 200)

    def test_the_unit_table_counts_both_kinds(self):
        province = make_unit("Tỉnh Đoàn Minh Họa")
        make_entry(TODAY, title="Một", unit=province)
        make_entry(TODAY, title="Hai", kind=SlotKind.WEEK, unit=province)
        rows = self.get("?xem=don-vi").context["unit_rows"]
        self.assertEqual(
            [(row["good_news"], row["beautiful_stories"], row["bar"]) for row in rows],
            [(1, 1, 100)],
        )

    def test_the_same_bytes_for_everybody_and_no_cookie(self):
        make_entry(TODAY)
        first, second = self.get(), self.get()
        self.assertEqual(first.content, second.content)
        self.assertIn("public", first["Cache-Control"])
        self.assertFalse(first.cookies)
        self.assertNotIn("cookie", first.get("Vary", "").lower())

    def test_no_inline_script_or_style(self):
        text = self.get().content.decode()
        self.assertNotIn(" style=", text)
        self.assertNotIn("<style", text)

    def count(self, query) -> int:
        self.get(query)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            self.assertEqual(self.get(query).status_code, 200)
        return len(captured)

    def test_at_most_15_queries_whatever_the_number_of_stories(self):
        unit = make_unit()
        for number in range(10):
            make_entry(TODAY - timedelta(days=number), title=f"Tin {number}", unit=unit)
        few = {tab: self.count(tab) for tab in TABS}
        fill(self.campaign, unit, count=300)
        many = {tab: self.count(tab) for tab in TABS}
        self.assertEqual(few, many)
        self.assertLessEqual(max(many.values()), 15, many)


def fill(campaign, unit, *, count: int) -> None:
    """Add ``count`` entries of stories of November 2026 that fill no slot."""
    entries = [
        CampaignEntry(
            campaign=campaign,
            page=page,
            kind=SlotKind.DAY,
            unit=unit,
            published_on=TODAY - timedelta(days=number % 20),
            entered_at=NOW,
        )
        for number, page in enumerate(
            make_many_pages(root_page(), count, title="Thêm", slug="them")
        )
    ]
    CampaignEntry.objects.bulk_create(entries)


class CampaignFeedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.campaign = make_campaign()

    def test_lit_days_and_weeks_are_events(self):
        entry = make_entry(TODAY, title="Chủ nhật xanh")
        make_entry(TODAY, kind=SlotKind.WEEK, title="Thầy giáo")
        response = self.client.get(f"{self.campaign.url}lich.ics")
        self.assertEqual(response["Content-Type"], "text/calendar; charset=utf-8")
        text = response.content.decode().replace("\r\n ", "")
        self.assertIn("SUMMARY:Chủ nhật xanh", text)
        self.assertIn("DTSTART;VALUE=DATE:20261116\r\nDTEND;VALUE=DATE:20261123", text)
        self.assertIn(f"http://testserver{entry.page.url}", text)
        self.assertIn("public", response["Cache-Control"])

    def test_an_unknown_or_hidden_campaign_has_none(self):
        self.assertEqual(self.client.get("/chien-dich/khong-co/lich.ics").status_code, 404)
        self.campaign.unpublish()
        self.assertEqual(
            self.client.get("/chien-dich/moi-ngay-mot-tin-tot/lich.ics").status_code, 404
        )


class CampaignIndexPageTests(TestCase):
    def test_campaigns_are_listed_with_their_dates(self):
        campaign = make_campaign()
        response = self.client.get("/chien-dich/")
        self.assertContains(response, campaign.title)
        self.assertContains(response, "01/10/2026")
