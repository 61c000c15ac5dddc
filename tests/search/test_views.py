"""Search as readers use it."""

import unicodedata

from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from news.choices import StoryKind
from tests.news.factories import make_draft, make_site, make_story
from tests.units.factories import make_unit

from .factories import make_searchable_stories

HOSTILE = {
    "nothing": "",
    "null byte": "tin\x00tot",
    "only a null byte": "\x00",
    "ten kilobytes": "a" * 10_000,
    "quotes": '"tin\' tot""',
    "operators": "AND OR NOT NEAR(a b) * ^ title: {body} : x",
    "tsquery operators": "a & | ! <-> ( b:*",
    "percent": "%s %d %(q)s 100%",
    "markup": "<script>alert(1)</script>",
    "backslashes": "\\\\ \\' \\",
    "emoji": "🙂🇻🇳",
    "khmer": "ខ្មែរ",
    "controls": "\x01\x1f\x7f\n\r\t",
    "many words": "tin tot " * 12,
}


class SearchCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.tree = make_site()
        cls.unit = make_unit("Đoàn xã Phước Bình")
        cls.story = make_story(
            cls.tree.stories,
            "Đoàn thanh niên dựng cầu ở Đắk Lắk",
            lead="Mỗi ngày một tin tốt: cây cầu đã xong.",
            unit=cls.unit,
        )
        cls.beautiful = make_story(
            cls.tree.stories,
            "Người thầy ở bản",
            lead="Một đoàn thanh niên đến giúp thầy.",
            kind=StoryKind.BEAUTIFUL_STORY,
            published_on="2025-05-01",
        )
        make_draft(cls.tree.stories, "Đoàn thanh niên còn nháp")
        call_command("update_index", verbosity=0)

    def search(self, q, path="/tim-kiem/", **filters):
        return self.client.get(path, {"q": q, **filters})

    def titles(self, q, **filters) -> list[str]:
        found = self.search(q, **filters).context["found"]
        return ["".join(text for text, _ in hit.title) for hit in found.rows]


class FindingTests(SearchCase):
    def test_however_it_is_typed_the_same_is_found(self):
        for accented in ("Đoàn thanh niên", "Mỗi ngày một tin tốt"):
            wanted = self.titles(accented)
            self.assertIn(self.story.title, wanted)
            for typed in (
                unicodedata.normalize("NFD", accented),
                accented.upper(),
                {"Đoàn thanh niên": "doan thanh nien"}.get(accented, "moi ngay mot tin tot"),
            ):
                with self.subTest(typed):
                    self.assertEqual(self.titles(typed), wanted)

    def test_words_of_the_title_come_before_words_of_the_text(self):
        self.assertEqual(self.titles("doan thanh nien"), [self.story.title, self.beautiful.title])

    def test_drafts_and_restricted_pages_are_not_found(self):
        self.assertNotIn("Đoàn thanh niên còn nháp", self.titles("doan thanh nien"))
        with self.captureOnCommitCallbacks(execute=True):
            PageViewRestriction.objects.create(page=self.story, restriction_type="login")
        self.assertEqual(self.titles("doan thanh nien"), [self.beautiful.title])
        suggestions = self.client.get("/tim-kiem/goi-y/", {"q": "doan tha"}).json()["suggestions"]
        self.assertEqual(suggestions, [])

    def test_a_page_taken_down_is_gone_at_once(self):
        self.titles("doan thanh nien")
        with self.captureOnCommitCallbacks(execute=True):
            self.story.unpublish()
        self.assertEqual(self.titles("doan thanh nien"), [self.beautiful.title])

    def test_kind_unit_and_year_narrow_the_results(self):
        self.assertEqual(self.titles("doan", loai="cau-chuyen-dep"), [self.beautiful.title])
        self.assertEqual(self.titles("doan", don_vi=self.unit.slug), [self.story.title])
        self.assertEqual(self.titles("doan", nam="2025"), [self.beautiful.title])
        self.assertEqual(self.titles("doan", loai="guong-sang"), [])

    def test_english_pages_are_found_under_en_only(self):
        self.assertEqual(self.titles("doan thanh nien", path="/en/tim-kiem/"), [])

    def test_hits_are_marked_and_markup_is_escaped(self):
        self.assertContains(self.search("doan thanh"), "<mark>Đoàn</mark> <mark>thanh</mark>")
        response = self.search("<script>alert(1)</script>")
        self.assertNotContains(response, "<script>alert")

    def test_a_misspelt_query_is_put_right(self):
        response = self.search("doan thnah nien")
        self.assertContains(response, "Có phải bạn tìm")
        self.assertContains(response, "đoàn thanh niên")

    def test_nothing_found_helps_on(self):
        self.assertContains(self.search("xyzxyz"), "Không tìm thấy kết quả nào cho “xyzxyz”")


