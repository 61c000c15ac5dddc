"""More minutes for an attempt or an entrant: a recorded act, never after the submission."""

from datetime import timedelta
from unittest import mock

from django.contrib.auth.models import Permission
from django.test import TestCase
from django.urls import reverse

from campaigns.contests.attempts.extra_time import (
    AttemptEndedError,
    RoundEndsError,
    TooManyMinutesError,
    give_attempt_time,
    give_entrant_time,
)
from campaigns.contests.attempts.submitting import submit_attempt
from campaigns.contests.evidence.checking import verify_chain
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import Attempt, ContestAct, Entrant, Round
from campaigns.contests.results.entrant_forms import EVERY
from tests.accounts.factories import make_user
from tests.campaigns.contests.attempts.cases import AttemptCase
from tests.campaigns.contests.attempts.factories import (
    CLOSES,
    NOON,
    SECOND,
    begin,
    make_bank,
    make_contest,
    make_entrant,
    make_rules,
    publish,
    usual_round,
)
from tests.quizblocks.factories import make_topic

MINUTE = timedelta(minutes=1)
LIMIT = timedelta(seconds=900)
CLOCK = "campaigns.contests.results.entrant_views.database_now"


class ExtraTimeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_bank(make_topic())
        cls.contest = make_contest()
        cls.entrant = make_entrant(cls.contest)
        cls.organiser = make_user("to-chuc")

    def give(self, attempt, minutes=10, now=NOON):
        return give_attempt_time(
            attempt=attempt, minutes=minutes, reason="Mất điện.", user=self.organiser, now=now
        )

    def give_entrant(self, minutes=10, now=NOON):
        return give_entrant_time(
            entrant=self.entrant, minutes=minutes, reason="Khiếm thị.", user=None, now=now
        )

    def test_the_deadline_moves_and_the_act_says_from_when_to_when(self):
        attempt = begin(self.entrant)
        act = self.give(attempt)
        attempt.refresh_from_db()
        self.assertEqual(attempt.deadline, NOON + LIMIT + 10 * MINUTE)
        self.assertEqual((act.kind, act.made_by), (ActKind.EXTRA_TIME, self.organiser))
        moved = {"round": 1, "number": 1, "before": (NOON + LIMIT).isoformat()}
        self.assertEqual(
            act.details["attempts"], [{**moved, "after": attempt.deadline.isoformat()}]
        )
        submit_attempt(attempt=attempt, now=attempt.deadline)
        attempt.refresh_from_db()
        self.assertEqual(attempt.state, "submitted")

    def test_never_after_the_end_of_the_attempt(self):
        attempt = begin(self.entrant)
        with self.assertRaises(AttemptEndedError):
            self.give(attempt, now=NOON + LIMIT + SECOND)
        self.give(attempt, now=NOON + LIMIT)
        submit_attempt(attempt=attempt, now=NOON + LIMIT)
        with self.assertRaises(AttemptEndedError):
            self.give(attempt, now=NOON + LIMIT)
        self.assertEqual(ContestAct.objects.count(), 1)

    def test_no_attempt_goes_on_after_its_round(self):
        attempt = begin(self.entrant, now=CLOSES - 20 * MINUTE)
        now = CLOSES - 10 * MINUTE
        with self.assertRaises(RoundEndsError) as caught:
            self.give(attempt, minutes=6, now=now)
        self.assertIn("5", str(caught.exception.message))
        self.give(attempt, minutes=5, now=now)
        attempt.refresh_from_db()
        self.assertEqual(attempt.deadline, CLOSES)

    def test_a_closing_that_was_put_off_leaves_room(self):
        attempt = begin(self.entrant, now=CLOSES - 5 * MINUTE)
        later = CLOSES + 60 * MINUTE
        publish(self.contest, make_rules(usual_round(closes_at=later)))
        self.give(attempt, minutes=20, now=CLOSES - MINUTE)
        attempt.refresh_from_db()
        self.assertEqual((attempt.deadline, attempt.closes_at), (CLOSES + 20 * MINUTE, later))

    def test_an_entrant_has_it_in_the_open_attempt_and_in_every_later_one(self):
        first = begin(self.entrant)
        act = self.give_entrant()
        first.refresh_from_db()
        self.assertEqual(first.deadline, NOON + LIMIT + 10 * MINUTE)
        self.assertTrue(act.details["from_now_on"])
        submit_attempt(attempt=first, now=NOON)
        second = begin(self.entrant)
        self.assertEqual(second.deadline, NOON + LIMIT + 10 * MINUTE)
        submit_attempt(attempt=second, now=NOON)
        last = begin(self.entrant, now=CLOSES - MINUTE)
        self.assertEqual(last.deadline, CLOSES)
        with self.assertRaises(TooManyMinutesError):
            self.give_entrant(minutes=231)

    def test_minutes_that_no_act_gave_break_the_chain(self):
        self.give_entrant()
        self.assertNotIn("entrant", [each.kind for each in verify_chain(self.contest, NOON).breaks])
        Entrant.objects.filter(pk=self.entrant.pk).update(extra_minutes=60)
        self.assertIn("entrant", [each.kind for each in verify_chain(self.contest, NOON).breaks])


