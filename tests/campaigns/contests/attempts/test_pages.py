"""Pages of entrants, as a browser without a script meets them, and what the script asks for."""

from datetime import timedelta
from decimal import Decimal
from unittest import mock
from uuid import uuid4

from django.db import OperationalError

from campaigns.contests.attempts import posting
from campaigns.contests.attempts.wordings import shown_paper
from campaigns.contests.choices import AttemptState
from campaigns.contests.models import Attempt, AttemptAnswer, Entrant
from campaigns.contests.rules import DrawRules
from quizblocks.choices import QuestionKind, QuestionUse
from quizblocks.readings import names_of
from tests.quizblocks.factories import (
    make_gaps,
    make_multiple,
    make_ordering,
    make_short_answer,
    make_topic,
)

from .cases import CLOCKS, AttemptCase
from .factories import (
    CLOSES,
    NOON,
    OPENS,
    SECOND,
    make_rules,
    usual_round,
)


class WithoutScriptTests(AttemptCase):
    def test_one_page_one_form_one_submit(self):
        attempt = self.begin()
        page = self.client.get(self.url("attempt", 1, 1))
        self.assertIn("no-store", page["Cache-Control"])
        self.assertNotContains(page, str(attempt.versions[0][0]))
        response = self.post("attempt", 1, 1, do="submit", **self.fields(attempt))
        self.assertRedirects(response, self.url("receipt", 1, 1))
        attempt.refresh_from_db()
        self.assertEqual((attempt.score, attempt.is_full), (3, True))
        receipt = self.client.get(self.url("receipt", 1, 1))
        self.assertContains(receipt, "3/3")
        again = self.post("attempt", 1, 1, do="submit", **self.fields(attempt, right=False))
        self.assertRedirects(again, self.url("receipt", 1, 1))
        same = self.client.get(self.url("receipt", 1, 1))
        self.assertEqual(receipt.context["receipt"], same.context["receipt"])
        check = self.client_class().get(self.url("check", receipt.context["receipt"]))
        self.assertEqual(check.context["checked"].is_same, True)
        self.assertNotContains(check, "Lê Thị Bình")
        self.assertEqual(self.client.get(self.url("check", "gia-mao")).status_code, 404)

    def test_what_is_left_open_is_said_once_and_everything_else_is_saved(self):
        attempt = self.begin()
        fields = dict(list(self.fields(attempt).items())[:1])
        response = self.post("attempt", 1, 1, do="submit", **fields)
        self.assertContains(response, 'value="finish"')
        self.assertContains(response, '<a href="#cau-3">Câu 3</a>', html=True)
        self.assertEqual(Attempt.objects.get().state, AttemptState.OPEN)
        self.assertTrue(AttemptAnswer.objects.exists())
        self.post("attempt", 1, 1, do="finish", **fields)
        self.assertEqual(Attempt.objects.get().state, AttemptState.SUBMITTED)

    def test_a_form_is_saved_whole_or_not_at_all(self):
        attempt = self.begin()
        done, lost = posting.save_answer, OperationalError("server closed the connection")
        way = [done, mock.Mock(side_effect=lost)]
        with mock.patch.object(posting, "save_answer", lambda **said: way.pop(0)(**said)):
            response = self.post("attempt", 1, 1, do="save", **self.fields(attempt))
        self.assertEqual((response.status_code, way), (503, []))
        self.assertEqual(attempt.answers.count(), 0)

    def test_after_the_deadline_what_was_saved_counts_and_the_page_says_so(self):
        attempt = self.begin()
        self.post("attempt", 1, 1, do="save", **self.fields(attempt, right=False))
        self.set_clock(attempt.deadline + SECOND)
        response = self.post("attempt", 1, 1, do="submit", **self.fields(attempt))
        self.assertRedirects(response, self.url("receipt", 1, 1))
        attempt.refresh_from_db()
        self.assertEqual((attempt.state, attempt.is_full), (AttemptState.EXPIRED, False))

    def test_before_the_opening_after_the_closing_and_with_no_try_left(self):
        for moment in (OPENS - SECOND, CLOSES):
            self.set_clock(moment)
            response = self.post("start", 1)
            self.assertContains(response, "notice--error", status_code=409)
        self.set_clock(NOON)
        for number in (1, 2):
            self.begin()
            self.post("attempt", 1, number, do="finish")
        self.assertContains(self.post("start", 1), "notice--error", status_code=409)
        self.assertEqual(Attempt.objects.count(), 2)

    def test_only_who_took_part_in_a_round_is_led_to_a_result_of_it(self):
        result = self.url("own_result", 1)
        self.set_clock(CLOSES)
        page = self.client.get(self.url("mine"))
        self.assertContains(page, "Bạn không dự thi vòng này.")
        self.assertNotContains(page, result)
        self.set_clock(NOON)
        self.begin()
        self.post("attempt", 1, 1, do="finish")
        self.set_clock(CLOSES)
        self.assertContains(self.client.get(self.url("mine")), result)

    def test_addresses_of_nobody_and_of_huge_numbers_are_not_there(self):
        for args in ((1, 1), (9, 1), (999_999_999_999, 999_999_999_999)):
            self.assertEqual(self.client.get(self.url("attempt", *args)).status_code, 404)
        self.assertEqual(self.post("start", 99).status_code, 404)
        self.client.cookies[f"thi-sinh-{self.contest.slug}"] = "gia-mao"
        self.assertEqual(self.client.get(self.url("mine")).status_code, 302)


