"""Public pages of contests."""

from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.contests.choices import RoundKind
from campaigns.contests.contest_pages import spotlights
from campaigns.contests.models import Contest, Round
from campaigns.contests.rule_errors import NotReadyError
from campaigns.contests.services import change_rules, publish_contest
from campaigns.contests.turns import TurnWatch
from goodnews.core.pagecache import current_generation
from quizblocks.choices import QuestionUse
from tests.quizblocks.factories import make_question, make_topic

from .factories import make_contest, make_published
from .rule_sets import DAY, OPENS, SECOND, WEEK

# Between the first and the second round of "mot-luot": Monday 10:00 to Wednesday 01:00.
PAUSE = OPENS + 3 * DAY


class ContestPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        topic = make_topic()
        for number in range(20):
            make_question(topic, f"Câu hỏi số {number}?", use=QuestionUse.CONTEST)
        cls.contest = make_contest(slug="mot-luot", summary="Vui và bổ ích.")
        publish_contest(contest=cls.contest, user=None, now=OPENS - WEEK)
        make_contest("theo-bang", slug="nhap")

    def page(self, name: str, *args, now=PAUSE):
        with mock.patch("django.utils.timezone.now", return_value=now):
            return self.client.get(reverse(f"contests:{name}", args=args))

    def test_the_list_says_where_each_contest_stands(self):
        for now, words in (
            (OPENS - DAY, "“Tuần 1” mở lúc 10:00 Thứ Hai, 02/11/2026."),
            (OPENS, "“Tuần 1” mở đến 01:00 Thứ Tư, 04/11/2026."),
            (PAUSE, "“Tuần 2” mở lúc 10:00 Thứ Hai, 09/11/2026."),
            (OPENS + 10 * WEEK, "Đã đóng lúc"),
        ):
            with self.subTest(words=words):
                response = self.page("index", now=now)
                self.assertContains(response, words)
                self.assertNotContains(response, "Cuộc thi theo bảng")

    def test_the_list_leads_into_what_runs_or_comes_and_not_into_what_is_over(self):
        way_in = reverse("contest_attempts:register", args=["mot-luot"])
        for now, words in (
            (OPENS - DAY, "Đăng ký dự thi"),
            (OPENS, "Vào thi"),
            (PAUSE, "Đăng ký dự thi"),
        ):
            with self.subTest(now=now):
                response = self.page("index", now=now)
                self.assertContains(response, f'href="{way_in}">{words}</a>')
        self.assertNotContains(self.page("index", now=OPENS + 10 * WEEK), way_in)

    def test_what_runs_stands_before_what_opens_earlier_than_it_closes(self):
        # It runs until Wednesday; the other one opens on Tuesday.
        other = make_published("khac")
        Round.objects.filter(contest=other).update(opens_at=OPENS + DAY)
        found = spotlights(now=OPENS)
        self.assertEqual(
            [(each.contest.slug, each.is_running) for each in found],
            [("mot-luot", True), ("khac", False)],
        )
        self.assertEqual(spotlights(now=OPENS + 99 * WEEK), [])

    def test_a_draft_and_a_round_of_practice_stand_in_no_light(self):
        Round.objects.filter(contest=self.contest).update(kind=RoundKind.PRACTICE)
        self.assertEqual(spotlights(now=OPENS), [])

    def test_the_list_is_empty_in_words(self):
        Contest.objects.filter(pk=self.contest.pk).update(published_at=None)
        self.assertContains(self.page("index"), "Chưa có cuộc thi nào")

    def test_the_landing_says_what_is_open_and_what_comes(self):
        response = self.page("contest", "mot-luot", now=OPENS)
        self.assertContains(response, "“Tuần 1” mở đến 01:00 Thứ Tư, 04/11/2026.")
        response = self.page("contest", "mot-luot")
        self.assertContains(response, "“Tuần 2” mở lúc 10:00 Thứ Hai, 09/11/2026.")
        self.assertContains(response, "Văn phòng, 0210 000 000")
        response = self.page("contest", "mot-luot", now=OPENS + 10 * WEEK)
        self.assertContains(response, "Cuộc thi đã đóng.")

    def test_between_two_rounds_nothing_runs(self):
        running, paused = "Đang thi", "Giữa hai vòng thi"
        for now, said, unsaid in ((OPENS, running, paused), (PAUSE, paused, running)):
            for name, *args in (("index",), ("contest", "mot-luot")):
                with self.subTest(name=name, said=said):
                    page = self.page(name, *args, now=now)
                    self.assertContains(page, said)
                    self.assertNotContains(page, unsaid)

    def test_a_draft_is_nobodys_to_see(self):
        for name in ("contest", "rules"):
            self.assertEqual(self.page(name, "nhap").status_code, 404)
        self.assertEqual(self.page("rules_version", "mot-luot", 7).status_code, 404)

    def test_the_pages_are_the_same_for_everybody_and_cheap(self):
        pages = (("index",), ("contest", "mot-luot"), ("rules", "mot-luot"))
        for name, *args in pages:
            with self.subTest(name=name), CaptureQueriesContext(connection) as queries:
                response = self.page(name, *args)
            self.assertLessEqual(len(queries), 15)
            self.assertIn("public", response["Cache-Control"])
            self.assertNotIn("Cookie", response.get("Vary", ""))
            self.assertFalse(response.cookies)

    def test_the_rules_say_what_changed_and_why(self):
        changed = Contest.objects.get(pk=self.contest.pk)
        changed.rounds.get_object_list()[0].closes_at += timedelta(hours=23)
        change_rules(contest=changed, reason="Mất điện diện rộng.", user=None, now=OPENS)
        response = self.page("rules", "mot-luot")
        self.assertContains(response, "Mất điện diện rộng.")
        self.assertContains(response, "đóng lúc 24:00 Thứ Tư, 04/11/2026.</ins>")
        self.assertContains(response, "đóng lúc 01:00 Thứ Tư, 04/11/2026.</del>")
        first = self.page("rules_version", "mot-luot", 1)
        self.assertContains(first, "Phiên bản này không còn hiệu lực.")
        self.assertNotContains(first, "24:00 Thứ Tư")

    def test_kept_pages_end_when_rules_are_published_and_when_a_round_turns(self):
        before = current_generation()
        with self.captureOnCommitCallbacks(execute=True):
            draft = Contest.objects.get(slug="nhap")
            with self.assertRaises(NotReadyError):
                draft.rounds.all().delete()
                publish_contest(contest=draft, user=None, now=OPENS)
            self.assertEqual(current_generation(), before)
            change_rules(contest=self.contest, reason="", user=None, now=OPENS)
        self.assertNotEqual(current_generation(), before)
        watch = TurnWatch()
        looks = [
            watch.look(moment) for moment in (PAUSE, PAUSE + SECOND, OPENS + WEEK, PAUSE + WEEK)
        ]
        self.assertEqual(looks, [False, False, True, True])

    def test_cron_ends_the_kept_pages_too(self):
        for now, said in ((OPENS + SECOND, "Turned."), (PAUSE, "Nothing has turned.")):
            out = StringIO()
            with mock.patch("django.utils.timezone.now", return_value=now):
                call_command("turn_contests", stdout=out)
            self.assertEqual(out.getvalue().strip(), said)
