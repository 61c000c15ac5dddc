"""The office's pages: the round's form, its board, decisions; the panel's pages."""

from datetime import UTC, datetime

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from exemplars.nominations.choices import NominationState, RoundState
from exemplars.nominations.models import Nomination, ScoreSheet, SelectionRound, TieDecision
from goodnews.accounts.roles import Role
from tests.accounts.factories import make_user

from .factories import AFTER, NAMES, SCORING, fresh, make_stage


def round_data(**values):
    rows = values.pop("criteria", [{"name": "Việc làm", "max_points": "10", "weight": "1"}])
    members = values.pop("members", [])
    return nested_form_data(
        {
            "title": "Gương mặt trẻ",
            "year": "2026",
            "introduction": "Ai cũng có thể.",
            "sought": "both",
            "fields_of_work": [],
            "word_limit": "800",
            "opens_at": "2026-05-01 08:00",
            "closes_at": "2026-05-20 17:00",
            "method": "points",
            "scoring_closes_at": "2026-06-01 17:00",
            "long_list_size": "20",
            "short_list_size": "10",
            "criteria": inline_formset([{"ORDER": "1", **row} for row in rows]),
            "members": inline_formset([{"ORDER": "1", **row} for row in members]),
            **values,
        }
    )


class OfficeCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.stage = make_stage()
        cls.board = reverse("selection:board", args=[cls.stage.round.pk])

    def setUp(self):
        self.client.force_login(self.stage.editor)


class RoundFormTests(OfficeCase):
    def test_a_round_is_made_with_criteria_and_panel(self):
        response = self.client.post(
            reverse("selection_rounds:add"),
            round_data(members=[{"user": str(self.stage.members[0].pk), "duty": "Trưởng ban"}]),
        )
        self.assertEqual(response.status_code, 302)
        made = SelectionRound.objects.get(title="Gương mặt trẻ")
        self.assertEqual((made.criteria.count(), made.members.get().duty), (1, "Trưởng ban"))
        self.assertEqual(made.state, RoundState.DRAFT)

    def test_moments_are_typed_as_they_are_shown_and_a_day_may_end_at_24(self):
        moments = {
            "opens_at": "07:32 21/11/2026",
            "closes_at": "24:00 30/11/2026",
            "scoring_closes_at": "15/12/2026 17:00",
        }
        address = reverse("selection_rounds:add")
        page = self.client.post(address, round_data(**{**moments, "closes_at": "cuối tháng"}))
        self.assertContains(page, "24:00 30/04/2026")
        self.assertContains(page, 'value="cuối tháng"')
        self.assertEqual(self.client.post(address, round_data(**moments)).status_code, 302)
        made = SelectionRound.objects.get(title="Gương mặt trẻ")
        self.assertEqual(made.closes_at, datetime(2026, 11, 30, 17, tzinfo=UTC))
        page = self.client.get(reverse("selection_rounds:edit", args=[made.pk]))
        self.assertContains(page, 'value="07:32 21/11/2026"')
        self.assertContains(page, 'value="24:00 30/11/2026"')
        self.assertContains(self.client.get(reverse("selection_rounds:index")), "24:00 30/11/2026")

    def test_only_staff_sits_on_a_panel_and_moments_stand_in_order(self):
        response = self.client.post(
            reverse("selection_rounds:add"),
            round_data(
                members=[{"user": str(self.stage.correspondent.pk), "duty": ""}],
                closes_at="2026-04-01 08:00",
            ),
        )
        self.assertEqual(response.status_code, 200)
        form = response.context["form"]
        self.assertTrue(form.formsets["members"].errors[0]["user"])
        self.assertContains(response, "Gương mặt trẻ")

    def test_once_the_panel_scores_criteria_and_panel_stay(self):
        self.stage.in_scoring(NAMES[0])
        address = reverse("selection_rounds:edit", args=[self.stage.round.pk])
        response = self.client.post(address, round_data(word_limit="700", method="votes"))
        self.assertEqual(response.status_code, 200)
        errors = response.context["form"].errors
        self.assertIn("method", errors)
        self.assertIn("__all__", errors)
        self.assertEqual(self.stage.round.criteria.count(), 2)

    def test_no_round_is_deleted(self):
        address = reverse("selection_rounds:delete", args=[self.stage.round.pk])
        self.client.force_login(make_user("root", is_superuser=True))
        self.client.post(address)
        self.assertTrue(SelectionRound.objects.filter(pk=self.stage.round.pk).exists())


