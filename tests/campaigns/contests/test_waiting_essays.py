"""Essays that wait for marks: whom they hold up, and what is known of a round meanwhile."""

from unittest.mock import patch

from django.urls import reverse

from campaigns.contests.essay_marks.waiting import waiting_essays
from campaigns.contests.models import Entrant
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.errors import NothingChangedError
from campaigns.contests.results.standings import disqualify, reinstate
from campaigns.contests.results.versions import findings_of

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

    def test_the_page_of_the_marks_counts_nobody_who_is_out(self):
        self.put(disqualify)
        self.client.force_login(self.markers[0])
        with patch("campaigns.contests.essay_marks.admin_views.database_now", return_value=AFTER):
            page = self.client.get(
                reverse("contest_results_admin:essays", args=[self.contest.pk, 1])
            )
        self.assertEqual((page.context["total"], page.context["essay"]), (0, None))
        self.assertNotContains(page, "bà cụ qua đường")
