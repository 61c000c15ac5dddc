"""Pages of entrants, as a browser without a script meets them, and what the script asks for."""

import json
from datetime import timedelta
from unittest import mock
from urllib.parse import urlencode

from django.db import OperationalError
from django.test import TestCase
from django.urls import reverse

from campaigns.contests.attempts.wordings import shown_paper
from campaigns.contests.choices import AttemptState
from campaigns.contests.models import Attempt, AttemptAnswer, Entrant
from campaigns.contests.rules import DrawRules, LeagueRules
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from quizblocks.choices import QuestionUse
from quizblocks.life.versions import version_key
from tests.accounts.factories import make_user
from tests.quizblocks.factories import make_matching, make_numeric, make_question, make_topic
from tests.units.factories import make_unit

from .factories import (
    CLOSES,
    NOON,
    OPENS,
    SECOND,
    make_bank,
    make_contest,
    make_rules,
    usual_round,
)

CLOCKS = (
    "campaigns.contests.attempts.views.database_now",
    "campaigns.contests.attempts.save_views.database_now",
    "campaigns.contests.entrants.views.database_now",
)
SECRETS = ("Tài khoản của bạn có thể đã bị chiếm", "874/QĐ-BTTTT", "canary-phan-hoi")


class PageCase(TestCase):
    """A contest of one round whose clock stands at noon of the second day."""

    rules = make_rules()

    @classmethod
    def setUpTestData(cls):
        cls.contest = make_contest(cls.rules)

    def setUp(self):
        self.set_clock(NOON)

    def set_clock(self, moment):
        for name in CLOCKS:
            patch = mock.patch(name, return_value=moment)
            patch.start()
            self.addCleanup(patch.stop)

    def url(self, name, *args):
        return reverse(f"contest_attempts:{name}", args=[self.contest.slug, *args])

    def post(self, name, *args, client=None, **fields):
        """Send a form as a browser does."""
        return (client or self.client).post(
            self.url(name, *args),
            urlencode(fields, doseq=True),
            content_type="application/x-www-form-urlencoded",
        )

    def register(self, *, client=None, **fields):
        fields = {"full_name": "Lê Thị Bình", "consent": "on", **fields}
        return self.post("register", client=client, **fields)


