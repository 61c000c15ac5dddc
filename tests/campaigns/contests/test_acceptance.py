"""Acceptance cases that go through several rooms; the others stand beside what they are of."""

from collections import Counter
from datetime import timedelta

from django.test import TestCase
from django.urls import reverse

from campaigns.contests.attempts.errors import EmptyBankError
from campaigns.contests.attempts.submitting import submit_attempt
from campaigns.contests.models import FrozenTruth
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.versions import make_ranking
from campaigns.contests.rules import DrawRules
from quizblocks.choices import QuestionUse
from quizblocks.models import Question
from tests.quizblocks.factories import make_question, make_topic

from .attempts.factories import (
    CLOSES,
    NOON,
    answer_right,
    begin,
    make_bank,
    make_contest,
    make_entrant,
    make_rules,
    usual_round,
)

AFTER = CLOSES + timedelta(hours=1)


class QuotaTests(TestCase):
    """AC-04: a draw of 15 as 7 + 3 + 5."""

    @classmethod
    def setUpTestData(cls):
        cls.topics = [make_topic(f"Chủ đề {number}", number) for number in (1, 2, 3)]
        # Twice as many as are asked for of the first, exactly enough of the others.
        for topic, count in zip(cls.topics, (14, 3, 5), strict=True):
            for number in range(count):
                make_question(topic, f"{topic} – câu {number}?", use=QuestionUse.CONTEST)
        draws = tuple(
            DrawRules(count=count, topic=topic.pk)
            for topic, count in zip(cls.topics, (7, 3, 5), strict=True)
        )
        cls.contest = make_contest(make_rules(usual_round(draws=draws)))

    def test_ac_04_a_draw_of_fifteen_has_exactly_seven_three_and_five(self):
        attempt = begin(make_entrant(self.contest))
        keys = [item["question"] for item in attempt.paper]
        topics = dict(Question.objects.values_list("translation_key", "topic"))
        drawn = Counter(str(topics[key]) for key, _version in attempt.versions)
        asked = {str(topic.pk): count for topic, count in zip(self.topics, (7, 3, 5), strict=True)}
        self.assertEqual((dict(drawn), len(set(keys))), (asked, 15))

    def test_ac_04_a_bank_that_became_too_small_is_refused_when_the_round_opens(self):
        Question.objects.filter(topic=self.topics[2]).first().unpublish()
        with self.assertRaises(EmptyBankError):
            begin(make_entrant(self.contest))


class PracticeTests(TestCase):
    def test_ac_12_practice_never_reaches_ranking_truth_or_totals(self):
        make_bank(make_topic())
        rules = make_rules(
            usual_round(prediction="attempts", tie_breaks=("score", "distance", "submitted")),
            usual_round(2, kind="practice", opens_at=NOON, closes_at=CLOSES),
        )
        contest = make_contest(rules)
        contest.rounds.filter(number=1).update(prediction="attempts")
        people = [make_entrant(contest, name) for name in ("Nguyễn Văn An", "Lê Thị Bình")]
        for entrant, number in ((people[0], 1), (people[0], 2), (people[0], 2), (people[1], 2)):
            attempt = begin(entrant, number=number, now=NOON)
            answer_right(attempt)
            submit_attempt(attempt=attempt, now=NOON + timedelta(minutes=1))
        round_ = contest.rounds.get(number=1)
        close_round(round_=round_, user=None, now=AFTER)
        make_ranking(contest=contest, round_=round_, reason="", user=None, now=AFTER)
        self.assertEqual(FrozenTruth.objects.get().number, 1)
        shown = self.client.get(reverse("contest_results:table", args=[contest.slug, 1])).context[
            "shown"
        ]
        self.assertEqual([row.row.entrant for row in shown.rows], [people[0].pk])
        self.assertEqual(shown.table.counts[:3], (1, 1, 1))
