"""How long a round of 200,000 answers takes to be added up, and the page of one of its questions.

``ITEM_ANSWERS=200000 DATABASE_URL=postgres://… uv run pytest -n0 -s tests/benchmarks/test_item_sums_speed.py``
"""

import os
import time
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.contests.choices import AttemptState
from campaigns.contests.item_sums.summing import sum_up_rounds
from campaigns.contests.models import Attempt, AttemptAnswer, Entrant, Round, RoundItem, UsedVersion
from goodnews.accounts.models import User
from quizblocks.choices import QuestionUse
from quizblocks.models import Question
from tests.campaigns.contests.attempts.factories import CLOSES, OPENS, make_contest
from tests.quizblocks.factories import make_question, make_topic

pytestmark = pytest.mark.django_db
ANSWERS = int(os.environ.get("ITEM_ANSWERS", "400"))
SIZE, POOL = 20, 30
YEAR = timedelta(weeks=52)
MOST_QUERIES = 30


def fill_round(count: int) -> None:
    """Let ``count`` people answer twenty of thirty questions each, a year ago."""
    topic, rng = make_topic(), Random(2026)
    questions = [
        make_question(topic, f"Câu hỏi thi số {n} hỏi gì?", use=QuestionUse.CONTEST)
        for n in range(POOL)
    ]
    contest = make_contest()
    round_ = Round.objects.get()
    Round.objects.update(opens_at=OPENS - YEAR, closes_at=CLOSES - YEAR)
    round_.refresh_from_db()
    UsedVersion.objects.bulk_create(
        UsedVersion(round=round_, question_key=each.translation_key, version=1)
        for each in questions
    )
    entrants = Entrant.objects.bulk_create(
        Entrant(
            contest=contest,
            person_key=f"{n}",
            code_hash=f"{n}",
            full_name=f"Người {n}",
            folded_name=f"nguoi {n}",
            consented_at=round_.opens_at,
            registered_at=round_.opens_at,
        )
        for n in range(count)
    )
    write_attempts(round_, entrants, questions, rng)


def write_attempts(round_: Round, entrants, questions, rng: Random) -> None:
    """Write an attempt of each entrant; some know more than others."""
    rows = {each.pk: [str(row.translation_key) for row in each.choices.all()] for each in questions}
    rules = round_.contest.versions.get()
    attempts, answers = [], []
    for entrant in entrants:
        asked = rng.sample(questions, SIZE)
        skill = rng.random()
        rights = [rng.random() < skill for _each in asked]
        attempt = Attempt(
            entrant=entrant,
            round=round_,
            rules=rules,
            number=1,
            paper=[
                {"question": str(each.translation_key), "version": 1, "points": 1, "order": []}
                for each in asked
            ],
            state=AttemptState.SUBMITTED,
            started_at=round_.opens_at,
            deadline=round_.opens_at + timedelta(minutes=15),
            closes_at=round_.closes_at,
            submitted_at=round_.opens_at + timedelta(minutes=10),
            score=sum(rights),
            full_marks=SIZE,
        )
        attempts.append(attempt)
        answers += [
            AttemptAnswer(
                attempt=attempt,
                place=place,
                sequence=place,
                content={"picked": [rows[each.pk][1 if is_right else rng.choice((0, 2))]]},
                saved_at=round_.opens_at + timedelta(seconds=20 * place + rng.randint(0, 9)),
                share=int(is_right),
            )
            for place, (each, is_right) in enumerate(zip(asked, rights, strict=True), start=1)
        ]
    Attempt.objects.bulk_create(attempts, batch_size=2000)
    for answer in answers:
        answer.attempt_id = answer.attempt.pk
    AttemptAnswer.objects.bulk_create(answers, batch_size=5000)


def test_a_round_is_added_up_and_shown():
    fill_round(ANSWERS // SIZE)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # As autovacuum leaves tables that were filled before.
            cursor.execute("ANALYZE")
    began, busy = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as queries:
        assert sum_up_rounds() == 1
    spent, busy = time.perf_counter() - began, time.process_time() - busy
    said = f"{spent:.2f} s, {busy:.2f} of this process's processor, {len(queries)} queries"
    print(f"\n{ANSWERS} answers added up: {said}")  # noqa: T201
    for query in sorted(queries, key=lambda each: -float(each["time"]))[:4]:
        print(f"  {query['time']} s: {query['sql'][:60]!r}")  # noqa: T201
    assert RoundItem.objects.count() == 2 * POOL
    client = Client()
    client.force_login(User.objects.create_superuser("root", "root@example.vn", "root"))
    url = reverse("quizblocks_statistics:item", args=[Question.objects.latest("pk").pk])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).context["quizzes"]
    count = len(queries)
    began, busy = time.perf_counter(), time.process_time()
    client.get(url)
    spent, busy = time.perf_counter() - began, time.process_time() - busy
    print(f"page: {count} queries, {spent:.3f} s, {busy:.3f} of processor")  # noqa: T201
    assert count <= MOST_QUERIES
