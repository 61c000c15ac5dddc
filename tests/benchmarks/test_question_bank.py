"""How long a bank of 50,000 questions takes to list, filter, search, choose from and draw.

Printed; only the queries are asserted.

BANK_QUESTIONS=50000 DATABASE_URL=postgres://… uv run pytest -s -n0 tests/benchmarks/test_question_bank.py
"""

import os
import random
import time
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from goodnews.core.folding import fold
from quizblocks.choices import Difficulty, KeyStage, QuestionState, QuestionUse
from quizblocks.draws import Quota, draw_questions
from quizblocks.models import AnswerKey, Choice, Question, QuestionLife, Topic
from tests.accounts.factories import make_user
from tests.concurrency import AtOnceTestCase
from tests.workflows.factories import NOW

from .test_import_speed import stems

QUESTIONS = int(os.environ.get("BANK_QUESTIONS", "200"))
TOPICS, BATCH = 20, 5000
# Once is enough to see that it still runs.
ROUNDS = 5 if "BANK_QUESTIONS" in os.environ else 1
MOST_QUERIES = 12
# Of a hundred questions of a bank in which much is being written.
STATES = {
    QuestionState.DRAFT: 20,
    QuestionState.REVIEWED: 5,
    QuestionState.RETURNED: 2,
    QuestionState.APPROVED: 70,
    QuestionState.RETIRED: 3,
}
QUEUE = "wagtailsnippets_quizblocks_question:queue"
LIST = "wagtailsnippets_quizblocks_question:list"
# A chooser that has no such page says so.
LATE_PAGE = "?p=300" if QUESTIONS >= 10_000 else "?p=1"
CHOOSER = "wagtailsnippetchoosers_quizblocks_question:choose"


def fill_bank(count: int) -> list[Topic]:
    """Put ``count`` live questions with four choices and a key into twenty topics, a tenth for contests."""
    locale, rng = Locale.get_default(), random.Random(1)
    topics = [
        Topic.objects.create(name=f"Chủ đề {number}", order=number) for number in range(TOPICS)
    ]
    texts = stems(count, seed=3)
    for start in range(0, count, BATCH):
        rows = Question.objects.bulk_create(
            Question(
                stem=stem,
                folded_stem=fold(stem),
                topic=rng.choice(topics),
                difficulty=rng.choice(Difficulty.values),
                use=QuestionUse.CONTEST if rng.random() < 0.1 else QuestionUse.PRACTICE,
                locale=locale,
                live=True,
                translation_key=uuid.uuid4(),
            )
            for stem in texts[start : start + BATCH]
        )
        choices = Choice.objects.bulk_create(
            Choice(question=row, text=f"Phương án {place}", sort_order=place, locale=locale)
            for row in rows
            for place in range(4)
        )
        QuestionLife.objects.bulk_create(
            QuestionLife(
                question=row,
                state=rng.choices(*zip(*STATES.items(), strict=True))[0],
                text_digest=f"{row.pk:064}",
                saved_at=NOW + timedelta(seconds=rng.randrange(10**7)),
            )
            for row in rows
        )
        AnswerKey.objects.bulk_create(
            AnswerKey(
                question_key=row.translation_key,
                content={"right": [str(choices[4 * place].translation_key)]},
                stage=stage,
            )
            for place, row in enumerate(rows)
            for stage in (KeyStage.DRAFT, KeyStage.LIVE)
        )
    return topics


# As in production: a session is read from the cache.
@override_settings(SESSION_ENGINE="django.contrib.sessions.backends.cached_db")
class QuestionBankSpeedTests(AtOnceTestCase):
    @pytest.mark.filterwarnings("ignore")
    def test_print_the_time_of_list_chooser_and_draw(self):
        apply_roles()
        self.counts: dict[str, int] = {}
        topics = fill_bank(QUESTIONS)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # As autovacuum leaves a bank that was filled before: a draw reads its index only.
                cursor.execute("VACUUM ANALYZE")
        topic = topics[3].pk
        print(f"\n{QUESTIONS} questions, best of {ROUNDS}")  # noqa: T201
        print("      ms  of processor, queries, ms in the database")  # noqa: T201
        for role in (Role.ORGANISER, Role.TRANSLATOR):
            self.client.force_login(make_user(role.value, role=role))
            self.seconds(reverse(LIST))
            for query in (
                "",
                "?q=luat+tre+em",
                "?q=khong+co+tu+nay",
                f"?topic={topic}",
                f"?topic={topic}&difficulty=hard&use=practice&live=true",
                "?p=900",
                "?ordering=stem",
                "?state=draft",
                "?state=returned",
                "?state=approved&p=500",
            ):
                self.measure(f"{role.value} list{query}", reverse(LIST) + query)
        self.client.force_login(make_user("reviewing", role=Role.ORGANISER))
        self.seconds(reverse(QUEUE))
        for query in ("", "?p=90" if QUESTIONS >= 50_000 else "?p=1", "?q=luat+tre+em"):
            self.measure(f"queue{query}", reverse(QUEUE) + query)
        self.client.force_login(User.objects.get(username=Role.TRANSLATOR.value))
        self.seconds(reverse(CHOOSER))
        for query in ("", "?q=mat+khau", f"?topic={topic}&difficulty=easy", LATE_PAGE):
            self.measure(f"chooser{query}", reverse(CHOOSER) + query)
        locale = Locale.get_default()
        share = 5 if QUESTIONS >= 2000 else 1
        for name, quotas in (
            ("6 topics", [Quota(share, frozenset({each.pk})) for each in topics[:6]]),
            (
                "10 topics, hard",
                [Quota(1, frozenset({each.pk}), Difficulty.HARD) for each in topics[:10]],
            ),
            ("any", [Quota(30)]),
        ):
            times = []
            for seed in range(10):
                began = time.perf_counter()
                draw_questions(
                    use=QuestionUse.PRACTICE,
                    locale=locale,
                    quotas=quotas,
                    rng=random.Random(seed),
                )
                times.append(1000 * (time.perf_counter() - began))
            print(f"{min(times):8.1f} best, {sorted(times)[5]:.1f} median: draw from {name}")  # noqa: T201
        over = {name: count for name, count in self.counts.items() if count > MOST_QUERIES}
        self.assertEqual(over, {})

    def measure(self, name: str, address: str) -> None:
        """Print the time and the queries of one page."""
        with CaptureQueriesContext(connection) as queries:
            rounds = [self.seconds(address)]
        # The next request empties the log.
        count = len(queries)
        asked = sum(float(each["time"]) for each in queries.captured_queries)
        # What was counted took longer than it takes.
        rounds = [self.seconds(address) for _ in range(ROUNDS - 1)] or rounds
        spent, busy = map(min, zip(*rounds, strict=True))
        said = f"{1000 * spent:8.0f} {1000 * busy:8.0f} {count:4} {1000 * asked:8.0f}"
        print(f"{said}  {name}")  # noqa: T201
        self.counts[name] = count

    def seconds(self, address: str) -> tuple[float, float]:
        """Return the seconds that a page took, and those of this process alone."""
        began, busy = time.perf_counter(), time.process_time()
        self.assertEqual(self.client.get(address).status_code, 200)
        return time.perf_counter() - began, time.process_time() - busy
