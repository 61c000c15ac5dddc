"""Essays that wait for marks: whom they hold up, and what is known of a round meanwhile."""

from datetime import timedelta
from unittest.mock import patch

from django.urls import reverse

from campaigns.contests.essay_marks.waiting import waiting_essays
from campaigns.contests.flags.choices import FlagKind
from campaigns.contests.models import Entrant, Flag, FlagRun
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.errors import NothingChangedError
from campaigns.contests.results.official import OfficialTable
from campaigns.contests.results.papers import minutes_paper
from campaigns.contests.results.standings import disqualify, reinstate
from campaigns.contests.results.versions import faults_of, findings_of

from .essay_cases import AFTER, WITH_ESSAY, EssayCase


class OutTests(EssayCase):
    """Who is out is waited for by nobody."""

    def setUp(self):
        self.writer = Entrant.objects.get()
        self.write("Lê Thị Bình", "")
        close_round(round_=self.round, user=None, now=AFTER)

    def put(self, act):
        act(entrant=self.writer, reason="Chép bài.", user=None, now=AFTER)

    def waiting(self):
        essays = waiting_essays(self.round, WITH_ESSAY).count()
        return essays, findings_of(self.contest, self.round).unmarked_attempts

    def test_the_essay_of_who_is_out_waits_again_once_the_person_is_taken_back(self):
        self.assertEqual(self.waiting(), (1, 1))
        self.put(disqualify)
        self.assertEqual(self.waiting(), (0, 0))
        self.put(reinstate)
        self.assertEqual(self.waiting(), (1, 1))

    def test_a_table_that_waited_for_nobody_else_becomes_final_and_provisional_again(self):
        self.assertTrue(self.publish().is_provisional)
        with self.assertRaises(NothingChangedError):
            self.publish(reason="Không có gì đổi.")
        self.put(disqualify)
        final = self.publish(reason="Loại một người.")
        self.assertFalse(final.is_provisional)
        self.assertNotIn("unmarked", final.figures)
        self.put(reinstate)
        self.assertTrue(self.publish(reason="Khôi phục.").is_provisional)

    def test_who_waits_for_marks_is_counted_beside_the_table(self):
        table = reverse("contest_results:table", args=[self.contest.slug, 1])
        first = self.publish()
        page = self.client.get(table)
        for said in ("<b>2</b> người dự thi", "<b>1</b> người đã có điểm", "<b>1</b> lượt thi đã"):
            self.assertContains(page, said)
        self.assertNotContains(page, "bị loại")
        lines = self.minutes_of(first)
        for said in ("Số người dự thi: 2", "Số người đã có điểm: 1", "Số lượt thi đã có điểm: 1"):
            self.assertIn(said, lines)
        self.put(disqualify)
        final = self.publish(reason="Loại một người.")
        page = self.client.get(table)
        for said in ("<b>1</b> người dự thi", "<b>1</b> số lượt thi", "<b>1</b> bị loại"):
            self.assertContains(page, said)
        self.assertNotContains(page, "đã có điểm")
        self.assertIn("Số người bị loại: 1", self.minutes_of(final))
        # Beside the table: what is proved of it is the same.
        self.assertEqual(final.content_hash, first.content_hash)
        self.assertEqual([*faults_of(first), *faults_of(final)], [])

    def minutes_of(self, ranking):
        ranking.refresh_from_db()
        parts = minutes_paper(OfficialTable(ranking)).parts
        return [line for part in parts for line in part.lines]

    def test_the_page_of_the_marks_counts_nobody_who_is_out(self):
        self.put(disqualify)
        self.client.force_login(self.markers[0])
        with patch("campaigns.contests.essay_marks.admin_views.database_now", return_value=AFTER):
            page = self.client.get(
                reverse("contest_results_admin:essays", args=[self.contest.pk, 1])
            )
        self.assertEqual((page.context["total"], page.context["essay"]), (0, None))
        self.assertNotContains(page, "bà cụ qua đường")


class SearchTests(EssayCase):
    """Signs are looked for before the essays are marked, and once more when they are."""

    def setUp(self):
        self.client.force_login(self.markers[0])
        for name in ("results.admin_views.timezone.now", "essay_marks.admin_views.database_now"):
            clock = patch(f"campaigns.contests.{name}", return_value=AFTER)
            clock.start()
            self.addCleanup(clock.stop)
        clock = patch("campaigns.contests.flags.tasks.database_now", return_value=AFTER)
        self.search_clock = clock.start()
        self.addCleanup(clock.stop)
        self.fast = self.write("Lò Văn Nhanh", "", took=timedelta(seconds=5))
        self.address = reverse("contest_results_admin:round", args=[self.contest.pk, 1])

    def mark(self, marker, attempt, points):
        self.client.force_login(self.markers[marker])
        address = reverse("contest_results_admin:essays", args=[self.contest.pk, 1])
        return self.client.post(address, {"essay": attempt.key.hex, "points": points})

    def test_whoever_waits_for_marks_is_looked_at_with_what_the_questions_earned(self):
        quick = self.write("Lò Văn Vội", "Em trồng cây.", took=timedelta(seconds=5))
        self.client.post(self.address, {"do": "close"})
        self.assertEqual(FlagRun.objects.get().attempt_count, 3)
        flags = Flag.objects.filter(kind=FlagKind.TOO_FAST).values_list("entrant", "score")
        self.assertEqual(set(flags), {(quick.entrant_id, 10), (self.fast.entrant_id, 10)})

    def test_the_last_mark_has_all_looked_at_once_more(self):
        quick = self.write("Lò Văn Vội", "Em trồng cây.", took=timedelta(seconds=5))
        self.client.post(self.address, {"do": "close"})
        for marker, attempt in ((0, quick), (1, quick), (0, self.an), (1, self.an)):
            self.mark(marker, attempt, "8")
        self.assertEqual(Flag.objects.get(entrant=quick.entrant_id).score, 18)

    def test_the_page_says_what_was_not_gone_over(self):
        self.assertNotContains(self.client.get(self.address), "hãy rà soát")
        close_round(round_=self.round, user=None, now=AFTER)
        self.assertContains(self.client.get(self.address), "hãy rà soát")
        flags = reverse("contest_flags_admin:list", args=[self.contest.pk])
        self.client.post(flags, {"round": "1"})
        self.assertNotContains(self.client.get(self.address), "hãy rà soát")
        self.give(0, "8", now=AFTER + timedelta(seconds=1))
        self.assertContains(self.client.get(self.address), "hãy rà soát")
        self.search_clock.return_value = AFTER + timedelta(seconds=2)
        self.mark(1, self.an, "8")
        self.assertNotContains(self.client.get(self.address), "hãy rà soát")
