"""A round from the nominations to the honoured: stages, lists, reasons, letters."""

from datetime import UTC, datetime, timedelta

from django.core import mail
from django.db import IntegrityError, transaction
from django.test import TestCase
from wagtail.models import ModelLogEntry

from exemplars.nominations.choices import NominationState, RoundState
from exemplars.nominations.errors import (
    ListFullError,
    MayNotNominateError,
    NominationsClosedError,
    NotEditableError,
    NotReadyError,
    NotTiedError,
    NotWithdrawableError,
    OwnNominationError,
    ReasonNeededError,
    TooEarlyError,
    WrongStageError,
)
from exemplars.nominations.models import Nomination, SelectionRound
from exemplars.nominations.results import Results
from exemplars.nominations.services import (
    close_round,
    close_scoring,
    decide_tie,
    honour,
    leave_out,
    open_nomination,
    open_nominations,
    open_scoring,
    put_on_long_list,
    put_on_short_list,
    return_nomination,
    send_nomination,
    start_long_list,
    withdraw_nomination,
)
from goodnews.accounts.roles import Role
from goodnews.workflows.models import Letter
from tests.accounts.factories import make_user

from .factories import (
    AFTER,
    CLOSES,
    IN_TIME,
    KEY,
    NAMES,
    SCORING,
    SECOND,
    SIFTING,
    fresh,
    make_nomination,
    make_round,
    make_stage,
)


class StageCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.stage = make_stage()

    def decide(self, service, nomination, reason="Đủ điều kiện.", now=SIFTING, **values):
        user = values.pop("user", self.stage.editor)
        return service(nomination=nomination, reason=reason, user=user, now=now, **values)


class SendingTests(StageCase):
    def open(self, user=None, now=IN_TIME):
        return open_nomination(
            round_=self.stage.round, nominator=user or self.stage.correspondent, key=KEY, now=now
        )

    def test_one_form_is_one_nomination(self):
        self.assertEqual(self.open(), self.open())
        self.assertEqual(Nomination.objects.count(), 1)

    def test_the_key_of_another_is_nobodys(self):
        self.open()
        stranger = make_user("other", role=Role.CORRESPONDENT, unit=self.stage.other_unit)
        self.assertIsNone(self.open(stranger))

    def test_only_correspondents_and_reviewers_of_a_unit_nominate(self):
        for user in (self.stage.editor, make_user("no-unit", role=Role.CORRESPONDENT)):
            with self.assertRaises(MayNotNominateError):
                self.open(user)

    def test_the_opening_moment_is_inside_and_the_closing_moment_is_not(self):
        for moment in (self.stage.round.opens_at - SECOND, CLOSES):
            with self.assertRaises(NominationsClosedError):
                self.open(now=moment)
        self.open(now=self.stage.round.opens_at)

    def test_sent_twice_it_is_sent_once(self):
        nomination = self.stage.nomination()
        for _tap in range(2):
            send_nomination(nomination=nomination, user=self.stage.correspondent, now=IN_TIME)
        self.assertEqual(nomination.decisions.count(), 1)

    def test_nothing_is_sent_after_the_closing_moment(self):
        with self.assertRaises(NominationsClosedError):
            send_nomination(
                nomination=self.stage.nomination(), user=self.stage.correspondent, now=CLOSES
            )

    def test_what_came_back_may_be_sent_again_until_the_scoring(self):
        nomination = self.stage.sent()
        self.stage.at(RoundState.LONG_LIST)
        self.decide(return_nomination, nomination, "Thiếu ngày tháng.")
        again = send_nomination(
            nomination=fresh(nomination), user=self.stage.correspondent, now=SIFTING
        )
        self.assertEqual(again.state, NominationState.SENT)

    def test_an_incomplete_nomination_cannot_be_sent_even_past_the_form(self):
        nomination = self.stage.nomination(reasons="")
        with self.assertRaises(IntegrityError), transaction.atomic():
            send_nomination(nomination=nomination, user=self.stage.correspondent, now=IN_TIME)

    def test_it_is_withdrawn_until_somebody_decided(self):
        nomination = self.stage.sent()
        self.stage.at(RoundState.LONG_LIST)
        self.decide(put_on_long_list, nomination)
        with self.assertRaises(NotWithdrawableError):
            withdraw_nomination(nomination=nomination, user=self.stage.correspondent, now=SIFTING)

    def test_a_unit_reviewer_works_on_what_the_unit_sent_and_on_no_draft(self):
        self.stage.nomination("Nháp")
        sent = self.stage.sent()
        elsewhere = make_nomination(
            self.stage.round, nominator=self.stage.editor, unit=self.stage.other_unit
        )
        found = Nomination.objects.workable_by(self.stage.reviewer)
        self.assertEqual(list(found), [sent])
        self.assertNotIn(elsewhere, Nomination.objects.workable_by(self.stage.correspondent))


