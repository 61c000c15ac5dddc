"""A contest whose entrant sends forms as a browser does, on a clock that stands still."""

from datetime import UTC
from unittest import mock
from urllib.parse import urlencode

from django.db import connection
from django.test import TestCase
from django.urls import reverse

from campaigns.contests.attempts.wordings import shown_paper
from campaigns.contests.models import Attempt, Entrant
from campaigns.contests.rules import DrawRules
from quizblocks.choices import QuestionUse
from quizblocks.life.versions import version_key
from tests.quizblocks.factories import make_matching, make_numeric, make_topic

from .factories import (
    NOON,
    make_bank,
    make_contest,
    make_rules,
    usual_round,
)

CLOCKS = (
    "campaigns.contests.attempts.views.database_now",
    "campaigns.contests.clock.moment_of",
    "campaigns.contests.entrants.views.database_now",
)
CLOCK_SQL = "campaigns.contests.attempts.kept.clock_sql"
# Explanation, source and feedback of the questions in tests.quizblocks.factories.
SECRETS = ("có thể đã bị chiếm", "874/QĐ-BTTTT", "Vẫn còn ngắn", "Xem lại bài")


def moment_sql(moment) -> str:
    """Return ``moment`` in SQL, as the database's clock would say it."""
    said = moment.astimezone(UTC)
    if connection.vendor == "sqlite":
        return f"'{said:%Y-%m-%d %H:%M:%S.%f}'"
    return f"CAST('{said.isoformat()}' AS timestamptz)"


class PageCase(TestCase):
    """A contest of one round whose clock stands at noon of the second day."""

    rules = make_rules()

    @classmethod
    def setUpTestData(cls):
        cls.contest = make_contest(cls.rules)

    def setUp(self):
        self.set_clock(NOON)

    def set_clock(self, moment):
        for name in CLOCKS:
            patch = mock.patch(name, return_value=moment)
            patch.start()
            self.addCleanup(patch.stop)
        patch = mock.patch(CLOCK_SQL, return_value=moment_sql(moment))
        patch.start()
        self.addCleanup(patch.stop)

    def url(self, name, *args):
        return reverse(f"contest_attempts:{name}", args=[self.contest.slug, *args])

    def post(self, name, *args, client=None, **fields):
        """Send a form as a browser does."""
        return (client or self.client).post(
            self.url(name, *args),
            urlencode(fields, doseq=True),
            content_type="application/x-www-form-urlencoded",
        )

    def register(self, *, client=None, **fields):
        fields = {"full_name": "Lê Thị Bình", "consent": "on", **fields}
        return self.post("register", client=client, **fields)


class AttemptCase(PageCase):
    rules = make_rules(usual_round(attempts=2, draws=(DrawRules(count=3),)))

    @classmethod
    def setUpTestData(cls):
        topic = make_topic()
        make_bank(topic, 1)
        make_numeric(topic, use=QuestionUse.CONTEST)
        make_matching(topic, use=QuestionUse.CONTEST)
        super().setUpTestData()

    def setUp(self):
        super().setUp()
        self.register()
        self.entrant = Entrant.objects.get()

    def begin(self) -> Attempt:
        self.post("start", 1)
        return Attempt.objects.latest("pk")

    def fields(self, attempt, *, right=True) -> dict:
        """Return the form with every answer."""
        fields = {}
        for question, (key, number) in zip(
            shown_paper(attempt, language="vi"), attempt.versions, strict=True
        ):
            if question.has_choices:
                texts = {"Hỏi lại bạn bằng kênh khác": right}
                fields[question.name] = next(
                    each.value for each in question.choices if texts.get(each.text, False) == right
                )
            elif question.is_typed:
                fields[question.name] = "13" if right else "1"
            else:
                partners = {"Lào": "Viêng Chăn", "Thái Lan": "Băng Cốc"}
                for row in question.rows:
                    fields[question.row_name(row.token)] = next(
                        value for value, text in row.options if text == partners[row.text]
                    )
            self.assertTrue(version_key(key, number))
        return fields

    def save(self, attempt, place=1, sequence=1, client=None, **fields):
        return self.post(
            "save", 1, attempt.number, client=client, place=place, sequence=sequence, **fields
        )
