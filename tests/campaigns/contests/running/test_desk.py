"""Messages, questions and incidents: from the organisers to the entrants and back."""

from datetime import timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.contests.entrants.forgetting import forget_entrants
from campaigns.contests.models import (
    ChainLink,
    ContestAct,
    Entrant,
    EntrantMessage,
    HelpPhrase,
    HelpQuestion,
)
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.official import OfficialTable
from campaigns.contests.results.papers import minutes_paper
from campaigns.contests.results.versions import make_ranking
from campaigns.contests.running.incidents import incidents_in, note_incident
from campaigns.contests.running.messages import Note, meant_for
from goodnews.privacy.holdings import Wanted
from goodnews.privacy.sources.contests import QUESTIONS
from goodnews.workflows.models import ReturnPhrase
from tests.accounts.factories import make_user
from tests.campaigns.contests import contests_world as world
from tests.campaigns.contests.attempts.cases import AttemptCase
from tests.campaigns.contests.attempts.factories import CLOSES, NOON, make_entrant
from tests.units.factories import make_unit

from .cases import RunningCase

HOUR = timedelta(hours=1)


class MessageTests(RunningCase, AttemptCase):
    def say(self, text="Máy chủ chậm, bạn cứ làm tiếp.", **fields):
        data = {"audience": "all", "text": text, **fields}
        with self.captureOnCommitCallbacks(execute=True):
            return self.office.post(self.admin_url("messages"), data)

    def told(self, client=None):
        reply = (client or self.client).get(self.url("notes"))
        self.assertIn("no-store", reply["Cache-Control"])
        return [each["text"] for each in reply.json()["notes"]]

    def test_it_is_on_every_own_page_at_once_and_gone_when_taken_back(self):
        self.begin()
        self.assertEqual(self.told(), [])
        self.say()
        for name, *args in (("mine",), ("attempt", 1, 1), ("ask",)):
            self.assertContains(self.client.get(self.url(name, *args)), "Máy chủ chậm")
        self.assertEqual(self.told(), ["Máy chủ chậm, bạn cứ làm tiếp."])
        self.assertEqual(self.told(self.client_class()), [])
        public = self.client.get(f"/cuoc-thi/{self.contest.slug}/")
        self.assertNotContains(public, "Máy chủ chậm")
        page = self.office.get(self.admin_url("messages"))
        self.assertContains(page, "Thông báo đã gửi")
        self.assertNotContains(page, "Rút bài")
        message = EntrantMessage.objects.get()
        with self.captureOnCommitCallbacks(execute=True):
            self.office.post(self.admin_url("take_back", message.pk))
        self.assertEqual(self.told(), [])
        page = self.office.get(self.admin_url("messages"))
        self.assertContains(page, "Máy chủ chậm")
        self.assertContains(page, "Đã thu hồi")

    def test_to_a_unit_with_all_below_it_and_to_those_with_an_open_try(self):
        parent = make_unit("Huyện Trên")
        commune = make_unit("Xã Dưới", parent=parent)
        self.say("Riêng huyện", audience="unit", unit=parent.pk)
        self.say("Đang làm bài", audience="open")
        self.assertEqual(self.told(), [])
        Entrant.objects.update(unit=commune)
        self.assertEqual(self.told(), ["Riêng huyện"])
        self.begin()
        self.assertEqual(sorted(self.told()), ["Riêng huyện", "Đang làm bài"])

    def test_where_nothing_is_said_an_open_page_costs_the_look_for_its_contest(self):
        self.told()
        with self.assertNumQueries(1):
            self.told()

    def test_what_is_wrong_stands_at_its_field_and_the_words_are_kept(self):
        page = self.say("Chào các bạn", audience="unit")
        self.assertContains(page, "Chào các bạn")
        self.assertContains(page, "Chọn đơn vị")
        self.assertContains(self.say("x" * 601), "tối đa 600")
        self.assertFalse(EntrantMessage.objects.exists())


class MeantForTests(SimpleTestCase):
    def test_a_unit_of_a_longer_path_is_another_branch(self):
        notes = [Note("a", NOON, "unit", "00010002")]
        for path, is_meant in (("00010002", 1), ("000100020001", 1), ("0001", 0), ("", 0)):
            found = list(meant_for(notes, unit_path=path, has_open_try=False))
            self.assertEqual(len(found), is_meant, path)


