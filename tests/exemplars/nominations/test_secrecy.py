"""What a member of the panel gives is seen by nobody else before the scoring is closed."""

import io
import zipfile

from django.test import TestCase
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from exemplars.nominations.choices import RoundState
from exemplars.nominations.errors import (
    ConflictOfInterestError,
    NominationError,
    NotOnPanelError,
    ReasonNeededError,
    ScoresSecretError,
    ScoringClosedError,
)
from exemplars.nominations.models import PanelMeeting, Score, ScoreSheet, SelectionRound
from exemplars.nominations.results import Results
from exemplars.nominations.services import (
    abstain,
    give_points,
    give_vote,
    honour,
    put_on_short_list,
)
from goodnews.accounts.roles import Role
from tests.accounts.factories import make_user

from .factories import AFTER, NAMES, SCORING, SCORING_CLOSES, SECOND, make_stage

# What no other page may hold: points and a remark that occur nowhere else.
MARK, POINTS = "Nhận-xét-kín-của-A", "7.77"


class PanelCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.stage = make_stage()
        cls.first, cls.second = cls.stage.in_scoring(*NAMES[:2])
        cls.a, cls.b, cls.c = cls.stage.members
        cls.approver = make_user("approver", role=Role.APPROVER, unit=cls.stage.office_unit)
        cls.root = make_user("root", is_superuser=True, is_staff=True)

    def give_secretly(self):
        sheet = self.stage.give(self.first, self.a, POINTS, "3.33")
        ScoreSheet.objects.filter(pk=sheet.pk).update(remark=MARK)
        return sheet


class ScoringTests(PanelCase):
    def test_the_last_points_before_closing_count(self):
        self.stage.give(self.first, self.a, 1, 1)
        self.stage.give(self.first, self.a, 9, 4, now=SCORING_CLOSES - SECOND)
        self.assertEqual(sorted(Score.objects.values_list("points", flat=True)), [4, 9])
        with self.assertRaises(ScoringClosedError):
            self.stage.give(self.first, self.a, 2, 2, now=SCORING_CLOSES)

    def test_points_stand_between_nothing_and_the_most(self):
        for points in ((11, 1), (1, 6), (-1, 1)):
            with self.subTest(points), self.assertRaises(NominationError):
                self.stage.give(self.first, self.a, *points)

    def test_every_criterion_needs_points_and_there_is_no_vote(self):
        with self.assertRaises(NominationError):
            give_points(nomination=self.first, user=self.a, points={}, now=SCORING)
        with self.assertRaises(NominationError):
            give_vote(nomination=self.first, user=self.a, vote="for", now=SCORING)

    def test_nobody_else_scores(self):
        for user in (self.stage.editor, self.root, self.stage.correspondent):
            with self.assertRaises(NotOnPanelError):
                self.stage.give(self.first, user, 5, 3)

    def test_a_member_of_the_own_unit_abstains_with_a_reason(self):
        with self.assertRaises(ConflictOfInterestError):
            self.stage.give(self.first, self.c, 5, 3)
        with self.assertRaises(ReasonNeededError):
            abstain(nomination=self.first, user=self.c, reason=" ", now=SCORING)
        sheet = abstain(nomination=self.first, user=self.c, reason="Đơn vị tôi.", now=SCORING)
        self.assertTrue(sheet.has_abstained)

    def test_who_changes_from_points_to_abstention_leaves_no_points(self):
        self.stage.give(self.first, self.a, 5, 3)
        abstain(nomination=self.first, user=self.a, reason="Người nhà.", now=SCORING)
        self.assertEqual((ScoreSheet.objects.count(), Score.objects.count()), (1, 0))

    def test_votes_are_counted_as_shares(self):
        SelectionRound.objects.update(method="votes")
        for user, vote in ((self.a, "for"), (self.b, "against")):
            give_vote(nomination=self.first, user=user, vote=vote, now=SCORING)
        give_vote(nomination=self.second, user=self.a, vote="for", now=SCORING)
        self.stage.close_scoring()
        rows = Results(self.stage.round).rows
        found = [(row.nomination.name, row.mean, row.marks[0]) for row in rows]
        self.assertEqual(found[0][:2], (NAMES[1], "1"))
        self.assertEqual(found[1][:2], (NAMES[0], "0,5"))


