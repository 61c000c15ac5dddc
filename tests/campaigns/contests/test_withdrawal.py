"""A contest that was published by mistake comes off the site while nobody has entered."""

from django.test import TestCase
from django.urls import reverse

from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.rule_errors import (
    ContestEnteredError,
    ContestInUseError,
    NotPublishedError,
)
from campaigns.contests.services import delete_contest, publish_contest, withdraw_contest
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from quizblocks.choices import QuestionUse
from tests.accounts.factories import make_user
from tests.quizblocks.factories import make_question, make_topic

from .contests_world import make_entrant
from .factories import make_contest
from .rule_sets import DAY, OPENS

REASON = "Đăng nhầm bản nháp."


class WithdrawalTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.organiser = make_user("organiser", role=Role.ORGANISER)
        topic = make_topic()
        for number in range(20):
            make_question(topic, f"Câu hỏi số {number}?", use=QuestionUse.CONTEST)
        cls.contest = make_contest(slug="mot-luot")
        publish_contest(contest=cls.contest, user=cls.organiser, now=OPENS - 2 * DAY)
        cls.public = reverse("contests:contest", args=["mot-luot"])
        cls.url = reverse("contest_rules:withdraw", args=[cls.contest.pk])

    def setUp(self):
        self.client.force_login(self.organiser)

    def withdraw(self, contest=None):
        withdraw_contest(
            contest=contest or self.contest, reason=REASON, user=self.organiser, now=OPENS - DAY
        )

    def test_it_is_gone_at_once_and_a_draft_again(self):
        self.assertEqual(self.client.get(self.public).status_code, 200)
        edit = reverse("contest_rules:edit", args=[self.contest.pk])
        self.assertContains(self.client.get(edit), self.url)
        self.assertContains(self.client.get(self.url), "Chưa có ai đăng ký")
        with self.captureOnCommitCallbacks(execute=True):
            response = self.client.post(self.url, {"reason": REASON}, follow=True)
        self.assertRedirects(response, edit)
        self.assertContains(response, "Bản nháp: chưa ai xem được")
        for address in (self.public, self.url):
            self.assertEqual(self.client.get(address).status_code, 404)
        act = self.contest.acts.get()
        self.assertEqual(
            (act.kind, act.reason, act.made_by), (ActKind.WITHDRAWN, REASON, self.organiser)
        )

    def test_a_reason_is_asked_for_at_its_field(self):
        response = self.client.post(self.url, {"reason": " "})
        self.assertEqual(list(response.context["form"].errors), ["reason"])
        self.assertEqual(self.client.get(self.public).status_code, 200)

    def test_published_anew_its_rules_are_the_next_version_with_the_reason(self):
        self.withdraw()
        version = publish_contest(contest=self.contest, user=None, now=OPENS - DAY)
        self.assertEqual((version.number, version.reason), (2, REASON))
        self.assertEqual(self.contest.versions.count(), 2)
        self.assertEqual(self.client.get(self.public).status_code, 200)

    def test_whoever_has_entered_finds_the_contest(self):
        make_entrant(self.contest, "Vàng A Sử")
        with self.assertRaises(ContestEnteredError):
            self.withdraw()
        page = self.client.get(self.url)
        self.assertContains(page, "1 người đã đăng ký")
        self.assertNotContains(page, 'name="reason"')
        response = self.client.post(self.url, {"reason": REASON}, follow=True)
        self.assertContains(response, "Đã có người đăng ký")
        self.assertEqual(self.client.get(self.public).status_code, 200)

    def test_a_draft_is_not_withdrawn_nor_deleted_once_it_was_public(self):
        self.withdraw()
        with self.assertRaises(NotPublishedError):
            self.withdraw()
        with self.assertRaises(ContestInUseError):
            delete_contest(contest=self.contest)
        address = reverse("contest_rules:delete", args=[self.contest.pk])
        self.assertContains(self.client.get(address, follow=True), "chưa từng công bố")
