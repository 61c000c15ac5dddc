"""``bench answers``: what an answer to a quiz costs, against a bare view that does one INSERT.

Every answer is a new reader's, so that none is taken for a reload; all are to
one question of one story, the hardest case: all write to the same rows.
"""

import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.urls import reverse

from news.models import StoryPage
from quizblocks.blocks import QuizBlock
from quizblocks.quizzes import load_quiz, stream_children

from .bare_insert import TABLE
from .load import requests_per_second
from .pages import SITE, Figure
from .servers import gunicorn

BARE = "goodnews.bench.bare_insert:application"
TARGET = 0.7
UNBOUND = "1000000000"
# wrk runs this; the numbers stand for the showings of the page.
SCRIPT = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Accept"] = "application/json"
wrk.headers["User-Agent"] = "Mozilla/5.0 (Linux; Android 14)"
math.randomseed(os.time())
request = function()
  local visit = string.format("%08x%08x", math.random(0, 2^31), math.random(0, 2^31))
  return wrk.format(nil, nil, nil, "{answer}&visit=" .. visit)
end
"""


def measure(*, seconds: int, rounds: int, say: Callable[[str], None]) -> Iterator[Figure]:
    """Yield one figure: answers a second as a share of the bare view's."""
    path, answer = posted_answer()
    unbound = {"QUIZ_COUNTED_PER_MINUTE": UNBOUND, "QUIZ_ANSWERS_PER_MINUTE": UNBOUND}
    with (
        tempfile.TemporaryDirectory() as name,
        bare_table(),
        gunicorn(BARE) as bare,
        gunicorn(SITE, PAGE_CACHE_ENABLED="true", **unbound) as site,
    ):
        script = Path(name) / "answer.lua"
        script.write_text(SCRIPT.replace("{answer}", answer), encoding="ascii")
        rates, ratios = [], []
        requests_per_second(site + path, seconds=1, script=script)
        for number in range(rounds):
            say(f"answers: round {number + 1}")
            base = requests_per_second(bare, seconds=seconds, script=script)
            rate = requests_per_second(site + path, seconds=seconds, script=script)
            rates.append(rate)
            ratios.append(rate / base)
    yield Figure("answer", "quiz", statistics.median(rates), statistics.median(ratios), TARGET)


def posted_answer() -> tuple[str, str]:
    """Return where a quiz is answered, and an answer to its first question as a form sends it.

    Raises:
        LookupError: no live story asks anything.
    """
    for page in StoryPage.objects.live().order_by("-pk")[:200]:
        for child in stream_children(page):
            if not isinstance(child.block, QuizBlock):
                continue
            quiz = load_quiz(child.value, page=page, block_id=child.id)
            if quiz.is_shown:
                question = quiz.questions[0]
                answer = f"shown={question.value}&{question.name}={question.choices[0].value}"
                return reverse("quizblocks:answer", args=[page.pk, child.id]), answer
    raise LookupError("No story asks a quiz: run `manage.py demo --no-serve` first.")


@contextmanager
def bare_table() -> Iterator[None]:
    """Keep the table of the bare view for as long as it is measured."""
    on_sqlite = connection.vendor == "sqlite"
    identity = "INTEGER PRIMARY KEY" if on_sqlite else "BIGSERIAL PRIMARY KEY"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        cursor.execute(f"CREATE TABLE {TABLE} (id {identity}, number INTEGER)")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {TABLE}")