class SecrecyTests(PanelCase):
    def addresses(self):
        of_round = [self.stage.round.pk]
        of_first = [self.first.pk]
        return {
            **{
                name: reverse(f"selection:{name}", args=of_round)
                for name in (
                    "board",
                    "results",
                    "result_list",
                    "meeting",
                    "minutes",
                    "score_list",
                )
            },
            "score": reverse("selection:score", args=[*of_round, *of_first]),
            "nomination": reverse("selection:nomination", args=of_first),
            "edit": reverse("selection_rounds:edit", args=of_round),
            "history": reverse("selection_rounds:history", args=of_round),
            "usage": reverse("selection_rounds:usage", args=of_round),
            "index": reverse("selection_rounds:index"),
            "log": reverse("wagtailadmin_reports:site_history"),
            "home": reverse("wagtailadmin_home"),
        }

    def test_only_the_member_reads_the_own_sheet(self):
        sheet = self.give_secretly()
        self.assertEqual(list(ScoreSheet.objects.visible_to(self.a)), [sheet])
        for user in (self.b, self.c, self.stage.editor, self.approver, self.root):
            self.assertEqual(list(ScoreSheet.objects.visible_to(user)), [], user)

    def test_no_page_of_anybody_else_shows_it_and_no_file_is_made(self):
        self.give_secretly()
        PanelMeeting.objects.create(
            round=self.stage.round, held_on=AFTER, place="A", chair="B", secretary="C"
        )
        for user in (self.b, self.c, self.stage.editor, self.approver, self.root):
            self.client.force_login(user)
            for name, address in self.addresses().items():
                with self.subTest(user=user.username, page=name):
                    response = self.client.get(address, follow=True)
                    self.assertNotContains(response, MARK, status_code=response.status_code)
                    for figure in (POINTS, "7,77", "14,43", "14.43"):
                        self.assertNotIn(figure, response.text)
                    if name in ("results", "result_list", "minutes", "meeting"):
                        self.assertNotEqual(response.request["PATH_INFO"], address)

    def test_the_member_finds_it_again(self):
        self.give_secretly()
        self.client.force_login(self.a)
        response = self.client.get(self.addresses()["score"])
        self.assertContains(response, MARK)
        self.assertContains(response, "7,77")

    def test_the_table_itself_refuses_whoever_asks(self):
        self.give_secretly()
        for state in (RoundState.SCORING, RoundState.LONG_LIST, RoundState.NOMINATING):
            self.stage.at(state)
            with self.assertRaises(ScoresSecretError):
                Results(self.stage.round)

    def test_a_round_that_only_says_that_it_is_closed_is_asked_anew(self):
        self.stage.round.state = RoundState.CLOSED
        with self.assertRaises(ScoresSecretError):
            Results(self.stage.round)

    def test_the_log_says_nothing_of_it(self):
        before = ModelLogEntry.objects.count()
        self.give_secretly()
        self.assertEqual(ModelLogEntry.objects.count(), before)

    def test_after_closing_the_panel_and_the_office_read_everything(self):
        self.give_secretly()
        self.stage.close_scoring()
        for user in (self.b, self.stage.editor, self.approver):
            self.client.force_login(user)
            response = self.client.get(self.addresses()["results"])
            self.assertContains(response, "14,43")
        self.client.force_login(make_user("organiser", role=Role.ORGANISER))
        self.assertNotEqual(self.client.get(self.addresses()["results"]).status_code, 200)