class StageTests(StageCase):
    def test_nominations_open_with_criteria_only(self):
        round_ = make_round(state=RoundState.DRAFT)
        round_.criteria.all().delete()
        with self.assertRaises(NotReadyError):
            open_nominations(round_=round_, user=self.stage.editor, now=IN_TIME)

    def test_the_long_list_waits_for_the_promised_moment(self):
        with self.assertRaises(TooEarlyError):
            start_long_list(round_=self.stage.round, user=self.stage.editor, now=CLOSES - SECOND)
        start_long_list(round_=self.stage.round, user=self.stage.editor, now=CLOSES)
        self.assertEqual(self.stage.round.__class__.objects.get().state, RoundState.LONG_LIST)

    def test_scoring_waits_until_everything_is_decided(self):
        first, second = self.stage.sent(NAMES[0]), self.stage.sent(NAMES[1])
        self.stage.at(RoundState.LONG_LIST)
        self.decide(put_on_long_list, first)
        with self.assertRaises(NotReadyError):
            open_scoring(round_=self.stage.round, user=self.stage.editor, now=SCORING)
        self.decide(leave_out, second)
        open_scoring(round_=self.stage.round, user=self.stage.editor, now=SCORING)

    def test_the_panel_is_told_and_a_forgotten_correction_is_not_chosen(self):
        self.stage.sent(NAMES[0])
        forgotten = self.stage.sent(NAMES[1])
        self.stage.at(RoundState.LONG_LIST)
        self.decide(put_on_long_list, Nomination.objects.get(name=NAMES[0]))
        self.decide(return_nomination, forgotten, "Thiếu minh chứng.")
        Letter.objects.all().delete()
        with self.captureOnCommitCallbacks(execute=True):
            open_scoring(round_=self.stage.round, user=self.stage.editor, now=SCORING)
        self.assertEqual(fresh(forgotten).state, NominationState.NOT_CHOSEN)
        told = set(Letter.objects.values_list("recipient", flat=True))
        self.assertEqual(
            told, {user.email for user in [*self.stage.members, self.stage.correspondent]}
        )
        self.assertEqual(len(mail.outbox), 4)

    def test_the_panel_reads_a_midnight_as_the_end_of_its_day(self):
        SelectionRound.objects.update(scoring_closes_at=datetime(2026, 3, 31, 17, tzinfo=UTC))
        self.stage.round.refresh_from_db()
        with self.captureOnCommitCallbacks(execute=True):
            self.stage.in_scoring(NAMES[0])
        told = [each.body for each in mail.outbox if each.to == [self.stage.members[0].email]]
        self.assertIn("24:00 31/03/2026", "".join(told))

    def test_a_panel_of_one_scores_nothing(self):
        nomination = self.stage.sent()
        self.stage.at(RoundState.LONG_LIST)
        self.decide(put_on_long_list, nomination)
        self.stage.round.members.exclude(user=self.stage.members[0]).delete()
        with self.assertRaises(NotReadyError):
            open_scoring(round_=self.stage.round, user=self.stage.editor, now=SCORING)

    def test_scoring_closes_after_its_time_or_when_everybody_is_done(self):
        (nomination,) = self.stage.in_scoring(
            NAMES[0], unit=self.stage.other_unit, nominator=self.stage.correspondent
        )
        close = {"round_": self.stage.round, "user": self.stage.editor}
        for user in self.stage.members:
            with self.assertRaises(TooEarlyError):
                close_scoring(**close, now=SCORING)
            self.stage.give(nomination, user, 5, 3)
        close_scoring(**close, now=SCORING)

    def test_a_stage_is_never_taken_twice(self):
        self.stage.at(RoundState.CLOSED)
        for service in (open_nominations, start_long_list, open_scoring, close_scoring):
            with self.assertRaises(WrongStageError):
                service(round_=self.stage.round, user=self.stage.editor, now=AFTER)

    def test_every_stage_stands_in_the_log(self):
        start_long_list(round_=self.stage.round, user=self.stage.editor, now=SIFTING)
        entry = ModelLogEntry.objects.get(action="nominations.stage")
        self.assertEqual((entry.user, entry.data["to"]), (self.stage.editor, "long_list"))


