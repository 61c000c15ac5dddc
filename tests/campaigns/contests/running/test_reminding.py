"""Reminders to entrants: once each, only to who asked for them, never at night, with a way out."""

from datetime import UTC, datetime, timedelta

from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from campaigns.contests.attempts.submitting import submit_attempt
from campaigns.contests.entrants.forgetting import forget_entrants
from campaigns.contests.models import Entrant, EntrantReminder, Round
from campaigns.contests.results.standings import disqualify
from campaigns.contests.running.choices import ReminderKind
from campaigns.contests.running.reminding import due_entrants, due_rounds, remind_entrants
from goodnews.workflows.models import Letter
from tests.campaigns.contests.attempts.factories import (
    CLOSES,
    OPENS,
    begin,
    make_bank,
    make_entrant,
    make_rules,
)
from tests.quizblocks.factories import make_topic

from .cases import RunningCase

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEFORE = OPENS - DAY
ADDRESS = "binh@example.org"


class ReminderCase(RunningCase):
    rules = make_rules(asks_email=True)

    @classmethod
    def setUpTestData(cls):
        make_bank(make_topic())
        super().setUpTestData()

    def enter(self, name="Lê Thị Bình", *, email=ADDRESS, wants=True):
        entrant = make_entrant(self.contest, name, email=email, wants_reminders=wants)
        Entrant.objects.filter(pk=entrant.pk).update(registered_at=BEFORE)
        return entrant

    def remind(self, now):
        with self.captureOnCommitCallbacks(execute=True):
            return remind_entrants(now)


class RemindingTests(ReminderCase):
    def test_when_a_round_has_opened_and_a_day_before_it_closes_once_each(self):
        self.enter()
        counts = [
            self.remind(moment)
            for moment in (
                OPENS - HOUR,
                OPENS,
                OPENS + HOUR,
                OPENS + 2 * DAY,
                CLOSES - 20 * HOUR,
                CLOSES - 19 * HOUR,
                CLOSES,
            )
        ]
        self.assertEqual(counts, [0, 1, 0, 0, 1, 0, 0])
        first, second = mail.outbox
        self.assertEqual((first.to, second.to), ([ADDRESS], [ADDRESS]))
        self.assertIn("đã mở", first.subject)
        self.assertIn("09:00 30/11/2026", second.body)
        self.assertNotIn("Lê Thị Bình", first.body + second.body)
        reminder = EntrantReminder.objects.get(kind=ReminderKind.OPENS)
        self.assertIn(self.url("stop_reminders", reminder.key), first.body)
        self.assertIn(self.url("mine"), first.body)

    def test_a_letter_says_a_midnight_as_the_end_of_its_day(self):
        self.enter()
        Round.objects.update(closes_at=datetime(2026, 12, 6, 17, tzinfo=UTC))
        self.remind(OPENS)
        self.assertIn("24:00 06/12/2026", mail.outbox[0].body)

    def test_a_round_of_one_day_is_reminded_of_its_opening_and_of_its_closing(self):
        self.enter()
        Round.objects.update(closes_at=OPENS + DAY)
        moments = [OPENS, OPENS + 10 * HOUR, OPENS + 21 * HOUR, OPENS + 22 * HOUR]
        self.assertEqual([self.remind(moment) for moment in moments], [1, 0, 1, 0])
        first, second = mail.outbox
        self.assertIn("đã mở", first.subject)
        self.assertIn("sắp đóng", second.subject)

    def test_who_was_reminded_of_this_is_not_written_to_twice_and_holds_nobody_up(self):
        """Without the look into the ledger its constraint would refuse the whole lot, each time."""
        told = self.enter("Đã nhắc", email="da-nhac@example.org")
        self.assertEqual(self.remind(OPENS), 1)
        new = self.enter("Chưa nhắc", email="chua-nhac@example.org")
        round_ = Round.objects.get()
        self.assertEqual(list(due_entrants(round_, ReminderKind.OPENS)), [new])
        self.assertEqual(self.remind(OPENS + HOUR), 1)
        self.assertEqual([each.to for each in mail.outbox], [[told.email], [new.email]])
        self.assertEqual(list(due_entrants(round_, ReminderKind.OPENS)), [])
        # Another event of the round, and the same event of another round, are another matter.
        self.assertEqual(list(due_entrants(round_, ReminderKind.CLOSES)), [told, new])
        other = Round.objects.create(
            contest=self.contest, number=2, title="Tuần 2", opens_at=OPENS, closes_at=CLOSES
        )
        self.assertEqual(list(due_entrants(other, ReminderKind.OPENS)), [told, new])

    def test_nobody_is_reminded_who_did_not_ask_has_begun_is_out_or_sees_it_anyway(self):
        self.enter("Không muốn", wants=False)
        self.enter("Không có thư", email="")
        begun = self.enter("Đã thi", email="thi@example.org")
        submit_attempt(attempt=begin(begun, now=OPENS), now=OPENS)
        out = self.enter("Bị loại", email="loai@example.org")
        disqualify(entrant=out, reason="Thi hộ.", user=None, now=OPENS)
        late = self.enter("Đến sau", email="sau@example.org")
        Entrant.objects.filter(pk=late.pk).update(registered_at=OPENS)
        self.assertEqual(self.remind(OPENS + HOUR), 0)
        self.assertEqual(self.remind(CLOSES - 20 * HOUR), 1)
        self.assertEqual([each.to for each in mail.outbox], [["sau@example.org"]])

    def test_never_at_night_and_not_in_the_last_hour(self):
        self.enter()
        Round.objects.update(opens_at=OPENS - 9 * HOUR)
        self.assertEqual(self.remind(OPENS - 9 * HOUR), 0)
        self.assertEqual(self.remind(OPENS - 3 * HOUR), 1)
        self.assertEqual(list(due_rounds(CLOSES - HOUR)), [])

    def test_practice_and_drafts_remind_nobody(self):
        self.enter()
        Round.objects.update(kind="practice")
        self.assertEqual(self.remind(OPENS), 0)
        Round.objects.update(kind="scored")
        type(self.contest).objects.update(published_at=None)
        self.assertEqual(self.remind(OPENS), 0)

    def test_the_database_takes_one_reminder_of_one_event(self):
        entrant = self.enter()
        self.remind(OPENS)
        with self.assertRaises(IntegrityError), transaction.atomic():
            EntrantReminder.objects.create(
                entrant=entrant, round=Round.objects.get(), kind="opens", written_at=OPENS
            )

    def test_where_nobody_is_due_it_costs_the_look_for_the_rounds(self):
        with self.assertNumQueries(1):
            remind_entrants(OPENS - DAY)

    def test_as_many_questions_for_many_people_as_for_one(self):
        def asked(now):
            with CaptureQueriesContext(connection) as queries:
                self.remind(now)
            return sum(each["sql"].startswith("SELECT") for each in queries)

        self.enter()
        one = asked(OPENS)
        for number in range(5):
            self.enter(f"Người {number}", email=f"nguoi{number}@example.org")
        Letter.objects.all().delete()
        self.assertLessEqual(asked(CLOSES - 20 * HOUR), one)