class SafetyTests(SearchCase):
    def test_any_query_string_gets_an_answer_in_vietnamese(self):
        for name, text in HOSTILE.items():
            for path in ("/tim-kiem/", "/en/tim-kiem/", "/tim-kiem/goi-y/"):
                with self.subTest(name, path=path):
                    self.assertIn(self.search(text, path=path).status_code, (200, 400))

    def test_unknown_filters_say_so_at_the_field_and_keep_the_words(self):
        for name, value, message in (
            ("loai", "khong-co", "Không có loại này"),
            ("don_vi", "\x00", "Không có đơn vị này"),
            ("don_vi", "x" * 10_000, "Không có đơn vị này"),
            ("nam", "abc", "bốn chữ số"),
            ("nam", "9" * 30, "từ 1931 đến 2100"),
        ):
            with self.subTest(name, value=value[:10]):
                response = self.search("doan", **{name: value})
                self.assertContains(response, message, status_code=400)
                self.assertContains(response, 'value="doan"', status_code=400)

    def test_any_page_number_gets_an_answer(self):
        for page in ("abc", "0", "-1", "999999", "9" * 40, "\x00", "１"):
            with self.subTest(page):
                self.assertEqual(self.search("doan", page=page).status_code, 200)

    def test_too_long_a_query_says_so_and_is_not_sent_back_whole(self):
        response = self.search("a" * 10_000)
        self.assertContains(response, "100 ký tự", status_code=400)
        self.assertNotContains(response, "a" * 300, status_code=400)
        self.assertNotContains(response, "Hãy gõ ít nhất một từ.", status_code=400)

    def test_everybody_gets_the_same_bytes_without_a_cookie(self):
        first, second = (self.client_class().get("/tim-kiem/?q=doan") for _ in range(2))
        self.assertEqual(first.content, second.content)
        self.assertFalse(first.cookies)
        self.assertIn("public", first["Cache-Control"])
        self.assertNotIn("Cookie", first.get("Vary", ""))


class SuggestionTests(SearchCase):
    def suggest(self, q):
        return self.client.get("/tim-kiem/goi-y/", {"q": q}).json()["suggestions"]

    def test_a_beginning_suggests_titles_with_addresses(self):
        self.assertEqual(
            self.suggest("doan tha"), [{"title": self.story.title, "url": self.story.url}]
        )

    def test_one_letter_suggests_nothing(self):
        self.assertEqual(self.suggest("d"), [])

    def test_suggestions_are_public_and_kept_for_a_minute(self):
        response = self.client.get("/tim-kiem/goi-y/", {"q": "doan"})
        self.assertEqual(response["Cache-Control"], "public, max-age=60")
        with self.assertNumQueries(0):
            self.suggest("doan")


class QueryCountTests(TestCase):
    def count_queries(self) -> int:
        self.client.get("/tim-kiem/?q=doan")
        with CaptureQueriesContext(connection) as queries:
            response = self.client.get("/tim-kiem/?q=doan")
        self.assertTrue(response.context["found"].total)
        return len(queries)

    def test_ten_and_three_hundred_stories_cost_the_same_few_queries(self):
        tree = make_site()
        make_searchable_stories(tree.stories, 10)
        few = self.count_queries()
        tree.stories.get_children().delete()
        make_searchable_stories(tree.stories, 300)
        self.assertEqual(self.count_queries(), few)
        self.assertLessEqual(few, 15)