class UnfinishedTests(AttemptCase):
    """Questions of every kind that were left blank, or answered in part."""

    rules = make_rules(
        usual_round(
            attempts=2,
            shown_at_once="answers",
            several_right="parts",
            draws=(DrawRules(count=7),),
        )
    )

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        topic = make_topic("Câu hỏi khác", order=2)
        for make in (make_multiple, make_short_answer, make_ordering, make_gaps):
            make(topic, use=QuestionUse.CONTEST)

    def halves(self, attempt) -> dict[int, dict[str, str]]:
        """Return by place what answers a question in part, rightly as far as it goes."""
        texts = {"Lào": "Viêng Chăn", "Chỗ trống 1": "12", "Dừng lại": "1"}
        fields = {}
        for question in shown_paper(attempt, language="vi"):
            if question.kind == QuestionKind.NUMERIC:
                fields[question.id] = {question.name: "nửa"}
            for row in question.rows:
                for value, text in row.options:
                    if texts.get(row.text) == text:
                        fields[question.id] = {question.row_name(row.token): value}
        return fields

    def assert_unfinished(self, number: int, *, marked: int, score: str):
        receipt = self.client.get(self.url("receipt", 1, number))
        self.assertContains(receipt, "Chưa trả lời đủ", count=7 - marked)
        self.assertEqual(Attempt.objects.get(number=number).score, Decimal(score))

    def test_a_receipt_is_there_whatever_was_left_blank(self):
        self.begin()
        self.post("attempt", 1, 1, do="finish")
        # By its choices a question without an answer shows what was right.
        self.assert_unfinished(1, marked=2, score="0")
        late = self.begin()
        self.set_clock(late.deadline + SECOND)
        self.client.get(self.url("attempt", 1, 2))
        self.assert_unfinished(2, marked=2, score="0")

    def test_a_receipt_is_there_whatever_was_answered_in_part(self):
        halves = self.halves(self.begin())
        self.assertEqual(len(halves), 4)
        typed = {name: value for fields in halves.values() for name, value in fields.items()}
        self.post("attempt", 1, 1, do="finish", **typed)
        # A half of the pairs and of the gaps; an order that is not complete earns nothing.
        self.assert_unfinished(1, marked=2, score="1")
        late = self.begin()
        for place, fields in self.halves(late).items():
            self.assertEqual(self.save(late, place, 1, **fields).status_code, 200)
        self.set_clock(late.deadline + SECOND)
        self.client.get(self.url("attempt", 1, 2))
        self.assert_unfinished(2, marked=2, score="1")