class BoardTests(OfficeCase):
    def test_the_next_step_is_taken_once(self):
        self.stage.sent()
        response = self.client.post(self.board, {"from": "nominating"}, follow=True)
        self.assertContains(response, NAMES[0])
        self.stage.round.refresh_from_db()
        self.assertEqual(self.stage.round.state, RoundState.LONG_LIST)
        # A second tap means the step that was seen, not the one after it.
        self.client.post(self.board, {"from": "nominating"})
        self.stage.round.refresh_from_db()
        self.assertEqual(self.stage.round.state, RoundState.LONG_LIST)

    def test_closing_needs_its_conclusion(self):
        self.stage.at(RoundState.SHORT_LIST)
        response = self.client.post(self.board, {"from": "short_list", "reason": ""})
        self.assertEqual(response.status_code, 200)
        self.client.post(self.board, {"from": "short_list", "reason": "Không ai đủ điều kiện."})
        self.stage.round.refresh_from_db()
        self.assertEqual(self.stage.round.state, RoundState.CLOSED)

    def test_drafts_are_the_nominators_own(self):
        draft = self.stage.nomination("Người nháp")
        self.assertNotContains(self.client.get(self.board), "Người nháp")
        address = reverse("selection:nomination", args=[draft.pk])
        self.assertEqual(self.client.get(address).status_code, 404)

    def test_the_number_of_queries_does_not_grow_with_the_nominations(self):
        self.stage.sent()
        self.client.get(self.board)
        with self.assertNumQueries(13):
            self.client.get(self.board)
        for number in range(12):
            self.stage.sent(f"Người {number}")
        with self.assertNumQueries(13):
            self.client.get(self.board)


class DecisionTests(OfficeCase):
    def decide(self, nomination, **values):
        address = reverse("selection:nomination", args=[nomination.pk])
        return self.client.post(address, values, follow=True)

    def test_a_decision_has_reasons_or_is_none(self):
        nomination = self.stage.sent()
        self.stage.at(RoundState.LONG_LIST)
        response = self.decide(nomination, action="long_list", reason="")
        self.assertTrue(response.context["form"].errors["reason"])
        self.decide(nomination, action="long_list", reason="Đủ hồ sơ, việc làm rõ ràng.")
        self.assertEqual(fresh(nomination).state, NominationState.LONG_LISTED)

    def test_only_what_the_stage_allows_is_offered_and_taken(self):
        nomination = self.stage.sent()
        self.stage.at(RoundState.LONG_LIST)
        for action in ("honour", "short_list", "x", "\x00"):
            with self.subTest(action):
                response = self.decide(nomination, action=action, reason="Vì vậy.")
                self.assertTrue(response.context["form"].errors["action"])
        self.assertEqual(fresh(nomination).state, NominationState.SENT)

    def test_an_honour_needs_its_level(self):
        (nomination,) = self.stage.in_scoring(NAMES[0])
        self.stage.close_scoring()
        self.decide(nomination, action="short_list", reason="Cao nhất.")
        award = {"honour_title": "Thanh niên tiêu biểu", "honour_level": ""}
        response = self.decide(nomination, action="honour", reason="Nhất trí.", **award)
        self.assertTrue(response.context["form"].errors["honour_level"])
        award["honour_level"] = "province"
        self.decide(nomination, action="honour", reason="Nhất trí.", **award)
        self.assertEqual(fresh(nomination).honour_title, "Thanh niên tiêu biểu")


