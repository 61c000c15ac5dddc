"""Who presses "start" is looked up in one statement, which reads what holds at this moment."""

from unittest import mock

from campaigns.contests.attempts.door import comer_at
from campaigns.contests.models import Attempt, Contest, Entrant
from campaigns.contests.rules import DrawRules, from_json, to_json
from campaigns.contests.rush import gate
from campaigns.contests.rush.line import Place

from .cases import AttemptCase
from .factories import NOON, SECOND, make_rules, publish, usual_round

FAR = Place(era="hang", number=90, ahead=40, seconds=20)


class DoorTests(AttemptCase):
    def setUp(self):
        super().setUp()
        self.far = mock.patch.object(gate, "take_place", return_value=FAR)

    def press(self):
        """Come without a number while many wait."""
        with self.far:
            response = self.post("start", 1)
        self.client.cookies.pop(f"cho-thi-{self.contest.slug}", None)
        return response

    def rules_for(self, **values):
        return make_rules(usual_round(draws=(DrawRules(count=3),), **values))

    def test_a_newcomer_costs_one_query(self):
        with self.assertNumQueries(1):
            self.assertEqual(self.press().status_code, 503)

    def test_rules_published_a_moment_ago_hold_at_the_next_press(self):
        self.assertEqual(self.press().status_code, 503)
        publish(self.contest, self.rules_for(closes_at=NOON))
        self.assertContains(self.press(), "notice--error", status_code=409)
        self.assertContains(self.post("start", 1), "notice--error", status_code=409)
        self.assertFalse(Attempt.objects.exists())
        publish(self.contest, self.rules_for(closes_at=NOON + SECOND))
        self.assertEqual(self.press().status_code, 503)
        self.post("start", 1)
        self.assertEqual(Attempt.objects.get().closes_at, NOON + SECOND)

    def test_somebody_disqualified_and_a_contest_withdrawn_a_moment_ago_wait_no_more(self):
        self.assertEqual(self.press().status_code, 503)
        Entrant.objects.update(standing="disqualified", standing_reason="Hai tài khoản")
        self.assertContains(self.press(), "notice--error", status_code=409)
        Entrant.objects.update(standing="in", standing_reason="")
        Contest.objects.update(published_at=None)
        self.assertEqual(self.press().status_code, 404)
        self.assertEqual(self.post("start", 1).status_code, 404)
        self.assertEqual(self.client_class().post(self.url("start", 1)).status_code, 404)

    def test_tries_are_counted_and_an_attempt_goes_on_as_long_as_it_takes_answers(self):
        attempt = self.begin()
        self.assertRedirects(self.press(), self.url("attempt", 1, 1))
        self.set_clock(attempt.deadline)
        self.assertRedirects(self.press(), self.url("attempt", 1, 1))
        self.set_clock(attempt.deadline + SECOND)
        comer = comer_at(key=self.entrant.key, slug=self.contest.slug, number=1)
        self.assertEqual((comer.goes_on_with, comer.used), (None, 1))
        self.assertEqual((comer.entrant.pk, comer.round.pk), (self.entrant.pk, attempt.round_id))
        self.assertEqual(self.press().status_code, 503)
        publish(self.contest, self.rules_for(attempts=1))
        self.assertContains(self.press(), "notice--error", status_code=409)

    def test_nobody_is_found_in_another_contest_or_round(self):
        self.assertIsNone(comer_at(key=self.contest_key(), slug=self.contest.slug, number=1))
        self.assertEqual(self.post("start", 2).status_code, 404)

    def contest_key(self):
        return Attempt._meta.get_field("key").get_default()

    def test_the_same_text_of_rules_is_read_once(self):
        text = to_json(self.rules_for())
        self.assertIs(from_json(text), from_json("".join(text)))
        self.assertNotEqual(from_json(text), from_json(to_json(self.rules_for(closes_at=NOON))))
