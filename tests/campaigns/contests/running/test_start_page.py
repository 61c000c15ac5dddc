"""What the start page of the admin tells organisers: what runs and what waits for them."""

from datetime import timedelta
from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.contests.models import Entrant, Flag, HelpQuestion, LostCode
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.versions import make_ranking
from campaigns.contests.running.panels import to_do_lines
from tests.campaigns.contests.attempts.factories import CLOSES, make_entrant

from .cases import NOON, RunningCase

AFTER = CLOSES + timedelta(hours=1)


class StartPageTests(RunningCase):
    def lines(self, now=NOON) -> list[tuple[str, str]]:
        found = to_do_lines(now=now)
        self.assertEqual({line.about for line in found} - {self.contest.title}, set())
        return [(line.label, line.url) for line in found]

    def start_page(self, client=None):
        with mock.patch("django.utils.timezone.now", return_value=NOON):
            return (client or self.office).get("/admin/")

    def test_a_round_runs_is_to_be_closed_then_to_be_published_then_done_with(self):
        round_ = self.contest.rounds.get()
        page = reverse("contest_results_admin:round", args=[self.contest.pk, 1])
        self.assertEqual(self.lines(NOON - timedelta(weeks=1)), [])
        ((label, url),) = self.lines()
        self.assertIn("Tuần 1 mở đến", label)
        self.assertEqual(url, self.admin_url("board"))
        self.assertEqual(self.lines(AFTER), [("Tuần 1 đã hết giờ: hãy đóng vòng thi", page)])
        close_round(round_=round_, user=self.organiser, now=AFTER)
        closed = [("Tuần 1 đã đóng: hãy công bố bảng xếp hạng", page)]
        self.assertEqual(self.lines(AFTER), closed)
        make_ranking(contest=self.contest, round_=round_, user=self.organiser, now=AFTER, reason="")
        self.assertEqual(self.lines(AFTER), [])

    def test_who_waits_for_an_answer_is_counted_by_contest(self):
        entrant = make_entrant(self.contest)
        HelpQuestion.objects.create(
            contest=self.contest, entrant=entrant, text="Có được thi lại?", asked_at=NOON
        )
        for name in ("Lê An", "Lê Bình"):
            LostCode.objects.create(
                contest=self.contest, full_name=name, contact="0912 000 000", asked_at=NOON
            )
        Flag.objects.create(
            round=self.contest.rounds.get(), entrant=entrant, kind="order", found_at=NOON
        )
        flags = reverse("contest_flags_admin:list", args=[self.contest.pk])
        self.assertEqual(
            self.lines()[:3],
            [
                ("2 thí sinh mất mã", self.admin_url("help")),
                ("1 dấu hiệu cần xem xét", flags),
                ("1 câu hỏi chưa trả lời", self.admin_url("help")),
            ],
        )

    def test_organisers_see_it_and_nobody_else(self):
        self.assertContains(self.start_page(), "Tuần 1 mở đến")
        visitor = self.client_class()
        visitor.force_login(self.visitor)
        self.assertNotContains(self.start_page(visitor), "Tuần 1 mở đến")

    def test_it_asks_as_much_for_few_as_for_many(self):
        self.start_page()
        counts = []
        for number in range(2):
            with CaptureQueriesContext(connection) as queries:
                self.start_page()
            counts.append(len(queries))
            for name in ("An", "Bình", "Chi"):
                make_entrant(self.contest, f"{name} {number}")
            for entrant in Entrant.objects.all():
                HelpQuestion.objects.create(
                    contest=self.contest, entrant=entrant, text="Hỏi", asked_at=NOON
                )
        self.assertEqual(counts[0], counts[1])
