"""A contest of one round with an essay, one who has written it, and four people who mark."""

from datetime import timedelta
from decimal import Decimal

from django.contrib.auth.models import Permission
from django.test import TestCase

from campaigns.contests.attempts.essays import ESSAY
from campaigns.contests.attempts.submitting import submit_attempt
from campaigns.contests.essay_marks.giving import give_mark
from campaigns.contests.models import AttemptAnswer
from campaigns.contests.results.versions import make_ranking
from campaigns.contests.rules import DrawRules
from tests.accounts.factories import make_user
from tests.quizblocks.factories import make_topic

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
WITH_ESSAY = usual_round(
    attempts=1,
    draws=(DrawRules(count=2, points=5),),
    essay="Viết về một việc tốt.",
    essay_points=10,
    essay_words=20,
    essay_gap=2,
)


class EssayCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_bank(make_topic())
        cls.contest = make_contest(make_rules(WITH_ESSAY))
        cls.round = cls.contest.rounds.get()
        cls.an = cls.write("Nguyễn Văn An", "Em giúp bà cụ qua đường.")
        cls.markers = [make_user(f"cham-{number}", is_staff=True) for number in range(4)]
        names = ("access_admin", "change_contest", "view_contest")
        for each in cls.markers:
            each.user_permissions.add(*Permission.objects.filter(codename__in=names))

    @classmethod
    def write(cls, name, text, *, took=timedelta(minutes=2)):
        """Return a submitted attempt with everything right, and with an essay if there is text."""
        attempt = begin(make_entrant(cls.contest, name), now=NOON)
        answer_right(attempt)
        if text:
            AttemptAnswer.objects.create(
                attempt=attempt, place=ESSAY, sequence=1, content={"text": text}, saved_at=NOON
            )
        return submit_attempt(attempt=attempt, now=NOON + took)

    def give(self, marker, points, now=AFTER):
        return give_mark(
            attempt=self.an,
            said=WITH_ESSAY,
            points=Decimal(points),
            note="",
            user=self.markers[marker],
            now=now,
        )

    def score(self):
        self.an.refresh_from_db()
        return self.an.score

    def publish(self, now=AFTER, reason=""):
        return make_ranking(
            contest=self.contest, round_=self.round, reason=reason, user=None, now=now
        )