class FileTests(PanelCase):
    def close(self):
        self.stage.give(self.first, self.a, 9, 4)
        self.stage.give(self.second, self.a, 2, 1)
        abstain(nomination=self.first, user=self.c, reason="Đơn vị tôi.", now=SCORING)
        self.stage.close_scoring()
        for service in (put_on_short_list, honour):
            service(
                nomination=self.first,
                reason="Hội đồng nhất trí.",
                user=self.stage.editor,
                now=AFTER,
            )
        self.client.force_login(self.stage.editor)

    def test_no_cell_of_the_spreadsheet_is_a_formula(self):
        type(self.first).objects.filter(pk=self.first.pk).update(name="=1+1")
        self.close()
        response = self.client.get(reverse("selection:result_list", args=[self.stage.round.pk]))
        sheet = load_workbook(io.BytesIO(response.content)).active
        self.assertEqual([cell.data_type for cell in sheet["B"][1:]], ["s", "s"])
        self.assertEqual(sheet["A"][1].value, 1)

    def test_the_minutes_hold_people_criteria_table_decisions_and_places_to_sign(self):
        self.close()
        address = reverse("selection:meeting", args=[self.stage.round.pk])
        seats = [str(seat.pk) for seat in self.stage.round.members.all()]
        response = self.client.post(
            address,
            {
                "held_on": "2026-04-02",
                "place": "Phòng họp số 2",
                "chair": "Lê Văn Chủ",
                "secretary": "Trần Thị Ký",
                "present": seats[:2],
                "guests": "Đại diện Ban Tuyên giáo",
                "remarks": "",
            },
        )
        self.assertRedirects(response, address)
        minutes = self.client.get(reverse("selection:minutes", args=[self.stage.round.pk]))
        with zipfile.ZipFile(io.BytesIO(minutes.content)) as archive:
            text = archive.read("word/document.xml").decode()
        for wanted in (
            "BIÊN BẢN",
            "Phòng họp số 2",
            "có mặt: 2/3",
            "Vắng mặt: Nguyễn Văn Member-C",
            "Việc làm: tối đa 10 điểm",
            "Đơn vị tôi.",
            "Hội đồng nhất trí.",
            "THƯ KÝ",
            "Lê Văn Chủ",
        ):
            self.assertIn(wanted, text)

    def minutes_with(self, *, chair, present):
        meeting = PanelMeeting.objects.create(
            round=self.stage.round, held_on=AFTER, place="A", chair=chair, secretary="Trần Thị Ký"
        )
        meeting.present.set(self.stage.round.members.filter(user__in=present))
        self.client.force_login(self.stage.editor)
        minutes = self.client.get(reverse("selection:minutes", args=[self.stage.round.pk]))
        with zipfile.ZipFile(io.BytesIO(minutes.content)) as archive:
            return archive.read("word/document.xml").decode()

    def test_only_members_present_sign_and_the_chair_signs_once(self):
        self.close()
        chair = f"Đ/c {self.a.display_name}, Chủ tịch"
        text = self.minutes_with(chair=chair, present=[self.a, self.b])
        signatures = text.partition("cùng ký tên")[2]
        self.assertEqual(signatures.count("THÀNH VIÊN"), 1)
        self.assertIn(self.b.display_name, signatures)
        self.assertNotIn(self.c.display_name, signatures)

    def test_the_minutes_of_a_vote_speak_of_votes(self):
        SelectionRound.objects.update(method="votes")
        give_vote(nomination=self.first, user=self.a, vote="for", now=SCORING)
        self.stage.close_scoring()
        self.stage.round.refresh_from_db()
        text = self.minutes_with(chair="Lê Văn Chủ", present=[self.a])
        self.assertIn("tỷ lệ phiếu tán thành", text)
        self.assertNotIn("có trọng số", text)

    def test_the_minutes_wait_for_the_meeting(self):
        self.close()
        response = self.client.get(reverse("selection:minutes", args=[self.stage.round.pk]))
        self.assertRedirects(response, reverse("selection:meeting", args=[self.stage.round.pk]))