class RegistrationTests(PageCase):
    rules = make_rules(
        usual_round(),
        age_from=10,
        age_to=30,
        asks_birth_date=True,
        asks_unit=True,
        asks_email=True,
        guardian_below=16,
        leagues=(
            LeagueRules("hs", "Học sinh", age_to=17),
            LeagueRules("tn", "Thanh niên", age_from=18),
        ),
    )

    @classmethod
    def setUpTestData(cls):
        apply_roles()
        province = make_unit()
        cls.commune = make_unit("Đoàn xã Sín Chải", parent=province)
        make_unit("Đoàn xã Sín Thầu", parent=province)
        super().setUpTestData()

    def register(self, **fields):
        fields = {
            "birth_date": "26/03/2006",
            "unit_text": "sin chai",
            "email": "binh@example.org",
            **fields,
        }
        return super().register(**fields)

    def assert_refused(self, response, field, text):
        self.assertContains(response, text, status_code=422)
        self.assertIn(field, response.context["form"].errors)
        self.assertContains(response, "Lê Thị Bình", status_code=422)
        self.assertFalse(Entrant.objects.exists())

    def test_a_minute_and_the_code_brings_back_on_another_device(self):
        page = self.client.get(self.url("register"))
        self.assertNotContains(page, "checked")
        self.assertIn("no-store", page["Cache-Control"])
        response = self.register()
        code = response.context["code"]
        self.assertContains(response, code)
        entrant = Entrant.objects.get()
        self.assertEqual(entrant.unit, self.commune)
        self.assertNotIn(code.replace("-", ""), json.dumps(entrant.__dict__, default=str))
        cookie = response.cookies[f"thi-sinh-{self.contest.slug}"]
        self.assertEqual((cookie["httponly"], cookie["samesite"]), (True, "Lax"))
        self.assertEqual(cookie["path"], f"/cuoc-thi/{self.contest.slug}/")
        other = self.client_class()
        self.assertEqual(other.get(self.url("mine")).status_code, 302)
        self.assertEqual(self.post("come_back", client=other, code="AAAA").status_code, 422)
        self.post("come_back", client=other, code=code.lower())
        self.assertContains(other.get(self.url("mine")), "Lê Thị Bình")

    def test_several_units_are_offered_and_nothing_typed_is_lost(self):
        response = self.register(unit_text="sín")
        self.assert_refused(response, "unit_text", "Đoàn xã Sín Thầu")
        self.assertEqual(self.register(unit_text="sín", unit=self.commune.slug).status_code, 200)

    def test_each_refusal_stands_at_its_field(self):
        cases = [
            ({"birth_date": "01/01/1980"}, "birth_date"),
            ({"birth_date": "31/02/2008"}, "birth_date"),
            ({"unit_text": "không đâu cả"}, "unit_text"),
            ({"email": "không phải"}, "email"),
            ({"birth_date": "26/03/2014"}, "guardian_phone"),
            ({"birth_date": "26/03/2014", "guardian_phone": "123"}, "guardian_phone"),
            ({"consent": ""}, "consent"),
        ]
        for fields, field in cases:
            with self.subTest(fields=fields):
                self.assert_refused(self.register(**fields), field, "notice--error")

    def test_a_child_with_a_guardian_enters(self):
        self.register(birth_date="26/03/2014", guardian_phone="+84 912 345 678")
        self.assertEqual(Entrant.objects.get().guardian_phone, "0912345678")

    def test_one_person_enters_once(self):
        self.register()
        again = self.client_class()
        response = self.post(
            "register",
            client=again,
            full_name="LÊ  THỊ BÌNH",
            birth_date="26/03/2006",
            unit_text="Đoàn xã Sín Chải",
            email="khac@example.org",
            consent="on",
        )
        self.assertEqual(response.status_code, 422)
        self.assertEqual(Entrant.objects.count(), 1)

    def test_ac_11_members_of_the_running_team_are_refused(self):
        organiser = make_user("to-chuc", role=Role.ORGANISER)
        self.assertEqual(self.register(email="TO-CHUC@example.org").status_code, 422)
        self.client.force_login(organiser)
        self.assertEqual(self.register().status_code, 422)
        self.assertFalse(Entrant.objects.exists())

    def test_a_form_of_another_site_or_of_a_megabyte_is_refused(self):
        response = self.client.post(
            self.url("register"), {"full_name": "x"}, headers={"origin": "https://else.example"}
        )
        self.assertEqual(response.status_code, 400)
        self.assertEqual(self.register(full_name="x" * 1_000_000).status_code, 413)


