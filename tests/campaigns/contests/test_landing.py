"""What the page of a contest shows beside its rules: a question to try, the units so far."""

from datetime import timedelta
from unittest import mock
from urllib.parse import urlencode

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from campaigns.contests.invitations import OpenContests
from campaigns.contests.models import DrawLine, Ranking, Round
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.ranking import rank
from campaigns.contests.results.ranking_bytes import to_bytes, top_of
from campaigns.contests.results.shown_units import sums_of, unit_board
from campaigns.contests.results.standings import disqualify
from campaigns.contests.results.versions import make_ranking
from campaigns.contests.services import publish_contest
from goodnews.core.pagecache import purge_public_pages
from goodnews.units.models import Headcount
from quizblocks.choices import QuestionUse
from quizblocks.models import Topic
from tests.quizblocks.factories import make_question, make_topic
from tests.units.factories import make_unit

from . import contests_world as world
from .factories import make_contest
from .rule_sets import OPENS, SECOND, WEEK
from .tables import attempt, week

# 01:00 on Wednesday.
CLOSES = OPENS + timedelta(hours=39)
FORM = "application/x-www-form-urlencoded"


def page_at(client, slug: str, now):
    with mock.patch("django.utils.timezone.now", return_value=now):
        return client.get(reverse("contests:contest", args=[slug]))


class OneContestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.topic = make_topic()
        for number in range(20):
            make_question(cls.topic, f"Câu thi số {number}?", use=QuestionUse.CONTEST)
        contest = make_contest(slug="mot-luot")
        DrawLine.objects.filter(round__contest=contest).update(topic=cls.topic)
        publish_contest(contest=contest, user=None, now=OPENS - WEEK)
        # Of another topic, and therefore no sample of this contest.
        cls.practise(make_topic("Luật giao thông", 0), "Câu giao thông")

    @staticmethod
    def practise(topic: Topic, stem: str) -> None:
        for number in range(5):
            make_question(topic, f"{stem} {number}?")


class SampleTests(OneContestCase):
    def test_one_practice_question_of_the_contests_topics_is_shown_and_marked(self):
        self.practise(self.topic, "Câu luyện tập")
        page = page_at(self.client, "mot-luot", OPENS)
        self.assertContains(page, 'name="shown"', count=1)
        self.assertContains(page, "Câu luyện tập")
        for other in ("Câu giao thông", "Câu thi số"):
            self.assertNotContains(page, other)
        question = page.context["sample"].quiz.questions[0]
        answer = {"shown": question.value, question.name: question.choices[0].value}
        reply = self.client.post(
            page.context["sample"].answer_url, urlencode(answer), content_type=FORM
        )
        self.assertContains(reply, "Quyết định 874/QĐ-BTTTT")
        self.assertNotContains(page, "Quyết định 874/QĐ-BTTTT")

    def test_a_part_of_the_topic_will_do(self):
        part = Topic.objects.create(name="Mật khẩu", parent=self.topic)
        self.practise(part, "Câu luyện tập")
        self.assertContains(page_at(self.client, "mot-luot", OPENS), "Câu luyện tập")

    def test_without_practice_questions_and_after_the_contest_there_is_none(self):
        self.assertNotContains(page_at(self.client, "mot-luot", OPENS), "cau-hoi-mau")
        self.practise(self.topic, "Câu luyện tập")
        self.assertNotContains(page_at(self.client, "mot-luot", OPENS + 10 * WEEK), "cau-hoi-mau")

    def test_in_english_there_is_none_until_a_topic_has_english_questions(self):
        self.practise(self.topic, "Câu luyện tập")
        Locale.objects.create(language_code="en")
        now = mock.patch("django.utils.timezone.now", return_value=OPENS)
        with now, translation.override("vi"):
            page = self.client.get("/en" + reverse("contests:contest", args=["mot-luot"]))
        self.assertNotContains(page, "cau-hoi-mau")


class InvitationTests(OneContestCase):
    def reply(self, now, **headers):
        with mock.patch("django.utils.timezone.now", return_value=now):
            page = self.client.get("/luyen-tap/luat-giao-thong/")
            question = page.context["public"].quiz.questions[0]
            answer = {"shown": question.value, question.name: question.choices[0].value}
            return self.client.post(
                "/luyen-tap/luat-giao-thong/", urlencode(answer), content_type=FORM, **headers
            )

    def test_an_answer_leads_to_the_contest_that_is_open_and_to_none_that_is_not(self):
        address, words = "/cuoc-thi/mot-luot/", "Thử sức ở cuộc thi"
        for now, is_open in (
            (OPENS - SECOND, False),
            (OPENS, True),
            (CLOSES, False),
            (OPENS + WEEK, True),
        ):
            with self.subTest(now=now):
                # As the chore does at every opening.
                with self.captureOnCommitCallbacks(execute=True):
                    purge_public_pages()
                reply = self.reply(now)
                (self.assertContains if is_open else self.assertNotContains)(reply, words)
                told = self.reply(now, headers={"accept": "application/json"}).json()
                urls = [url for _label, url in told["invitations"]]
                self.assertEqual(urls, [address] if is_open else [])

    def test_a_round_that_closes_is_left_out_without_a_purge(self):
        self.assertContains(self.reply(CLOSES - SECOND), "Thử sức ở cuộc thi")
        self.assertNotContains(self.reply(CLOSES), "Thử sức ở cuộc thi")

    def test_asking_again_reads_nothing(self):
        inviting = OpenContests()
        inviting(OPENS, "one")
        with self.assertNumQueries(0):
            self.assertEqual(len(inviting(OPENS + SECOND, "one")), 1)
        with self.assertNumQueries(1):
            inviting(OPENS + SECOND, "two")


class UnitBoardTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.contest = world.make_contest()
        cls.rounds = [world.make_round(cls.contest, number) for number in (1, 2)]
        world.publish_rules(cls.contest, is_cumulative=True)
        province = make_unit()
        cls.communes = [make_unit(f"Xã số {number}", parent=province) for number in range(7)]
        Headcount.objects.create(
            unit=cls.communes[6], counted_on=world.OPENS.date(), youth_count=28, member_count=0
        )
        cls.people = []
        for number, commune in enumerate(cls.communes):
            for each in range(number + 1):
                entrant = world.make_entrant(cls.contest, f"Người {number} {each}", unit=commune)
                world.make_attempt(entrant, cls.rounds[0], 1)
                cls.people.append(entrant)

    def publish(self, round_: Round, reason: str = "") -> Ranking:
        close_round(round_=round_, user=None, now=round_.closes_at + WEEK)
        return make_ranking(
            contest=self.contest,
            round_=round_,
            reason=reason,
            user=None,
            now=round_.closes_at + WEEK,
        )

    def test_nothing_is_counted_before_a_table_is_published(self):
        page = page_at(self.client, self.contest.slug, world.AFTER)
        self.assertNotContains(page, "don-vi-dong-nhat")
        self.assertIsNone(unit_board(self.contest))

    def test_the_five_with_most_people_stand_with_their_share(self):
        self.publish(self.rounds[0])
        page = page_at(self.client, self.contest.slug, world.AFTER)
        board = page.context["board"]
        self.assertEqual(
            [(each.name, each.people) for each in board.units],
            [(f"Xã số {number}", number + 1) for number in (6, 5, 4, 3, 2)],
        )
        self.assertEqual((board.title, board.units[0].rate), ("Tuần 1", "25 %"))
        table = reverse("contest_results:table", args=[self.contest.slug, 1])
        self.assertContains(page, f'href="{table}#don-vi"')
        self.assertContains(self.client.get(table), 'id="don-vi"')

    def test_the_newest_version_of_the_last_round_is_shown(self):
        self.publish(self.rounds[0])
        for entrant in self.people[:1]:
            world.make_attempt(entrant, self.rounds[1], 2)
        self.publish(self.rounds[1])
        disqualify(entrant=self.people[-1], reason="Thi hộ.", user=None, now=world.AFTER)
        make_ranking(
            contest=self.contest,
            round_=self.rounds[0],
            reason="Loại một thí sinh.",
            user=None,
            now=world.AFTER + WEEK,
        )
        board = unit_board(self.contest)
        self.assertEqual((board.title, board.number), ("Tuần 2", 2))
        make_ranking(
            contest=self.contest, round_=None, reason="", user=None, now=world.AFTER + 3 * WEEK
        )
        board = unit_board(self.contest)
        self.assertEqual((board.title, board.number, board.most_people), ("", 0, 6))

    def test_it_takes_two_queries_however_many_took_part(self):
        self.publish(self.rounds[0])
        with CaptureQueriesContext(connection) as queries:
            unit_board(self.contest)
        self.assertEqual(len(queries), 2)


class TopOfTableTests:
    def table(self):
        attempts = [attempt(pk, pk, pk, unit=pk % 3 + 1) for pk in range(1, 10)]
        return rank(week(), attempts, None)

    def test_what_is_read_of_the_top_is_what_was_written(self):
        table = self.table()
        assert top_of(to_bytes(table).decode()) == (table.counts, table.units)

    def test_a_line_that_is_cut_is_left_out(self):
        table = self.table()
        content = to_bytes(table).decode()
        lines = content.splitlines(keepends=True)
        cut = len("".join(lines[:2])) + 3
        assert top_of(content[:cut]) == (table.counts, table.units[:1])

    def test_the_leagues_of_a_unit_are_one_sum(self):
        table = self.table()
        one = table.units[0]
        both = sums_of([*table.units, one._replace(league="b", people=50)])
        assert (both[0].unit, both[0].people) == (one.unit, one.people + 50)
        assert len(both) == len(table.units)
