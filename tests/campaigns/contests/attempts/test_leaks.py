"""What must not leave the site too early, and the prediction."""

from datetime import timedelta

from campaigns.contests.models import Attempt
from campaigns.contests.rules import DrawRules
from quizblocks.life.versions import version_key

from .cases import SECRETS, AttemptCase
from .factories import (
    CLOSES,
    NOON,
    make_rules,
    usual_round,
)


class LeakTests(AttemptCase):
    """What is right, why, and what is said to it never leaves the site before the rules say so."""

    rules = make_rules(
        usual_round(attempts=2, shown_at_once="answers", draws=(DrawRules(count=3),)),
        usual_round(2, shown_at_once="nothing", draws=(DrawRules(count=1),)),
    )

    def assert_clean(self, response):
        text = response.content.decode()
        for secret in (*SECRETS, "opt--right"):
            self.assertNotIn(secret, text)

    def test_nothing_leaks_before_the_attempt_is_submitted(self):
        attempt = self.begin()
        fields = self.fields(attempt)
        name, value = next(iter(fields.items()))
        for response in (
            self.client.get(self.url("mine")),
            self.client.get(self.url("attempt", 1, 1)),
            self.save(attempt, name[1], 1, **{name: value}),
            self.client.get(self.url("save", 1, 1)),
            self.post("attempt", 1, 1, do="save", **fields),
            self.client.get(self.url("receipt", 1, 1), follow=True),
        ):
            self.assert_clean(response)
        rows = {row for key, number in attempt.versions for row in _rows_of(key, number)}
        page = self.client.get(self.url("attempt", 1, 1)).content.decode()
        self.assertFalse([row for row in rows if row in page or row.replace("-", "")[:12] in page])

    def test_answers_are_shown_where_the_rules_show_them_at_once(self):
        attempt = self.begin()
        self.post("attempt", 1, 1, do="finish", **self.fields(attempt, right=False))
        receipt = self.client.get(self.url("receipt", 1, 1))
        self.assertContains(receipt, "opt--right")

    def test_no_score_is_shown_until_the_round_closes_where_the_rules_say_so(self):
        self.set_clock(NOON + timedelta(weeks=1))
        self.post("start", 2)
        attempt = Attempt.objects.get()
        self.post("attempt", 2, 1, do="finish")
        for name, args in (("receipt", (2, 1)), ("mine", ())):
            response = self.client.get(self.url(name, *args))
            self.assert_clean(response)
            self.assertNotContains(response, f"<b>0/{attempt.full_marks}</b>")
        self.set_clock(CLOSES + timedelta(weeks=1))
        self.assertContains(self.client.get(self.url("receipt", 2, 1)), "<b>0/1</b>")


def _rows_of(key, number) -> set[str]:
    content = version_key(key, number)
    return {
        *content.get("right", ()),
        *content.get("pairs", {}),
        *content.get("pairs", {}).values(),
    }


class PredictionTests(AttemptCase):
    rules = make_rules(
        usual_round(prediction="people", draws=(DrawRules(count=1),)),
        usual_round(2, prediction="attempts", prediction_moment="after"),
    )

    def test_one_inside_the_attempt_is_submitted_with_it_and_a_word_is_refused_at_the_field(self):
        self.begin()
        wrong = self.post("attempt", 1, 1, do="finish", du_doan="bốn nghìn")
        self.assertContains(wrong, "bốn nghìn", status_code=422)
        self.assertTrue(Attempt.objects.get().is_open)
        self.post("attempt", 1, 1, do="finish", du_doan="4.098")
        self.assertEqual(Attempt.objects.get().prediction, 4098)

    def test_one_after_the_score_is_taken_once(self):
        self.set_clock(NOON + timedelta(weeks=1))
        self.post("start", 2)
        self.post("attempt", 2, 1, do="finish")
        self.assertEqual(self.post("receipt", 2, 1, du_doan="x").status_code, 422)
        self.assertEqual(self.post("receipt", 2, 1, du_doan="4100").status_code, 302)
        self.post("receipt", 2, 1, du_doan="9")
        self.assertEqual(Attempt.objects.get().prediction, 4100)
