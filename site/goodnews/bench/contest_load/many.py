"""Very many submitted attempts, copied by the database from a few that were really taken."""

from datetime import datetime
from random import Random

from django.contrib.auth import get_user_model
from django.db import connection

from campaigns.contests.attempts.saving import save_answer
from campaigns.contests.attempts.starting import start_attempt
from campaigns.contests.attempts.submitting import submit_attempt
from campaigns.contests.attempts.wordings import item_names
from campaigns.contests.evidence.chain import chain_attempts
from campaigns.contests.models import Attempt, Entrant, Round
from quizblocks.choices import AnnulmentKind
from quizblocks.life.annulments import ask_annulment, confirm_annulment
from quizblocks.models import Annulment, Question

from .prepare import prepare

TAKEN = 100
COPY_ATTEMPTS = """
INSERT INTO contests_attempt (key, secret, number, paper, state, started_at, deadline, closes_at,
    submitted_at, prediction, score, full_marks, is_full, entrant_id, round_id, rules_id)
SELECT gen_random_uuid(), taken.secret, taken.number, taken.paper, taken.state, taken.started_at,
    taken.deadline, taken.closes_at, taken.submitted_at, taken.prediction, taken.score,
    taken.full_marks, taken.is_full, entrant.id, taken.round_id, taken.rules_id
FROM contests_entrant entrant
JOIN contests_attempt taken ON taken.entrant_id = %s + entrant.id %% %s
WHERE entrant.id >= %s
"""
COPY_ANSWERS = """
INSERT INTO contests_attemptanswer (attempt_id, place, sequence, writer, content, saved_at, share)
SELECT attempt.id, answer.place, answer.sequence, answer.writer, answer.content, answer.saved_at,
    answer.share
FROM contests_attempt attempt
JOIN contests_attempt taken ON taken.entrant_id = %s + attempt.entrant_id %% %s
JOIN contests_attemptanswer answer ON answer.attempt_id = taken.id
WHERE attempt.entrant_id >= %s
"""


def fill(*, count: int, slug: str, now: datetime) -> None:
    """Write ``count`` submitted attempts that the chain of evidence vouches for; PostgreSQL only."""
    prepare(count=count, slug=slug, now=now, kind="choices")
    round_ = Round.objects.select_related("contest").get(contest__slug=slug)
    entrants = list(Entrant.objects.filter(contest__slug=slug).order_by("pk")[:TAKEN])
    rng = Random(1)  # noqa: S311 -- the same attempts in every run
    for entrant in entrants:
        _take(entrant, round_, now, rng)
    first = entrants[0].pk
    with connection.cursor() as cursor:
        for statement in (COPY_ATTEMPTS, COPY_ANSWERS):
            cursor.execute(statement, [first, TAKEN, first + TAKEN])
        cursor.execute("ANALYZE")
    chain_attempts(contest_id=round_.contest_id, now=now)


def _take(entrant: Entrant, round_: Round, now: datetime, rng: Random) -> None:
    attempt = start_attempt(entrant=entrant, round=round_, now=now, rng=rng)
    places = range(1, len(attempt.paper) + 1)
    for place, names in item_names(attempt, places).items():
        content = {"picked": [rng.choice(sorted(names))]}
        save_answer(attempt=attempt, place=place, sequence=place, content=content, now=now)
    submit_attempt(attempt=attempt, now=now)


def annul_one(*, slug: str, now: datetime) -> Annulment:
    """Have the first question of the contest annulled by two people, and all papers marked again."""
    paper = Attempt.objects.filter(round__contest__slug=slug).earliest("pk").paper
    question = Question.objects.get(translation_key=min(item["question"] for item in paper))
    people = get_user_model().objects
    asks, confirms = (
        people.get_or_create(username=name, defaults={"is_superuser": True})[0]
        for name in ("bench-1", "bench-2")
    )
    annulment = Annulment.objects.pending().filter(question_key=question.translation_key).first()
    if annulment is None:
        annulment = ask_annulment(
            question=question,
            kind=AnnulmentKind.ANNUL,
            reason="bench",
            first_version=1,
            user=asks,
            now=now,
        )
    return confirm_annulment(annulment=annulment, user=confirms, now=now)