class AttemptCase(PageCase):
    rules = make_rules(usual_round(attempts=2, draws=(DrawRules(count=3),)))

    @classmethod
    def setUpTestData(cls):
        topic = make_topic()
        make_bank(topic, 1)
        make_numeric(topic, use=QuestionUse.CONTEST)
        make_matching(topic, use=QuestionUse.CONTEST)
        super().setUpTestData()

    def setUp(self):
        super().setUp()
        self.register()
        self.entrant = Entrant.objects.get()

    def begin(self) -> Attempt:
        self.post("start", 1)
        return Attempt.objects.latest("pk")

    def fields(self, attempt, *, right=True) -> dict:
        """Return the form with every answer."""
        fields = {}
        for question, (key, number) in zip(
            shown_paper(attempt, language="vi"), attempt.versions, strict=True
        ):
            if question.has_choices:
                texts = {"Hỏi lại bạn bằng kênh khác": right}
                fields[question.name] = next(
                    each.value for each in question.choices if texts.get(each.text, False) == right
                )
            elif question.is_typed:
                fields[question.name] = "13" if right else "1"
            else:
                partners = {"Lào": "Viêng Chăn", "Thái Lan": "Băng Cốc"}
                for row in question.rows:
                    fields[question.row_name(row.token)] = next(
                        value for value, text in row.options if text == partners[row.text]
                    )
            self.assertTrue(version_key(key, number))
        return fields

    def save(self, attempt, place=1, sequence=1, client=None, **fields):
        return self.post(
            "save", 1, attempt.number, client=client, place=place, sequence=sequence, **fields
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
        self.assertEqual(Attempt.objects.get().state, AttemptState.OPEN)
        self.assertTrue(AttemptAnswer.objects.exists())
        self.post("attempt", 1, 1, do="finish", **fields)
        self.assertEqual(Attempt.objects.get().state, AttemptState.SUBMITTED)

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

    def test_addresses_of_nobody_and_of_huge_numbers_are_not_there(self):
        for args in ((1, 1), (9, 1), (999_999_999_999, 999_999_999_999)):
            self.assertEqual(self.client.get(self.url("attempt", *args)).status_code, 404)
        self.assertEqual(self.post("start", 99).status_code, 404)
        self.client.cookies[f"thi-sinh-{self.contest.slug}"] = "gia-mao"
        self.assertEqual(self.client.get(self.url("mine")).status_code, 302)


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


class LeakTests(AttemptCase):
    """What is right, why, and what is said to it never leaves the site before the rules say so."""

    rules = make_rules(
        usual_round(attempts=2, shown_at_once="answers", draws=(DrawRules(count=3),)),
        usual_round(2, shown_at_once="nothing", draws=(DrawRules(count=1),)),
    )

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        make_question(make_topic("Khác", 2), "Câu có phản hồi là câu nào?", use=QuestionUse.CONTEST)

    def assert_clean(self, response):
        text = response.content.decode()
        for secret in (*SECRETS, "Vẫn còn ngắn", "Xem lại bài", "opt--right"):
            self.assertNotIn(secret, text)

    def test_nothing_leaks_before_the_attempt_is_submitted(self):
        attempt = self.begin()
        fields = self.fields(attempt)
        name, value = next(iter(fields.items()))
        for response in (
            self.client.get(self.url("mine")),
            self.client.get(self.url("attempt", 1, 1)),
            self.save(attempt, name[1], 1, **{name: value}),
            self.client.get(self.url("save", 1, 1)),
            self.post("attempt", 1, 1, do="save", **fields),
            self.client.get(self.url("receipt", 1, 1), follow=True),
        ):
            self.assert_clean(response)
        rows = {row for key, number in attempt.versions for row in _rows_of(key, number)}
        page = self.client.get(self.url("attempt", 1, 1)).content.decode()
        self.assertFalse([row for row in rows if row in page or row.replace("-", "")[:12] in page])

    def test_answers_are_shown_where_the_rules_show_them_at_once(self):
        attempt = self.begin()
        self.post("attempt", 1, 1, do="finish", **self.fields(attempt, right=False))
        receipt = self.client.get(self.url("receipt", 1, 1))
        self.assertContains(receipt, "opt--right")

    def test_no_score_is_shown_until_the_round_closes_where_the_rules_say_so(self):
        self.set_clock(NOON + timedelta(weeks=1))
        self.post("start", 2)
        attempt = Attempt.objects.get()
        self.post("attempt", 2, 1, do="finish")
        for name, args in (("receipt", (2, 1)), ("mine", ())):
            response = self.client.get(self.url(name, *args))
            self.assert_clean(response)
            self.assertNotContains(response, f"<b>0/{attempt.full_marks}</b>")
        self.set_clock(CLOSES + timedelta(weeks=1))
        self.assertContains(self.client.get(self.url("receipt", 2, 1)), "<b>0/1</b>")


def _rows_of(key, number) -> set[str]:
    content = version_key(key, number)
    return {
        *content.get("right", ()),
        *content.get("pairs", {}),
        *content.get("pairs", {}).values(),
    }


class PredictionTests(AttemptCase):
    rules = make_rules(
        usual_round(prediction="people", draws=(DrawRules(count=1),)),
        usual_round(2, prediction="attempts", prediction_moment="after"),
    )

    def test_one_inside_the_attempt_is_submitted_with_it_and_a_word_is_refused_at_the_field(self):
        self.begin()
        wrong = self.post("attempt", 1, 1, do="finish", du_doan="bốn nghìn")
        self.assertContains(wrong, "bốn nghìn", status_code=422)
        self.assertTrue(Attempt.objects.get().is_open)
        self.post("attempt", 1, 1, do="finish", du_doan="4.098")
        self.assertEqual(Attempt.objects.get().prediction, 4098)

    def test_one_after_the_score_is_taken_once(self):
        self.set_clock(NOON + timedelta(weeks=1))
        self.post("start", 2)
        self.post("attempt", 2, 1, do="finish")
        self.assertEqual(self.post("receipt", 2, 1, du_doan="x").status_code, 422)
        self.assertEqual(self.post("receipt", 2, 1, du_doan="4100").status_code, 302)
        self.post("receipt", 2, 1, du_doan="9")
        self.assertEqual(Attempt.objects.get().prediction, 4100)