class TwoPagesTests(AttemptCase):
    """Two pages are open on one attempt; each has answered some of the questions."""

    def setUp(self):
        super().setUp()
        self.attempt = self.begin()
        self.one, *self.others = shown_paper(self.attempt, language="vi")
        answers = self.fields(self.attempt)
        self.mine = {name: answers[name] for name in names_of(self.one)}
        self.theirs = {name: said for name, said in answers.items() if name not in self.mine}
        self.save(self.attempt, self.one.id, 1, writer="may-1", **self.mine)
        for question in self.others:
            fields = {name: answers[name] for name in names_of(question)}
            self.save(self.attempt, question.id, 1, writer="may-2", **fields)

    def contents(self) -> dict:
        return dict(self.attempt.answers.values_list("place", "content"))

    def test_a_script_that_submits_writes_only_what_it_has_not_sent_yet(self):
        before = self.contents()
        self.post("attempt", 1, 1, do="finish", so=5, sua="", **self.theirs)
        self.assertEqual(self.contents(), before)
        self.attempt.refresh_from_db()
        self.assertEqual((self.attempt.state, self.attempt.score), (AttemptState.SUBMITTED, 3))

    def test_what_the_script_has_not_sent_yet_is_written_also_where_it_was_taken_back(self):
        before = self.contents()
        place = self.others[0].id
        self.post("attempt", 1, 1, do="finish", so=5, sua=place)
        self.assertEqual(self.contents(), {**before, place: {}})

    def test_without_a_script_only_what_the_page_showed_is_taken_back(self):
        before = self.contents()
        self.post("attempt", 1, 1, do="save", so=1, **self.theirs)
        self.assertEqual(self.contents(), before)
        self.post("attempt", 1, 1, do="save", so=2, **self.theirs)
        self.assertEqual(self.contents(), {**before, self.one.id: {}})


class GuessTests(AttemptCase):
    rules = make_rules(usual_round(prediction="people", draws=(DrawRules(count=3),)))

    def test_a_guess_that_was_forgotten_is_named_and_led_to(self):
        attempt = self.begin()
        page = self.post("attempt", 1, 1, do="submit", **self.fields(attempt))
        self.assertEqual(page.context["left_open"], ["0"])
        self.assertContains(page, '<a href="#cau-0">Số dự đoán</a>', html=True)
        self.post("attempt", 1, 1, do="submit", du_doan="12", **self.fields(attempt))
        self.assertEqual(Attempt.objects.get().state, AttemptState.SUBMITTED)

    def test_a_guess_that_is_no_number_is_named_and_led_to(self):
        attempt = self.begin()
        fields = {"du_doan": "khoảng 300", **self.fields(attempt)}
        page = self.post("attempt", 1, 1, do="submit", **fields)
        said = (
            '<p><a href="#cau-0">Số dự đoán</a>: Viết một số nguyên từ 0 đến 999.999.999, '
            "chỉ dùng chữ số.</p>"
        )
        self.assertContains(page, said, status_code=422, html=True)
        self.assertContains(page, 'aria-describedby="du_doan_help du_doan_error"', status_code=422)
        self.assertEqual(attempt.answers.count(), 3)