class WayOutTests(ReminderCase):
    def test_the_link_asks_and_the_button_ends_them(self):
        self.enter()
        self.remind(OPENS)
        url = self.url("stop_reminders", EntrantReminder.objects.get().key)
        page = self.client.get(url)
        self.assertNotContains(page, "Bình")
        self.assertIsNotNone(Entrant.objects.get().reminders_wanted_at)
        refused = self.client.post(url, headers={"sec-fetch-site": "cross-site"})
        self.assertEqual(refused.status_code, 400)
        self.assertContains(self.client.post(url), "không nhận thư nhắc")
        self.assertIsNone(Entrant.objects.get().reminders_wanted_at)
        self.assertEqual(self.remind(CLOSES - 20 * HOUR), 0)

    def test_a_link_of_nobody_is_not_there(self):
        unknown = self.url("stop_reminders", "00000000-0000-4000-8000-000000000000")
        self.assertEqual(self.client.get(unknown).status_code, 404)
        self.assertEqual(self.client.get(f"{self.url('mine')}thoi-nhac/x/").status_code, 404)

    def test_it_is_asked_at_the_registration_and_never_ticked_beforehand(self):
        self.assertNotContains(self.client.get(self.url("register")), "checked")
        self.register(email=ADDRESS)
        self.assertIsNone(Entrant.objects.get().reminders_wanted_at)
        other = self.client_class()
        self.register(
            client=other, full_name="Vàng A Pao", email="pao@example.org", wants_reminders="on"
        )
        wants = Entrant.objects.get(full_name="Vàng A Pao")
        self.assertEqual(wants.reminders_wanted_at, wants.registered_at)

    def test_they_go_with_the_name(self):
        entrant = self.enter()
        self.remind(OPENS)
        forget_entrants(keys=[entrant.pk], before=CLOSES, now=CLOSES)
        self.assertFalse(EntrantReminder.objects.exists())
        self.assertIsNone(Entrant.objects.get().reminders_wanted_at)