class PanelPageTests(OfficeCase):
    def setUp(self):
        super().setUp()
        # The pages ask the clock.
        later = timezone.now() + (AFTER - SCORING)
        self.first, self.second = self.stage.in_scoring(*NAMES[:2])
        SelectionRound.objects.update(scoring_closes_at=later)
        self.a, self.b, self.c = self.stage.members

    def score(self, nomination, user, **values):
        self.client.force_login(user)
        criteria = list(self.stage.round.criteria.all())
        names = [f"tieu-chi-{each.pk}" for each in criteria]
        data = dict(zip(names, values.pop("points", ()), strict=False))
        address = reverse("selection:score", args=[self.stage.round.pk, nomination.pk])
        return self.client.post(address, {**data, **values}, follow=True)

    def test_points_are_kept_as_vietnamese_write_them(self):
        self.score(self.first, self.a, points=("8,5", "4"), remark="Tốt.")
        sheet = ScoreSheet.objects.get()
        self.assertEqual(
            [str(score.points) for score in sheet.scores.order_by("criterion__sort_order")],
            ["8.50", "4.00"],
        )

    def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(self):
        for points in (("11", "4"), ("x", "4"), ("", "4"), ("9" * 5000, "4"), ("NaN", "4")):
            response = self.score(self.first, self.a, points=points, remark="Giữ lại nhé")
            self.assertContains(response, "Giữ lại nhé")
            self.assertEqual(len(response.context["form"].errors), 1)
        self.assertFalse(ScoreSheet.objects.exists())

    def test_a_member_of_the_unit_can_only_abstain(self):
        response = self.score(self.first, self.c, points=("5", "3"))
        self.assertContains(response, "đơn vị")
        self.assertFalse(ScoreSheet.objects.exists())
        self.score(self.first, self.c, do="abstain", **{"khong-cham-reason": "Đơn vị tôi."})
        self.assertTrue(ScoreSheet.objects.get().has_abstained)

    def test_nobody_without_a_seat_opens_the_sheets(self):
        address = reverse("selection:score", args=[self.stage.round.pk, self.first.pk])
        listed = reverse("selection:score_list", args=[self.stage.round.pk])
        strangers = [self.stage.editor, make_user("o", role=Role.ORGANISER)]
        for user in [*strangers, make_user("root", is_superuser=True)]:
            self.client.force_login(user)
            for each in (address, listed):
                self.assertNotEqual(self.client.get(each).status_code, 200)

    def test_the_start_page_says_what_is_left(self):
        self.score(self.first, self.a, points=("5", "3"))
        response = self.client.get(reverse("wagtailadmin_home"))
        self.assertContains(response, reverse("selection:score_list", args=[self.stage.round.pk]))

    def test_the_office_records_what_the_panel_decided_between_the_level(self):
        for nomination in (self.first, self.second):
            for user in (self.a, self.b):
                self.score(nomination, user, points=("5", "3"))
        SelectionRound.objects.update(state=RoundState.SHORT_LIST)
        address = reverse("selection:results", args=[self.stage.round.pk])
        self.client.force_login(self.stage.editor)
        (form,) = self.client.get(address).context["tie_forms"]
        keys = [each.pk for each in form.nominations]
        data = {"group": str(keys[0]), f"place-{keys[0]}": "1", f"place-{keys[1]}": "1"}
        response = self.client.post(address, {**data, "reason": "Bền bỉ hơn."})
        self.assertTrue(response.context["tie_forms"][0].errors)
        data[f"place-{keys[0]}"] = "2"
        self.client.force_login(self.a)
        self.client.post(address, {**data, "reason": "Bền bỉ hơn."})
        self.client.force_login(self.b)
        self.assertNotEqual(
            self.client.post(address, {**data, "reason": "Bền bỉ hơn."}).status_code, 200
        )
        self.assertEqual(Nomination.objects.get(pk=keys[1]).tie_place, 1)
        self.assertEqual(TieDecision.objects.count(), 1)