class SavingTests(AttemptCase):
    def test_a_replayed_save_has_the_same_reply_byte_for_byte(self):
        attempt = self.begin()
        name, value = next(iter(self.fields(attempt).items()))
        place = name[1]
        first = self.save(attempt, place, 4, **{name: value})
        again = self.save(attempt, place, 4, **{name: value})
        self.assertEqual((first.status_code, first.content), (200, again.content))
        self.assertEqual(float(first["X-Seconds-Left"]), 900)
        self.assertEqual(AttemptAnswer.objects.get().sequence, 4)

    def test_the_first_save_takes_two_queries_and_each_later_one(self):
        attempt = self.begin()
        name, value = next(iter(self.fields(attempt).items()))
        for sequence, queries in ((1, 2), (2, 1), (3, 1)):
            with self.assertNumQueries(queries):
                response = self.save(attempt, name[1], sequence, **{name: value})
            self.assertEqual(response.json(), {"place": int(name[1]), "sequence": sequence})
            self.assertAlmostEqual(float(response["X-Seconds-Left"]), 900, delta=0.2)
        answer = attempt.answers.get()
        self.assertEqual((answer.sequence, answer.saved_at), (3, NOON))

    def test_what_has_changed_since_the_first_save_counts_at_the_next(self):
        attempt = self.begin()
        name, value = next(iter(self.fields(attempt).items()))
        entrant, contest = attempt.entrant, type(self.contest).objects.filter(pk=self.contest.pk)
        published_at = contest.get().published_at

        def status(sequence: int) -> int:
            return self.save(attempt, name[1], sequence, **{name: value}).status_code

        self.assertEqual(status(1), 200)
        contest.update(published_at=None)
        self.assertEqual(status(2), 404)
        contest.update(published_at=published_at)
        later = attempt.deadline + timedelta(minutes=5)
        self.set_clock(later)
        self.assertEqual(status(2), 409)
        Attempt.objects.filter(pk=attempt.pk).update(deadline=later + SECOND)
        self.assertEqual(status(2), 200)
        Entrant.objects.filter(pk=entrant.pk).update(key=uuid4())
        self.assertEqual(status(3), 404)
        self.assertEqual(attempt.answers.get().sequence, 2)

    def test_an_answer_of_another_device_is_not_acknowledged_in_place_of_this_one(self):
        attempt = self.begin()
        question = next(q for q in shown_paper(attempt, language="vi") if q.has_choices)
        first, second = (
            {question.name: choice.value, "writer": writer}
            for choice, writer in zip(question.choices, ("may-1", "may-2"), strict=False)
        )
        self.save(attempt, question.id, 7, **first)
        response = self.save(attempt, question.id, 3, **second)
        self.assertEqual((response.status_code, response.json()["sequence"]), (409, 7))
        self.assertEqual(self.save(attempt, question.id, 8, **second).status_code, 200)

    def test_a_second_device_shows_what_is_saved(self):
        attempt = self.begin()
        question = next(q for q in shown_paper(attempt, language="vi") if q.has_choices)
        value = question.choices[0].value
        self.save(attempt, question.id, 1, **{question.name: value})
        page = self.client.get(self.url("attempt", 1, 1))
        self.assertContains(page, f'value="{value}" checked')
        self.assertContains(page, 'data-sequence="2"')

    def test_forged_saves_are_refused_and_change_nothing(self):
        attempt = self.begin()
        question = next(q for q in shown_paper(attempt, language="vi") if q.has_choices)
        forged = [
            ({question.name: "1"}, 400),
            ({question.name: [each.value for each in question.choices[:2]]}, 400),
            ({question.name: question.choices[0].value, "sequence": "-1"}, 400),
            ({question.name: question.choices[0].value, "sequence": "99999999999999"}, 400),
            ({question.name: question.choices[0].value, "sequence": "x"}, 400),
            ({question.name: question.choices[0].value, "place": "44"}, 400),
            ({"place": "0", "du_doan": "12"}, 400),
            ({"q77": "1"}, 400),
            ({question.name: "\x00" * 9}, 400),
            ({question.name: "9" * 1_000_000}, 413),
        ]
        for fields, status in forged:
            with self.subTest(fields=str(fields)[:60]):
                fields = {"place": question.id, "sequence": 1, **fields}
                response = self.post("save", 1, 1, **fields)
                self.assertEqual(response.status_code, status)
                self.assertIn("message", response.json())
        self.assertFalse(AttemptAnswer.objects.exists())

    def test_another_entrant_reaches_neither_the_attempt_nor_its_options(self):
        attempt = self.begin()
        other = self.client_class()
        self.register(client=other, full_name="Vàng A Páo")
        name, value = next(iter(self.fields(attempt).items()))
        self.assertEqual(self.save(attempt, 1, 1, client=other, **{name: value}).status_code, 404)
        self.post("start", 1, client=other)
        own = Attempt.objects.latest("pk")
        question = next(q for q in shown_paper(attempt, language="vi") if q.has_choices)
        place = next(q.id for q in shown_paper(own, language="vi") if q.has_choices)
        response = self.save(
            own, place, 1, client=other, **{f"q{place}": question.choices[0].value}
        )
        self.assertEqual(response.status_code, 400)
        self.assertEqual(self.save(attempt, client=self.client_class()).status_code, 404)

    def test_after_the_end_the_script_is_told_why(self):
        attempt = self.begin()
        name, value = next(iter(self.fields(attempt).items()))
        self.set_clock(attempt.deadline + timedelta(milliseconds=1))
        self.assertEqual(self.save(attempt, name[1], 1, **{name: value}).json()["reason"], "late")
        self.set_clock(CLOSES)
        self.assertEqual(self.save(attempt, name[1], 1, **{name: value}).json()["reason"], "closed")
        self.post("attempt", 1, 1, do="submit")
        response = self.save(attempt, name[1], 1, **{name: value})
        self.assertEqual((response.status_code, response.json()["reason"]), (409, "submitted"))

    def test_a_database_that_fails_asks_to_send_again(self):
        attempt = self.begin()
        with mock.patch(CLOCKS[1], side_effect=OperationalError("server closed the connection")):
            response = self.post("save", 1, 1, place=1, sequence=1)
        self.assertEqual(response.status_code, 503)
        self.assertTrue(response["Retry-After"])
        self.assertEqual(attempt.answers.count(), 0)