class HelpTests(RunningCase):
    def setUp(self):
        super().setUp()
        self.register()

    def ask(self, text="Em không thấy nút nộp bài ạ?"):
        return self.post("ask", text=text)

    def test_a_question_waits_in_the_queue_and_its_answer_stands_on_the_own_page(self):
        self.assertRedirects(self.ask(), self.url("ask"))
        self.ask()
        question = HelpQuestion.objects.get()
        self.assertContains(self.office.get(self.admin_url("help")), "nút nộp bài")
        url = self.admin_url("answer", question.pk)
        phrase = HelpPhrase.objects.create(text="Bạn tải lại trang.")
        self.office.post(url, {"phrases": [phrase.pk], "words": "Chúc bạn thi tốt."})
        page = self.client.get(self.url("ask"))
        self.assertContains(page, "Bạn tải lại trang.")
        self.assertContains(page, "Chúc bạn thi tốt.")
        self.assertContains(self.client.get(self.url("mine")), "1 câu trả lời")
        late = self.office.post(url, {"words": "Câu trả lời thứ hai"})
        self.assertContains(late, "Câu trả lời thứ hai")
        self.assertContains(late, "vừa có người trả lời")
        question.refresh_from_db()
        self.assertEqual(question.answer, "Bạn tải lại trang.\n\nChúc bạn thi tốt.")
        self.assertContains(self.office.get(self.admin_url("help")), "Chúc bạn thi tốt.")

    def test_three_may_wait_and_ten_are_asked_a_day(self):
        for number in range(3):
            self.ask(f"Câu hỏi số {number}")
        page = self.ask("Câu hỏi thứ tư")
        self.assertContains(page, "Câu hỏi thứ tư", status_code=422)
        self.assertContains(page, "Ba câu hỏi của bạn", status_code=422)
        answered = {"answer": "Rồi.", "answered_at": NOON}
        HelpQuestion.objects.update(**answered)
        entrant = Entrant.objects.get()
        HelpQuestion.objects.bulk_create(
            HelpQuestion(
                contest=self.contest, entrant=entrant, text=f"{n}", asked_at=NOON, **answered
            )
            for n in range(7)
        )
        self.assertContains(self.ask("Câu thứ mười một"), "mười câu hỏi", status_code=422)
        self.assertEqual(HelpQuestion.objects.count(), 10)

    def test_a_question_that_says_nothing_or_comes_from_elsewhere_is_refused(self):
        self.assertContains(self.ask("  \r\n "), "Bạn viết câu hỏi", status_code=422)
        self.assertEqual(self.ask("a\x00bcdef").status_code, 422)
        self.assertEqual(self.ask("x" * 601).status_code, 422)
        self.client.defaults["HTTP_SEC_FETCH_SITE"] = "cross-site"
        self.assertEqual(self.ask().status_code, 400)
        self.assertFalse(HelpQuestion.objects.exists())
        stranger = self.client_class().get(self.url("ask"))
        self.assertRedirects(stranger, self.url("come_back"))

    def test_nobody_sees_the_questions_of_others(self):
        other = make_entrant(self.contest, "Trần Bình")
        HelpQuestion.objects.create(
            contest=self.contest, entrant=other, text="Câu của người khác", asked_at=NOON
        )
        self.assertNotContains(self.client.get(self.url("ask")), "Câu của người khác")
        self.office.force_login(self.visitor)
        self.assertEqual(self.office.get(self.admin_url("help")).status_code, 302)

    def test_as_many_queries_for_many_questions_as_for_one(self):
        self.ask()
        self.cost()
        few, province = self.cost(), make_unit()
        for name in ("Trần Bình", "Lò Chi"):
            other = make_entrant(self.contest, name, unit=make_unit(name, parent=province))
            HelpQuestion.objects.create(
                contest=self.contest, entrant=other, text=name, asked_at=NOON
            )
        self.assertEqual(self.cost(), few)

    def cost(self):
        with CaptureQueriesContext(connection) as queries:
            self.office.get(self.admin_url("help"))
        return len(queries)

    def test_a_question_is_found_for_its_person_and_goes_with_the_name(self):
        self.ask()
        found = list(QUESTIONS.find(Wanted.of(names=["Lê Thị Bình"])))
        self.assertIn("nút nộp bài", found[0].detail)
        entrant = Entrant.objects.get()
        forget_entrants(keys=[entrant.pk], before=CLOSES, now=CLOSES)
        self.assertFalse(HelpQuestion.objects.exists())


