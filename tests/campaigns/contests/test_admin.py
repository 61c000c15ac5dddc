"""Contests in the admin, as an organiser fills them in."""

from unittest import mock

from django.test import TestCase
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from campaigns.contests.models import Contest, DrawLine, League
from campaigns.contests.reading import rules_of
from campaigns.contests.services import publish_contest
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from quizblocks.choices import QuestionUse
from quizblocks.usage import running_uses
from tests.accounts.factories import make_user
from tests.quizblocks.factories import make_question, make_topic

from .factories import make_contest
from .rule_sets import DAY, OPENS, rule_set

ASKED = ("asks_birth_date", "asks_unit", "asks_phone", "asks_email")
REASON = "Gia hạn vì mất điện."


class ContestAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.organiser = make_user("organiser", role=Role.ORGANISER)
        topic = make_topic()
        cls.questions = [
            make_question(topic, f"Câu hỏi số {number}?", use=QuestionUse.CONTEST)
            for number in range(20)
        ]
        cls.contest = make_contest("tuan-du-doan", slug="tuan")

    def setUp(self):
        self.client.force_login(self.organiser)
        self.url = reverse("contest_rules:edit", args=[self.contest.pk])
        self.form_opened = None

    def at(self, moment):
        patched = mock.patch("django.utils.timezone.now", return_value=moment)
        patched.start()
        self.addCleanup(patched.stop)

    def opened(self):
        """Return the form and what it would send; it is opened anew only once it was saved."""
        if self.form_opened is None:
            response = self.client.get(self.url)
            data = querydict_from_html(response.content.decode(), form_id="w-editor-form")
            self.form_opened = response.context["form"], data
        return self.form_opened

    def typed(self, **values):
        """Return what the open form would send, with ``values`` changed."""
        form, data = self.opened()
        data = data.copy()
        # Wagtail's reader passes over boxes that are ticked and have no value of their own.
        for name in ("roster_only", *ASKED, "is_cumulative", "one_prize_each"):
            if form.initial.get(name):
                data[name] = "on"
        for name, value in values.items():
            data[name.replace("__", "-")] = value
        return data

    def save(self, **values):
        response = self.client.post(self.url, self.typed(**values))
        if response.status_code == 302:
            self.form_opened = None
        return response

    def errors(self, response, *path):
        """Return the errors of a form: of the contest, or of one of its parts."""
        form = response.context["form"]
        for relation, place in zip(path[::2], path[1::2], strict=True):
            form = form.formsets[relation].forms[place]
        return {name: list(found) for name, found in form.errors.items()}

    def rows(self):
        """Return the ids of all parts."""
        rounds = self.contest.rounds.all()
        draws = [each.pk for round_ in rounds for each in round_.draws.all()]
        return [each.pk for each in (*rounds, *self.contest.prizes.all())], draws

    def draw_for_a_league(self):
        """Give a league the questions of the fourth round."""
        league = League.objects.create(contest=self.contest, code="a", title="Bảng A")
        DrawLine.objects.filter(round__contest=self.contest, round__number=4).update(league=league)

    def publish(self):
        publish_contest(contest=self.contest, user=self.organiser, now=OPENS - DAY)

    def test_saving_what_is_there_changes_nothing(self):
        before = rules_of(self.contest)
        rows = self.rows()
        response = self.save()
        self.assertRedirects(response, self.url)
        self.assertEqual(rules_of(self.contest), before)
        # People's attempts belong to the very rows.
        self.assertEqual(self.rows(), rows)

    def test_a_fault_is_said_at_its_field_and_nothing_typed_is_lost(self):
        response = self.save(rounds__2__prediction="none", title="Tên mới", rounds__0__seconds="20")
        self.assertEqual(list(self.errors(response, "rounds", 2)), ["prediction"])
        self.assertContains(response, "Tên mới")
        self.assertEqual(response.context["form"]["title"].value(), "Tên mới")
        first = response.context["form"].formsets["rounds"].forms[0]
        self.assertEqual(first["seconds"].value(), "20")
        self.assertEqual(rules_of(self.contest), rule_set("tuan-du-doan"))

    def test_faults_that_only_the_whole_shows(self):
        self.assertEqual(
            list(self.errors(self.save(rounds__1__number="1"), "rounds", 1)), ["number"]
        )
        self.assertEqual(
            list(self.errors(self.save(rounds__0__counting="only"), "rounds", 0)), ["counting"]
        )
        response = self.save(**{"rounds__3__draws-0-count": "21"})
        errors = self.errors(response, "rounds", 3, "draws", 0)
        self.assertEqual(
            errors, {"count": ["Ngân hàng chỉ có 20 trong số 21 câu cần cho dòng này."]}
        )
        self.assertEqual(
            list(self.errors(self.save(rounds__0__closes_at="mai"), "rounds", 0)), ["closes_at"]
        )
        self.assertEqual(
            list(self.errors(self.save(prizes__0__league_code="x"), "prizes", 0)), ["league_code"]
        )

    def test_a_new_league_is_named_by_the_prizes_beside_it(self):
        values = {
            "leagues-TOTAL_FORMS": "1",
            "leagues-0-code": "a",
            "leagues-0-title": "Bảng A",
            "leagues-0-id": "",
            "leagues-0-DELETE": "",
            "prizes-0-league_code": "a",
            "prizes-1-place": "1",
            "prizes-2-place": "2",
            "prizes-3-place": "3",
        }
        self.assertRedirects(self.save(**values), self.url)
        self.assertEqual(rules_of(self.contest).prizes[0].league, "a")

    def test_rounds_are_deleted_with_all_that_stands_in_them(self):
        self.draw_for_a_league()
        DrawLine.objects.filter(round__contest=self.contest, round__number=5).delete()
        gone = {"leagues-0-DELETE": "on", "rounds-3-DELETE": "on", "rounds-4-DELETE": "on"}
        prizes = [n for n, each in enumerate(self.contest.prizes.all()) if each.round_number > 3]
        # Their prizes name rounds that are no more.
        response = self.save(**gone)
        self.assertEqual(
            [list(self.errors(response, "prizes", n)) for n in prizes], 8 * [["round_number"]]
        )
        gone |= {f"prizes-{number}-DELETE": "on" for number in prizes}
        self.assertRedirects(self.save(**gone), self.url)
        rules = rules_of(self.contest)
        self.assertEqual([each.number for each in rules.rounds], [1, 2, 3])
        self.assertEqual((rules.leagues, len(rules.prizes)), ((), 12))

    def test_a_league_is_not_deleted_from_under_what_is_left(self):
        self.draw_for_a_league()
        response = self.save(**{"leagues-0-DELETE": "on"})
        self.assertEqual(list(self.errors(response, "rounds", 3, "draws", 0)), ["league_code"])
        self.assertRedirects(
            self.save(**{"leagues-0-DELETE": "on", "rounds-3-draws-0-league_code": ""}), self.url
        )
        self.assertFalse(League.objects.exists())

    def test_a_closing_at_midnight(self):
        self.save(rounds__4__closes_at="24:00 30/12/2026")
        html = self.client.get(self.url).content.decode()
        self.assertIn("24:00 30/12/2026", html)

    def test_published_rules_change_with_a_reason(self):
        self.publish()
        self.at(OPENS)
        later = {
            "rounds__0__closes_at": "24:00 09/11/2026",
            "rounds__1__opens_at": "00:00 10/11/2026",
        }
        self.assertEqual(list(self.errors(self.save(**later))), ["reason"])
        self.assertRedirects(self.save(**later, reason=REASON), self.url)
        version = self.contest.versions.first()
        self.assertEqual((version.number, version.reason), (2, REASON))
        self.assertEqual(version.made_by, self.organiser)

    def test_what_must_not_change_is_said_at_its_field(self):
        self.publish()
        self.at(OPENS)
        response = self.save(rounds__0__gate="all", reason=REASON)
        self.assertEqual(
            self.errors(response, "rounds", 0),
            {"gate": ["Vòng thi đã mở: mục này không sửa được nữa."]},
        )
        self.assertEqual(self.contest.versions.count(), 1)

    def test_the_address_stays_after_publishing(self):
        self.publish()
        self.save(slug="khac", title="Tên khác", reason=REASON)
        self.contest.refresh_from_db()
        self.assertEqual((self.contest.slug, self.contest.title), ("tuan", "Tên khác"))

    def test_publishing_says_what_is_missing(self):
        url = reverse("contest_rules:publish", args=[self.contest.pk])
        self.contest.rounds.first().draws.all().delete()
        self.assertContains(self.client.get(url), "Chọn câu hỏi cho vòng thi.")
        self.client.post(url)
        self.assertFalse(self.contest.versions.exists())

    def test_publishing(self):
        self.at(OPENS - DAY)
        url = reverse("contest_rules:publish", args=[self.contest.pk])
        self.assertContains(self.client.get(url), "Công bố cuộc thi")
        self.assertRedirects(self.client.post(url), url)
        self.assertEqual(self.contest.versions.get().made_by, self.organiser)
        self.client.post(url)
        self.assertEqual(self.contest.versions.count(), 1)

    def test_a_round_that_has_closed_is_not_published(self):
        url = reverse("contest_rules:publish", args=[self.contest.pk])
        first, second = rule_set("tuan-du-doan").rounds[:2]
        closed, opened = "Vòng này đã đóng trước khi công bố", "Vòng này đã đến giờ mở"
        self.at(first.closes_at)
        page = self.client.get(url)
        self.assertContains(page, closed)
        self.assertNotContains(page, "Công bố cuộc thi</button>")
        self.assertContains(self.client.post(url), closed)
        self.assertFalse(self.contest.versions.exists())
        # A draft is still saved with it, for its dates to be corrected one by one.
        self.assertContains(
            self.client.post(self.url, self.typed(), follow=True), "Còn 1 việc phải làm"
        )
        self.at(first.opens_at)
        self.assertContains(self.client.get(url), opened)
        self.client.post(url)
        self.at(second.closes_at)
        page = self.client.get(url)
        self.assertNotContains(page, closed)
        self.assertNotContains(page, opened)

    def test_a_ready_made_set_becomes_a_draft(self):
        url = reverse("contest_rules:preset")
        data = {
            "preset": "nam-luot",
            "title": "Năm lượt",
            "opens_at": "10:00 02/11/2026",
            "organiser_name": "Tỉnh Đoàn",
            "complaint_contact": "Văn phòng",
        }
        response = self.client.post(url, {**data, "opens_at": "mai"})
        self.assertContains(response, "Nhập giờ và ngày")
        self.client.post(url, data)
        contest = Contest.objects.get(title="Năm lượt")
        self.assertEqual(rules_of(contest).rounds, rule_set("nam-luot").rounds)
        self.assertEqual(contest.slug, "nam-luot")

    def test_copying_and_deleting(self):
        self.publish()
        self.client.post(reverse("contest_rules:copy", args=[self.contest.pk]))
        copied = Contest.objects.get(published_at=None)
        self.client.post(reverse("contest_rules:delete", args=[self.contest.pk]))
        self.assertTrue(Contest.objects.filter(pk=self.contest.pk).exists())
        self.client.post(reverse("contest_rules:delete", args=[copied.pk]))
        self.assertFalse(Contest.objects.filter(pk=copied.pk).exists())

    def test_a_question_for_all_is_locked_while_its_round_runs(self):
        question = self.questions[0]
        practice = make_question(question.topic, "Câu luyện tập?")
        form = {
            "rounds-0-fixed_questions-TOTAL_FORMS": "1",
            "rounds-0-fixed_questions-0-question": str(practice.pk),
            "rounds-0-fixed_questions-0-points": "10",
            "rounds-0-fixed_questions-0-id": "",
            "rounds-0-fixed_questions-0-DELETE": "",
        }
        response = self.save(**form)
        errors = self.errors(response, "rounds", 0, "fixed_questions", 0)
        self.assertEqual(list(errors), ["question"])
        form["rounds-0-fixed_questions-0-question"] = str(question.pk)
        self.assertRedirects(self.save(**form), self.url)
        self.publish()
        keys = [question.translation_key]
        for moment, count in ((OPENS - DAY, 0), (OPENS, 1), (OPENS + 7 * DAY, 0)):
            with mock.patch("django.utils.timezone.now", return_value=moment):
                self.assertEqual(len(running_uses(keys)), count)
