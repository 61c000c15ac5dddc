"""Organisers close rounds, publish tables and take papers; nobody else does."""

from datetime import UTC, datetime
from io import BytesIO
from unittest.mock import patch

from django.contrib.auth.models import Permission
from django.test import TestCase
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from campaigns.contests.choices import AttemptState, Standing
from campaigns.contests.evidence.checking import verify_chain
from campaigns.contests.models import Attempt, ChainHead, Entrant, Ranking
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.files import KINDS
from goodnews.accounts.services import apply_roles
from tests.accounts.factories import make_user
from tests.units.factories import make_unit

from .contests_world import (
    AFTER,
    CLOSES,
    SECOND,
    make_attempt,
    make_contest,
    make_entrant,
    make_round,
    publish_rules,
)

CLOCK = "campaigns.contests.results.admin_views.timezone.now"


class ResultAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.contest = make_contest()
        cls.round = make_round(
            cls.contest, prediction="people", tie_breaks=["score", "distance", "submitted"]
        )
        publish_rules(cls.contest, is_cumulative=True)
        commune = make_unit("Xã Minh Họa", parent=make_unit())
        names = ("=HYPERLINK(1)", "Trần Bình", "Lò Chi")
        cls.people = [make_entrant(cls.contest, name, unit=commune) for name in names]
        for score, entrant in zip((2, 2, 1), cls.people, strict=True):
            make_attempt(entrant, cls.round, score, prediction=3)
        cls.organiser = make_user("ban-to-chuc", is_staff=True)
        cls.organiser.user_permissions.add(
            *Permission.objects.filter(
                codename__in=("access_admin", "change_contest", "view_contest")
            )
        )
        cls.visitor = make_user("khach")
        cls.visitor.user_permissions.add(Permission.objects.get(codename="access_admin"))

    def setUp(self):
        self.client.force_login(self.organiser)
        clock = patch(CLOCK, return_value=AFTER)
        self.clock = clock.start()
        self.addCleanup(clock.stop)

    def url(self, name, *args):
        return reverse(f"contest_results_admin:{name}", args=[self.contest.pk, *args])

    def post(self, **data):
        return self.client.post(self.url("round", 1), data)

    def publish(self):
        self.post(do="close")
        self.post(do="publish")
        return Ranking.objects.get()

    def test_only_organisers_come_in(self):
        ranking = self.publish()
        self.client.force_login(self.visitor)
        for name, *args in (
            ("board",),
            ("round", 1),
            ("standing", self.people[0].pk),
            ("file", ranking.pk, "bang-day-du"),
        ):
            answer = self.client.get(self.url(name, *args))
            self.assertRedirects(
                answer, reverse("wagtailadmin_home"), fetch_redirect_response=False
            )
        self.client.post(self.url("round", 1), {"do": "publish", "reason": "x"})
        self.assertEqual(Ranking.objects.count(), 1)

    def test_close_look_publish(self):
        self.clock.return_value = CLOSES - SECOND
        self.post(do="close")
        self.assertFalse(Ranking.objects.exists())
        self.assertContains(self.post(do="publish"), "error-message")
        self.clock.return_value = AFTER
        self.post(do="close")
        preview = self.client.get(self.url("round", 1), {"preview": 1}).context["preview"]
        self.assertEqual(preview.counts.people, 3)
        self.assertEqual([row.place for row in preview.rows], [1, 1, 3])
        self.assertEqual([(prize.place, place) for prize, place in preview.levels], [(1, 1)])
        self.assertFalse(Ranking.objects.exists())
        self.assertRedirects(self.post(do="publish"), self.url("round", 1))
        self.assertEqual(Ranking.objects.get().made_by, self.organiser)

    def test_a_look_tells_how_far_predictions_were_off_where_that_decides(self):
        Attempt.objects.filter(entrant=self.people[0]).update(prediction=5)
        self.post(do="close")
        page = self.client.get(self.url("round", 1), {"preview": 1})
        self.assertContains(page, '<th scope="col">Dự đoán</th>', html=True)
        guesses = [(row.name, row.guess) for row in page.context["preview"].rows[:2]]
        self.assertEqual(
            guesses, [("Trần Bình", "dự đoán đúng"), ("=HYPERLINK(1)", "dự đoán lệch 2")]
        )
        self.assertContains(page, "<td>dự đoán lệch 2</td>", html=True)
        # The sum of the rounds is ranked without it.
        page = self.client.get(self.url("round", 0), {"preview": 1})
        self.assertContains(page, "Trần Bình")
        self.assertNotContains(page, '<th scope="col">Dự đoán</th>', html=True)

    def test_a_sum_that_the_rules_do_not_know_is_neither_offered_nor_published(self):
        other = make_contest("khong-cong-diem")
        round_ = make_round(other)
        publish_rules(other)
        make_attempt(make_entrant(other, "Lò Văn Dũng"), round_, 2)
        close_round(round_=round_, user=None, now=AFTER)
        address = reverse("contest_results_admin:round", args=[other.pk, 0])
        board = self.client.get(reverse("contest_results_admin:board", args=[other.pk]))
        self.assertNotContains(board, address)
        for page in (self.client.get(address), self.client.post(address, {"do": "publish"})):
            self.assertContains(page, "không cộng điểm các vòng")
            self.assertNotContains(page, "Công bố bảng xếp hạng")
        self.assertFalse(Ranking.objects.exists())

    def test_a_sum_of_earlier_rules_stays_to_be_read_and_says_that_it_is_provisional(self):
        make_attempt(self.people[0], self.round, None, begins=900)
        self.post(do="close")
        address = self.url("round", 0)
        self.client.post(address, {"do": "publish"})
        publish_rules(self.contest, number=2)
        board = self.client.get(self.url("board"))
        self.assertContains(board, address)
        self.assertContains(board, "Phiên bản 1, tạm thời")
        page = self.client.post(address, {"do": "publish", "reason": "Thêm một bản."})
        self.assertContains(page, Ranking.objects.get().content_hash)
        self.assertNotContains(page, 'value="publish"')

    def test_a_closing_at_midnight_is_the_end_of_the_day_before(self):
        midnight = datetime(2026, 3, 8, 17, tzinfo=UTC)
        type(self.round).objects.filter(pk=self.round.pk).update(closes_at=midnight)
        self.assertContains(self.client.get(self.url("board")), "24:00 08/03/2026")
        self.clock.return_value = midnight - SECOND
        self.assertContains(self.client.get(self.url("round", 1)), "24:00 08/03/2026")

    def test_an_open_attempt_is_said_and_holds_the_closing_up(self):
        make_attempt(self.people[0], self.round, 0, state=AttemptState.OPEN, submitted_at=None)
        page = self.client.get(self.url("round", 1))
        self.assertEqual(page.context["findings"].open_attempts, 1)
        self.post(do="close")
        self.assertFalse(self.client.get(self.url("round", 1)).context["closed"])

    def test_the_next_version_needs_a_reason_and_what_was_typed_stays(self):
        self.publish()
        self.assertTrue(self.post(do="publish", reason=" ").context["form"].errors)
        page = self.post(do="publish", reason="Không có gì đổi.")
        self.assertContains(page, "Không có gì đổi.")
        self.assertEqual(Ranking.objects.count(), 1)

    def test_a_search_that_is_too_long_is_said_at_the_field_and_stays_in_it(self):
        for name in ("board", "certificates"):
            page = self.client.get(self.url(name), {"q": "x" * 121})
            self.assertContains(page, 'aria-describedby="id_q_error"')
            self.assertContains(page, 'id="id_q_error"')
            self.assertContains(page, "x" * 121)
            self.assertIsNone(page.context["found"])

    def test_an_entrant_is_found_without_accents_and_put_out_with_a_reason(self):
        self.publish()
        Entrant.objects.filter(pk=self.people[1].pk).update(folded_name="tran binh")
        found = self.client.get(self.url("board"), {"q": "Tran BÌNH"}).context["found"]
        self.assertEqual(found, [self.people[1]])
        address = self.url("standing", self.people[1].pk)
        self.assertTrue(self.client.post(address, {"do": "out"}).context["form"].errors)
        self.client.post(address, {"do": "out", "reason": "Thi hộ."})
        self.people[1].refresh_from_db()
        self.assertEqual(self.people[1].standing, Standing.DISQUALIFIED)
        self.assertContains(
            self.client.post(address, {"do": "out", "reason": "x"}), "error-message"
        )
        self.client.post(self.url("round", 1), {"do": "publish", "reason": "Loại một người."})
        self.assertEqual(Ranking.objects.count(), 2)
        self.assertTrue(verify_chain(self.contest, AFTER).holds)
        self.assertEqual(Attempt.objects.filter(entrant=self.people[1]).count(), 1)

    def test_each_file_opens_and_no_cell_is_a_formula(self):
        ranking = self.publish()
        head = ChainHead.objects.get().hash
        for kind in KINDS:
            with self.subTest(kind=kind.code):
                answer = self.client.get(self.url("file", ranking.pk, kind.code))
                self.assertEqual(answer["Content-Type"], kind.content_type)
                self.assertIn("private, no-store", answer["Cache-Control"])
                if kind.extension == "xlsx":
                    cells = [
                        cell
                        for row in load_workbook(BytesIO(answer.content)).active.iter_rows()
                        for cell in row
                    ]
                    self.assertFalse([cell for cell in cells if cell.data_type == "f"])
                    self.assertTrue([c for c in cells if "HYPERLINK" in str(c.value)])
                elif kind.extension == "docx":
                    document = Document(BytesIO(answer.content))
                    lines = "\n".join(each.text for each in document.paragraphs)
                    self.assertIn(head, lines)
                    self.assertIn(ranking.content_hash, lines)
                else:
                    self.assertTrue(answer.content.startswith(b"%PDF"))

    def test_a_draft_has_no_results(self):
        type(self.contest).objects.filter(pk=self.contest.pk).update(published_at=None)
        for name, *args in (("board",), ("round", 1), ("round", 0)):
            self.assertEqual(self.client.get(self.url(name, *args)).status_code, 404)

    def test_addresses_that_do_not_exist_are_not_found(self):
        ranking = self.publish()
        for name, *args in (
            ("round", 9),
            ("standing", 999_999_999_999),
            ("file", ranking.pk, "khong-co"),
            ("file", 999_999_999_999, "bang-day-du"),
        ):
            self.assertEqual(self.client.get(self.url(name, *args)).status_code, 404)
        self.assertEqual(self.client.post(self.url("round", 0), {"do": "close"}).status_code, 404)
        self.assertEqual(self.client.get(self.url("board"), {"q": "\x00"}).status_code, 200)