class ReadySentenceTests(TestCase):
    """Of the help desk, and beside it those of the editors: one list like the other."""

    def test_the_lists_say_in_vietnamese_what_is_offered(self):
        self.client.force_login(make_user("quan-tri", is_superuser=True))
        for model in (HelpPhrase, ReturnPhrase):
            model.objects.create(text="Bạn tải lại trang rồi làm tiếp.")
            name = model._meta.label_lower.replace(".", "_")
            page = self.client.get(reverse(f"wagtailsnippets_{name}:list"))
            self.assertContains(page, "Bạn tải lại trang")
            self.assertContains(page, "Hiện khi")
            self.assertNotRegex(page.content.decode(), r">\s*True\s*<")


class IncidentTests(RunningCase):
    def note(self, **fields):
        data = {
            "began_at": "24/11/2026 08:00",
            "ended_at": "24/11/2026 08:20",
            "rounds": ["1"],
            "what": "Mất điện ở máy chủ.",
            "done": "Chạy máy phát, không lượt nào bị mất.",
            **fields,
        }
        return self.office.post(self.admin_url("incidents"), data)

    def test_it_is_sealed_in_the_chain_and_never_changed(self):
        self.assertRedirects(self.note(), self.admin_url("incidents"))
        page = self.office.get(self.admin_url("incidents"))
        self.assertContains(page, "Mất điện ở máy chủ.")
        self.assertContains(page, "Tuần 1")
        act = ContestAct.objects.get()
        self.assertTrue(ChainLink.objects.filter(kind="act", subject=act.pk).exists())
        with self.assertRaises(DatabaseError), transaction.atomic():
            QuerySet(ContestAct).update(reason="Khác")

    def test_a_moment_is_typed_as_in_the_form_of_the_contest(self):
        page = self.office.get(self.admin_url("incidents"))
        self.assertContains(page, "ví dụ 10:00 02/11/2026.")
        self.note(began_at="08:00 24/11/2026", ended_at="8g20 24/11/2026")
        (incident,) = incidents_in(ContestAct.objects.all())
        self.assertEqual(incident.began_at, NOON - 2 * HOUR)
        self.assertEqual(incident.ended_at - incident.began_at, timedelta(minutes=20))

    def test_what_cannot_be_is_said_at_its_field(self):
        page = self.note(ended_at="24/11/2026 07:00")
        self.assertContains(page, "Mất điện ở máy chủ.")
        self.assertContains(page, "trước lúc bắt đầu")
        self.assertContains(self.note(began_at="25/11/2026 08:00"), "chưa đến")
        page = self.note(began_at="hôm qua")
        self.assertContains(page, "ví dụ 10:00 02/11/2026 hoặc 24:00 30/04/2026")
        self.assertContains(page, 'value="hôm qua"')
        self.assertFalse(ContestAct.objects.exists())


class MinutesTests(TestCase):
    def test_the_minutes_of_a_round_print_its_incidents(self):
        contest = world.make_contest()
        first, _second = world.make_round(contest), world.make_round(contest, 2)
        world.publish_rules(contest)
        world.make_attempt(world.make_entrant(contest, "Trần Bình"), first, 2)
        for number, what in ((1, "Mất điện."), (2, "Đứt cáp.")):
            note_incident(
                contest=contest,
                began_at=world.OPENS,
                ended_at=world.OPENS + HOUR if number == 1 else None,
                rounds=[number],
                what=what,
                done="Đã bù giờ.",
                user=None,
                now=world.AFTER,
            )
        close_round(round_=first, user=None, now=world.AFTER)
        ranking = make_ranking(contest=contest, round_=first, reason="", user=None, now=world.AFTER)
        parts = {part.title: part.lines for part in minutes_paper(OfficialTable(ranking)).parts}
        self.assertEqual(
            parts["SỰ CỐ VÀ CÁCH XỬ LÝ"],
            (
                "Từ 10:00:00 ngày 02/03/2026 đến 11:00:00 ngày 02/03/2026: Mất điện. "
                "Xử lý: Đã bù giờ.",
            ),
        )
        self.assertNotIn("VIỆC LÀM CỦA BAN TỔ CHỨC", parts)