class ListTests(StageCase):
    def test_no_decision_without_reasons(self):
        nomination = self.stage.sent()
        self.stage.at(RoundState.LONG_LIST)
        for service in (return_nomination, put_on_long_list, leave_out):
            with self.assertRaises(ReasonNeededError):
                self.decide(service, nomination, "  ")

    def test_nobody_decides_on_the_own_nomination(self):
        nomination = self.stage.sent()
        self.stage.at(RoundState.LONG_LIST)
        for service in (return_nomination, put_on_long_list, leave_out):
            with self.assertRaises(OwnNominationError):
                self.decide(service, nomination, user=self.stage.correspondent)

    def test_a_full_list_takes_nobody(self):
        self.stage.round.long_list_size, self.stage.round.short_list_size = 1, 1
        self.stage.round.save()
        first, second = self.stage.sent(NAMES[0]), self.stage.sent(NAMES[1])
        self.stage.at(RoundState.LONG_LIST)
        self.decide(put_on_long_list, first)
        with self.assertRaises(ListFullError):
            self.decide(put_on_long_list, second)

    def test_from_the_long_list_to_the_honoured_with_a_letter_at_every_step(self):
        first, second = self.stage.in_scoring(*NAMES[:2])
        self.stage.close_scoring()
        self.decide(put_on_short_list, first, "Điểm cao nhất.", now=AFTER)
        with self.assertRaises(WrongStageError):
            self.decide(honour, second, now=AFTER)
        self.decide(
            honour,
            first,
            "Hội đồng nhất trí.",
            now=AFTER,
            honour_title="Thanh niên tiêu biểu",
            honour_level="province",
        )
        close_round(
            round_=self.stage.round, reason="Chọn một người.", user=self.stage.editor, now=AFTER
        )
        self.assertEqual(fresh(first).state, NominationState.HONOURED)
        self.assertEqual(fresh(second).state, NominationState.NOT_CHOSEN)
        self.assertEqual(fresh(second).decisions.last().reason, "Chọn một người.")
        own = Letter.objects.filter(recipient=self.stage.correspondent.email)
        # Two on the long list, one on the short list, one honoured, one not chosen.
        self.assertEqual(own.count(), 5)
        moves = ModelLogEntry.objects.filter(action="nominations.move", object_id=str(first.pk))
        self.assertEqual(moves.count(), 4)

    def test_a_closed_round_has_a_conclusion(self):
        self.stage.in_scoring(NAMES[0])
        self.stage.close_scoring()
        with self.assertRaises(ReasonNeededError):
            close_round(round_=self.stage.round, reason=" ", user=self.stage.editor, now=AFTER)

    def test_what_the_panel_has_is_not_changed_by_the_nominator(self):
        (nomination,) = self.stage.in_scoring(NAMES[0])
        with self.assertRaises(NotEditableError):
            send_nomination(nomination=nomination, user=self.stage.correspondent, now=SCORING)


class TieTests(StageCase):
    def level(self):
        nominations = self.stage.in_scoring(*NAMES, unit=self.stage.other_unit)
        for nomination, points in zip(nominations, ((5, 3), (5, 3), (1, 1)), strict=True):
            for user in self.stage.members:
                self.stage.give(nomination, user, *points)
        self.stage.close_scoring()
        return nominations

    def tie(self, *nominations, reason="Việc làm bền bỉ hơn.", user=None):
        return decide_tie(
            round_=self.stage.round,
            order=[each.pk for each in nominations],
            reason=reason,
            user=user or self.stage.editor,
            now=AFTER + timedelta(hours=1),
        )

    def ranks(self):
        return {row.nomination.name: row.standing.rank for row in Results(self.stage.round).rows}

    def test_the_panel_puts_the_level_in_order_once(self):
        first, second, third = self.level()
        self.assertEqual(self.ranks(), {first.name: 1, second.name: 1, third.name: 3})
        self.tie(second, first)
        self.assertEqual(self.ranks(), {second.name: 1, first.name: 2, third.name: 3})
        with self.assertRaises(NotTiedError):
            self.tie(first, second)

    def test_it_decides_about_exactly_one_group(self):
        first, second, third = self.level()
        for wrong in ((first,), (first, third), (first, second, third), (first, first)):
            with self.assertRaises(NotTiedError):
                self.tie(*wrong)

    def test_it_needs_reasons(self):
        first, second, _third = self.level()
        with self.assertRaises(ReasonNeededError):
            self.tie(first, second, reason=" ")
