import re
from datetime import date, timedelta
from unittest import mock

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import CampaignPage
from exemplars.models import ExemplarPage
from goodnews.home.models import HomePage
from goodnews.home.querysets import front_page
from goodnews.workflows.services import approve_and_publish
from news.choices import StoryKind
from news.models import StoryPage
from quizblocks.choices import QuestionUse
from tests.campaigns.contests.factories import make_published
from tests.campaigns.contests.rule_sets import DAY, OPENS, WEEK
from tests.news.factories import NOW, TODAY, make_many_stories, make_site, make_story, make_theme
from tests.quizblocks.factories import make_question, make_topic, quiz_value
from tests.units.factories import make_unit

MOST_QUERIES = 15


def make_campaign(tree) -> CampaignPage:
    """Return the running campaign, from 1 October to 31 December 2026."""
    page = CampaignPage(
        title="Mỗi ngày một tin tốt",
        slug="moi-ngay-mot-tin-tot",
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 12, 31),
        summary="Mỗi ngày một tin tốt, mỗi tuần một câu chuyện đẹp.",
        live=False,
    )
    tree.campaigns.add_child(instance=page)
    return approve_and_publish(page=page, now=NOW)


class FrontPageReadTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.tree = make_site()
        cls.home = HomePage.objects.get(pk=cls.tree.home.pk)

    def read(self, today=TODAY):
        home = HomePage.objects.get(pk=self.home.pk)
        return front_page(home, today=today, now=NOW, language="vi")

    def test_an_empty_site_has_a_front_page(self):
        front = self.read()
        self.assertIsNone(front.hero)
        self.assertIsNone(front.day)
        self.assertEqual(front.latest, [])

    def test_the_newest_beautiful_story_leads(self):
        older = make_story(
            self.tree.stories,
            "Tủ sách",
            kind=StoryKind.BEAUTIFUL_STORY,
            published_on=TODAY - timedelta(days=9),
        )
        make_many_stories(self.tree.stories, 40, per_day=5)
        front = self.read()
        self.assertEqual(front.hero.pk, older.pk)
        self.assertEqual(front.hero_week, 46)

    def test_the_story_that_the_editors_chose_leads_even_if_it_is_old(self):
        chosen = make_story(
            self.tree.stories, "Đèn đường", published_on=TODAY - timedelta(days=200)
        )
        make_story(self.tree.stories, "Tủ sách", kind=StoryKind.BEAUTIFUL_STORY)
        HomePage.objects.filter(pk=self.home.pk).update(hero_story=chosen)
        front = self.read()
        self.assertEqual(front.hero.pk, chosen.pk)
        self.assertIsNone(front.hero_week)

    def test_a_chosen_story_that_was_taken_down_makes_room_for_the_newest(self):
        chosen = make_story(self.tree.stories, "Đèn đường")
        beautiful = make_story(self.tree.stories, "Tủ sách", kind=StoryKind.BEAUTIFUL_STORY)
        HomePage.objects.filter(pk=self.home.pk).update(hero_story=chosen)
        chosen.unpublish()
        self.assertEqual(self.read().hero.pk, beautiful.pk)

    def test_the_leading_story_is_shown_once(self):
        beautiful = make_story(self.tree.stories, "Tủ sách", kind=StoryKind.BEAUTIFUL_STORY)
        make_many_stories(self.tree.stories, 20)
        front = self.read()
        shown = [story.pk for story in [*front.day_stories, *front.latest]]
        self.assertNotIn(beautiful.pk, shown)
        self.assertEqual(len(shown), len(set(shown)))

    def test_without_news_today_the_latest_day_is_shown_and_said(self):
        make_story(self.tree.stories, "Hôm qua", published_on=TODAY - timedelta(days=1))
        make_story(self.tree.stories, "Hôm kia", published_on=TODAY - timedelta(days=2))
        front = self.read()
        self.assertFalse(front.is_today)
        self.assertEqual(front.day, TODAY - timedelta(days=1))
        self.assertEqual([story.title for story in front.day_stories], ["Hôm qua"])
        self.assertEqual([story.title for story in front.latest], ["Hôm kia"])

    def test_the_calendar_counts_the_days_of_the_month(self):
        make_campaign(self.tree)
        make_story(self.tree.stories, "Sáng nay", published_on=TODAY)
        front = self.read()
        self.assertEqual(front.calendar.first, TODAY.replace(day=1))
        self.assertEqual(front.calendar.promise.due, TODAY.day)
        self.assertEqual(front.figures["good_news"], 1)

    def test_an_unpublished_exemplar_is_not_among_the_faces(self):
        page = ExemplarPage(title="Lê Khuê", deed="Dạy chữ", age_band="16+", live=False)
        self.tree.exemplars.add_child(instance=page)
        self.assertEqual(self.read().exemplars, [])


class FrontPageAnswerTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.tree = make_site()
        make_campaign(cls.tree)
        cls.units = [make_unit(f"Đoàn xã số {number}") for number in range(3)]
        cls.theme = make_theme()
        topic = make_topic()
        question = make_question(topic)
        make_question(topic, "Câu để thi?", use=QuestionUse.CONTEST)
        cls.contest = make_published()
        home = HomePage.objects.get(pk=cls.tree.home.pk)
        home.quiz = [("quiz", quiz_value(questions=[question]))]
        home.save_revision().publish()

    def get(self, address="/"):
        with (
            mock.patch("django.utils.timezone.localdate", return_value=TODAY),
            mock.patch("django.utils.timezone.now", return_value=NOW),
        ):
            return self.client.get(address)

    def test_a_contest_that_runs_is_a_click_away(self):
        response = self.get()
        self.assertContains(response, "mở đến 10:00 Thứ Hai, 23/11/2026.")
        way_in = reverse("contest_attempts:register", args=[self.contest.slug])
        self.assertContains(response, f'href="{way_in}">Vào thi</a>')
        self.assertContains(response, 'class="dock__link" href="/cuoc-thi/"')

    def test_a_contest_stands_there_from_its_publication_until_it_closes(self):
        home = HomePage.objects.get(pk=self.tree.home.pk)
        for now, expected in ((OPENS - DAY, [False]), (NOW, [True]), (OPENS + 3 * WEEK, [])):
            with self.subTest(now=now):
                front = front_page(home, today=TODAY, now=now, language="vi")
                self.assertEqual([each.is_running for each in front.contests], expected)

    def test_it_is_the_same_for_everybody_and_says_so(self):
        make_many_stories(self.tree.stories, 20)
        first, second = self.get(), self.get()
        self.assertEqual(first.content, second.content)
        self.assertIn("public", first["Cache-Control"])
        self.assertFalse(first.cookies)
        self.assertNotIn("Cookie", first.get("Vary", ""))
        self.assertNotContains(first, "csrf")

    def test_the_number_of_queries_is_the_same_with_60_and_with_600_stories(self):
        options = {"units": self.units, "themes": [self.theme]}
        make_many_stories(self.tree.stories, 60, **options)
        with_60 = self.count_queries()
        StoryPage.objects.all().delete()
        make_many_stories(self.tree.stories, 600, **options)
        self.assertEqual(self.count_queries(), with_60)
        self.assertLessEqual(with_60, MOST_QUERIES)

    def count_queries(self) -> int:
        # Content types are read once in the life of a process.
        self.get()
        with CaptureQueriesContext(connection) as queries:
            self.get()
        return len(queries)

    def test_the_window_names_the_site_once(self):
        title = re.search(r"<title>(.*?)</title>", self.get().text).group(1)
        self.assertEqual(title.count("Tin tốt mỗi ngày"), 1, title)

    def test_titles_with_markup_are_shown_as_text(self):
        make_story(self.tree.stories, "<script>alert(1)</script> & bạn")
        self.assertContains(self.get(), "&lt;script&gt;alert(1)&lt;/script&gt; &amp; bạn")

    def test_a_day_without_news_says_so_honestly(self):
        make_story(self.tree.stories, "Hôm qua", published_on=TODAY - timedelta(days=1))
        self.assertContains(self.get(), "Hôm nay chưa có tin.")

    def test_the_sentence_of_the_calendar_is_there(self):
        make_story(self.tree.stories, "Sáng nay", published_on=TODAY)
        self.assertContains(self.get(), "Tháng 11: 1 trên 21 ngày đã có tin tốt")

    def test_query_strings_change_nothing(self):
        make_story(self.tree.stories)
        plain = self.get().content
        for query in ("?page=abc", "?unit=%00", "?q=" + "a" * 10_000, "?page=-1&page=2"):
            with self.subTest(query=query[:20]):
                self.assertEqual(self.get("/" + query).content, plain)
