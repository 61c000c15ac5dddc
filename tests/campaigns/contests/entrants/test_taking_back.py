"""Who agreed to be named takes it back, alone or through the office; the office erases on request."""

from unittest import mock

from django.core.signing import get_cookie_signer
from django.test import TestCase
from django.urls import reverse

from campaigns.contests.entrants.devices import SALT
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import Entrant
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.versions import make_ranking
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from tests.accounts.factories import make_user
from tests.campaigns.contests.contests_world import (
    AFTER,
    make_attempt,
    make_contest,
    make_entrant,
    make_round,
    publish_rules,
)
from tests.campaigns.contests.moved_clock import clock_at

NAME = "Nguyễn Văn An"
PURGE = "campaigns.contests.entrants.taking_back.purge_public_pages"
PURGE_OF_FORGOTTEN = "campaigns.contests.entrants.forgetting.purge_public_pages"
REASON = "Gọi điện ngày 10/3, DL-2603-0001."


class TakingBackTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.organiser = make_user("organiser", role=Role.ORGANISER)
        cls.contest = make_contest()
        cls.round = make_round(cls.contest)
        publish_rules(cls.contest)
        cls.an = make_entrant(cls.contest, NAME, phone="0912345678")
        make_attempt(cls.an, cls.round, 2)
        close_round(round_=cls.round, user=None, now=AFTER)
        make_ranking(contest=cls.contest, round_=cls.round, reason="", user=None, now=AFTER)
        cls.table = reverse("contest_results:table", args=["tim-hieu", 1])
        cls.mine = reverse("contest_attempts:mine", args=["tim-hieu"])
        cls.unname = reverse("contest_attempts:unname", args=["tim-hieu"])
        address = [cls.contest.pk, cls.an.pk]
        cls.office = reverse("contest_results_admin:entrant_data", args=address)
        cls.standing = reverse("contest_results_admin:standing", args=address)

    def come_as(self, entrant: Entrant) -> None:
        name = f"thi-sinh-{self.contest.slug}"
        signed = get_cookie_signer(salt=name + SALT).sign(entrant.key.hex)
        self.client.cookies[name] = signed

    def test_an_entrant_is_named_no_longer_from_that_moment_on(self):
        self.assertContains(self.client.get(self.table), NAME)
        self.come_as(self.an)
        self.assertContains(self.client.get(self.mine), self.unname)
        with mock.patch(PURGE) as purge:
            self.assertRedirects(self.client.post(self.unname), self.mine)
            self.client.post(self.unname)
        # A second press does not end the kept pages again.
        purge.assert_called_once_with()
        page = self.client.get(self.mine)
        self.assertNotContains(page, self.unname)
        self.assertContains(page, "Bảng kết quả không nêu đầy đủ tên bạn.")
        self.assertContains(page, "/yeu-cau-du-lieu/")
        table = self.client.get(self.table)
        self.assertNotContains(table, NAME)
        self.assertContains(table, "Nguyễn V. A.")

    def test_nobody_does_it_for_another(self):
        other = make_entrant(self.contest, "Vàng A Sử", shows_name=False)
        self.come_as(other)
        self.client.post(self.unname)
        self.assertTrue(Entrant.objects.get(pk=self.an.pk).shows_name)
        self.client.cookies.clear()
        self.assertRedirects(
            self.client.post(self.unname), reverse("contest_attempts:come_back", args=["tim-hieu"])
        )

    def test_the_office_does_it_with_a_reason_that_is_kept(self):
        self.client.force_login(self.organiser)
        self.assertContains(self.client.get(self.standing), self.office)
        said = {"what": "unname", "reason": REASON}
        self.assertEqual(
            sorted(self.client.post(self.office, {}).context["form"].errors), ["reason", "what"]
        )
        self.assertRedirects(self.client.post(self.office, said), self.standing)
        act = self.an.acts.get()
        self.assertEqual((act.kind, act.reason), (ActKind.UNNAMED, REASON))
        self.assertNotContains(self.client.get(self.table), NAME)

    def test_the_office_erases_who_it_was_and_what_counts_stays(self):
        self.client.force_login(self.organiser)
        with clock_at(AFTER), mock.patch(PURGE_OF_FORGOTTEN) as purge:
            self.client.post(self.office, {"what": "erase", "reason": REASON})
        purge.assert_called_once_with()
        erased = Entrant.objects.get(pk=self.an.pk)
        self.assertEqual((erased.full_name, erased.phone), ("Đã ẩn danh", ""))
        self.assertEqual(erased.attempts.get().score, 2)
        self.assertEqual(erased.acts.get().kind, ActKind.ERASED)
        self.assertNotContains(self.client.get(self.table), NAME)

    def test_nobody_is_erased_while_a_round_is_to_come(self):
        make_round(self.contest, 2)
        self.client.force_login(self.organiser)
        with clock_at(AFTER):
            response = self.client.post(self.office, {"what": "erase", "reason": REASON})
        self.assertContains(response, "Cuộc thi chưa kết thúc")
        self.assertEqual(Entrant.objects.get(pk=self.an.pk).full_name, NAME)
        self.assertFalse(self.an.acts.exists())