class ExtraTimePageTests(AttemptCase):
    def setUp(self):
        super().setUp()
        organiser = make_user("to-chuc", is_staff=True)
        organiser.user_permissions.add(
            *Permission.objects.filter(codename__in=("access_admin", "change_contest"))
        )
        self.admin = self.client_class()
        self.admin.force_login(organiser)
        clock = mock.patch(CLOCK, return_value=NOON)
        clock.start()
        self.addCleanup(clock.stop)

    def address(self, name="extra_time"):
        return reverse(f"contest_results_admin:{name}", args=[self.contest.pk, self.entrant.pk])

    def test_the_entrant_sees_it_on_the_next_save_and_page(self):
        attempt = self.begin()
        name, value = next(iter(self.fields(attempt).items()))
        before = self.save(attempt, name[1], 1, **{name: value})["X-Seconds-Left"]
        fields = {"scope": attempt.pk, "minutes": 10, "reason": "Mất điện."}
        answer = self.admin.post(self.address(), fields, follow=True)
        self.assertContains(answer, "10 phút; vòng 1, lượt 1")
        after = self.save(attempt, name[1], 2, **{name: value})["X-Seconds-Left"]
        self.assertEqual(float(after) - float(before), 600)
        page = self.client.get(self.url("attempt", 1, attempt.number))
        self.assertEqual(page.context["seconds"], "1500")
        self.admin.post(self.address(), {**fields, "scope": EVERY})
        self.assertContains(self.client.get(self.url("mine")), "thêm 10 phút")

    def test_each_fault_stands_at_its_field_and_nothing_is_lost(self):
        attempt = self.begin()
        for fields, field in (
            ({"scope": "", "minutes": "5"}, "scope"),
            ({"scope": attempt.pk, "minutes": "nhiều"}, "minutes"),
            ({"scope": attempt.pk, "minutes": "0"}, "minutes"),
            ({"scope": attempt.pk, "minutes": "9999999999999"}, "minutes"),
            ({"scope": attempt.pk + 9, "minutes": "5"}, "scope"),
        ):
            with self.subTest(fields=fields):
                answer = self.admin.post(self.address(), {"reason": "Mất điện.", **fields})
                self.assertIn(field, answer.context["form"].errors)
                self.assertContains(answer, "Mất điện.")
        answer = self.admin.post(self.address(), {"scope": EVERY, "minutes": "5", "reason": " "})
        self.assertIn("reason", answer.context["form"].errors)
        self.assertFalse(ContestAct.objects.exists())

    def test_an_attempt_that_was_submitted_meanwhile_is_refused_at_its_field(self):
        attempt = self.begin()
        submit_attempt(attempt=attempt, now=NOON)
        answer = self.admin.post(
            self.address(), {"scope": attempt.pk, "minutes": 5, "reason": "Mất điện."}
        )
        self.assertIn("scope", answer.context["form"].errors)
        self.assertEqual(Attempt.objects.get().deadline, NOON + LIMIT)
        self.assertEqual(Round.objects.count(), 1)
