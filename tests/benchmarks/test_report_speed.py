"""The report on questions over a bank of 50,000, all of them answered.

``REPORT_SPEED=1 uv run pytest -n0 -s tests/benchmarks/test_report_speed.py``
"""

import os
import time
import uuid
from datetime import date
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from goodnews.accounts.models import User
from quizblocks.choices import KeyStage
from quizblocks.models import WHOLE_QUESTION, AnswerKey, Choice, Question, QuestionTally
from quizblocks.statistics.keeping import keep_figures
from tests.quizblocks.factories import make_topic

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not os.environ.get("REPORT_SPEED"), reason="REPORT_SPEED=1 plays it"),
]
QUESTIONS = int(os.environ.get("REPORT_QUESTIONS", "50000"))
DAY = date(2026, 11, 21)
FULL = 2520
# For a bank of 50,000.
MOST_QUERIES = 25


def fill_bank(count: int) -> None:
    """Put ``count`` questions of four choices into the bank, each answered by 60 readers."""
    topic, locale, rng = make_topic(), Locale.get_default(), Random(2026)
    questions = Question.objects.bulk_create(
        (Question(stem=f"Câu hỏi số {n}?", topic=topic, locale=locale) for n in range(count)),
        batch_size=2000,
    )
    choices, keys, tallies = [], [], []
    for question in questions:
        own = [
            Choice(question=question, text=letter, sort_order=place, locale=locale)
            for place, letter in enumerate("ABCD")
        ]
        choices += own
        keys.append(
            AnswerKey(
                question_key=question.translation_key,
                content={"right": [str(own[0].translation_key)]},
                stage=KeyStage.LIVE,
            )
        )
        tallies += answered(question, own, rng)
    for rows in (choices, keys, tallies):
        type(rows[0]).objects.bulk_create(rows, batch_size=2000)


def answered(question, choices, rng: Random) -> list[QuestionTally]:
    """Return the counts of sixty readers, thirty of them right."""
    page, block = rng.randrange(1, 5000), uuid.UUID(int=rng.getrandbits(128))
    common = {"question_key": question.translation_key, "page_id": page, "block_id": block}
    rest = rng.randrange(20, 40) * FULL
    whole = QuestionTally(
        choice_key=WHOLE_QUESTION,
        day=DAY,
        answer_count=60,
        right_count=30,
        share_sum=30 * FULL,
        share_square_sum=30 * FULL**2,
        form_count=60,
        form_share_sum=30 * FULL,
        form_share_square_sum=30 * FULL**2,
        rest_sum=rest,
        rest_square_sum=rest * FULL,
        product_sum=20 * FULL**2,
        **common,
    )
    picks = [
        QuestionTally(
            choice_key=choice.translation_key,
            day=DAY,
            answer_count=count,
            form_count=count,
            rest_sum=count * FULL // 2,
            rest_square_sum=count * FULL**2 // 3,
            **common,
        )
        for choice, count in zip(choices, (30, 12, 12, 6), strict=True)
    ]
    return [whole, *picks]


def test_report_over_a_whole_bank():
    fill_bank(QUESTIONS)
    client = Client()
    client.force_login(User.objects.create_superuser("root", "root@example.vn", "root"))
    client.get(reverse("quizblocks_statistics:learning"))
    measure(client, "items", "summed up at once")
    began, busy = time.perf_counter(), time.process_time()
    keep_figures(now=timezone.now())
    spent, busy = time.perf_counter() - began, time.process_time() - busy
    print(f"keep_figures: {spent:.2f} s, {busy:.2f} of processor")  # noqa: T201
    measure(client, "items", "kept")
    measure(client, "learning", "")


def measure(client: Client, name: str, said: str) -> None:
    """Print the time of a report and its queries."""
    url = reverse(f"quizblocks_statistics:{name}")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    # The next request empties the log.
    count = len(queries)
    began, busy = time.perf_counter(), time.process_time()
    client.get(url)
    spent, busy = time.perf_counter() - began, time.process_time() - busy
    print(  # noqa: T201
        f"{name} {said}: {QUESTIONS} questions, {count} queries, {spent:.2f} s, "
        f"{busy:.2f} of processor"
    )
    assert count <= MOST_QUERIES
