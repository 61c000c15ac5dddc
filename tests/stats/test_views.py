from django.test import Client, TestCase, override_settings
from wagtail.models import PageViewRestriction

from goodnews.stats.models import DailyPageViews, DailyVisitor

from .factories import CHROME, live_page, page_below


class RecordTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.page = live_page()

    def setUp(self):
        self.client = Client(enforce_csrf_checks=True)

    def beacon(self, data=None, **headers):
        return self.client.post(
            "/dem/",
            {"trang": self.page.pk} if data is None else data,
            headers={"origin": "http://testserver", "user-agent": CHROME, **headers},
        )

    def views(self):
        return DailyPageViews.objects.views_of([self.page.pk])[self.page.pk]

    def test_a_beacon_counts_without_cookie_and_token(self):
        response = self.beacon()
        self.assertEqual(response.status_code, 204)
        self.assertFalse(response.cookies)
        self.assertEqual(self.views(), 1)

    def test_another_site_cannot_count(self):
        for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
            self.assertEqual(self.beacon(**headers).status_code, 403)
        self.assertEqual(self.views(), 0)

    def test_reading_the_address_counts_nothing(self):
        self.assertEqual(self.client.get("/dem/").status_code, 405)

    def test_a_bot_is_told_nothing(self):
        self.assertEqual(self.beacon(**{"user-agent": "Googlebot/2.1"}).status_code, 204)
        self.assertEqual(self.views(), 0)

    def test_pages_that_are_not_public_are_not_counted(self):
        draft = page_below(self.page, slug="nhap", live=False)
        closed = page_below(self.page, slug="kin")
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
        for page_id in (draft.pk, closed.pk, 2_000_000_000):
            self.assertEqual(self.beacon({"trang": page_id}).status_code, 204)
        self.assertEqual(DailyPageViews.objects.count(), 0)

    def test_foul_input_is_refused_without_an_error(self):
        foul = ["abc", "-1", "0", "9" * 40, "\x00", "1' OR 1=1", "1.5", "<script>", "x" * 10_000]
        for value in foul:
            self.assertEqual(self.beacon({"trang": value}).status_code, 400, value[:20])
        self.assertEqual(DailyVisitor.objects.count(), 0)

    def test_a_body_that_is_no_form_counts_a_visit_at_most(self):
        response = self.client.post(
            "/dem/",
            b"\xff\x00{",
            content_type="application/json",
            headers={"origin": "http://testserver", "user-agent": CHROME},
        )
        self.assertLess(response.status_code, 500)
        self.assertEqual(self.views(), 0)

    def test_a_forwarded_address_is_believed_only_from_our_own_proxy(self):
        self.beacon(**{"x-forwarded-for": "1.1.1.1"})
        self.beacon(**{"x-forwarded-for": "2.2.2.2"})
        self.assertEqual(DailyVisitor.objects.count(), 1)
        with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
            self.beacon(**{"x-forwarded-for": "9.9.9.9, 1.1.1.1"})
            self.beacon(**{"x-forwarded-for": "8.8.8.8, 1.1.1.1"})
            self.beacon(**{"x-forwarded-for": "1.1.1.1, 2.2.2.2"})
        self.assertEqual(DailyVisitor.objects.count(), 3)


class FiguresTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.page = live_page()

    def test_views_and_visits_in_one_reply(self):
        DailyPageViews.objects.create(page=self.page, day="2026-11-21", count=4330)
        response = self.client.get(f"/so-lieu/?trang={self.page.pk},999")
        reply = response.json()
        self.assertEqual(reply["views"], {str(self.page.pk): 4330, "999": 0})
        self.assertEqual(set(reply["visits"]), {"now", "today", "week", "total"})

    def test_it_is_kept_half_a_minute_but_not_by_the_page_cache(self):
        with override_settings(PAGE_CACHE_ENABLED=True):
            response = self.client.get("/so-lieu/")
        self.assertEqual(response["Cache-Control"], "max-age=30")
        self.assertFalse(response.cookies)
        self.assertNotIn("Cookie", response.get("Vary", ""))

    def test_two_queries_first_and_one_afterwards(self):
        self.client.get("/so-lieu/")
        with self.assertNumQueries(1):
            self.client.get(f"/so-lieu/?trang={self.page.pk}")

    def test_foul_query_strings_are_refused_without_an_error(self):
        foul = ["abc", "1,,2", "1,", "-1", "9" * 40, "%00", "1;DROP", "1," * 500, "x" * 10_000]
        for value in foul:
            self.assertEqual(
                self.client.get(f"/so-lieu/?trang={value}").status_code, 400, value[:20]
            )
        self.assertEqual(self.client.get("/so-lieu/?trang=4294967296").json()["views"], {})
        self.assertEqual(self.client.get("/so-lieu/?trang=").status_code, 200)
