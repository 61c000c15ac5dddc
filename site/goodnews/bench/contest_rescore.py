"""``bench contest_rescore``: every paper marked again after an annulment, whole and killed half-way."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from django.conf import settings

from .contest_load.cluster import Cluster, cluster
from .contest_load.figures import Measured
from .contest_load.site import READY, environment, make_ready, manage

SLUG = "thi-cham-lai"
MOST_SECONDS = 120
WHOLE, KILLED = "whole", "killed"
ATTEMPTS = 100_000
MARKS = """
SELECT md5(string_agg(concat_ws(':', entrant_id, score, is_full), ',' ORDER BY entrant_id))
FROM contests_attempt
"""
SHARES = """
SELECT md5(string_agg(concat_ws(':', attempt_id, place, share), ',' ORDER BY attempt_id, place))
FROM contests_attemptanswer
"""


def measure(*, attempts: int, say: Callable[[str], None], **_others) -> Iterator[Measured]:
    """Yield how long it takes for ``attempts``, and whether a killed run leaves anything."""
    attempts = attempts or ATTEMPTS
    with cluster() as own:
        say("making the database")
        make_ready(own)
        say(f"writing {attempts} attempts")
        filled = own.make(WHOLE, like=READY)
        manage(filled, "contest_load", "fill", "--slug", SLUG, "--count", str(attempts))
        own.make(KILLED, like=WHOLE)
        before = _marks(own, WHOLE)
        say("marking again")
        started, used = time.monotonic(), _processor_seconds()
        manage(filled, "contest_load", "annul", "--slug", SLUG)
        whole = time.monotonic() - started
        yield Measured("attempts", attempts)
        yield Measured("marked again", whole, "s", most=MOST_SECONDS * attempts / ATTEMPTS)
        yield Measured("of it processor time of the site", _processor_seconds() - used, "s")
        say("marking again, killed half-way")
        yield Measured("killed before it was over", _kill_after(own, whole / 2), "", least=1)
        yield Measured("a killed run left something", _marks(own, KILLED) != before, "", most=0)
        manage(own.url(KILLED), "contest_load", "annul", "--slug", SLUG)
        after = _marks(own, WHOLE)
        yield Measured("the marks are others now", after != before, "", least=1)
        yield Measured(
            "marks differ from the whole run's", _marks(own, KILLED) != after, "", most=0
        )


def _kill_after(own: Cluster, seconds: float) -> bool:
    """Kill a run with SIGKILL; return whether it was still running."""
    command = [sys.executable, str(settings.ROOT_DIR / "manage.py"), "contest_load", "annul"]
    variables = {**os.environ, **environment(own.url(KILLED))}
    process = subprocess.Popen([*command, "--slug", SLUG], env=variables)  # noqa: S603
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def _marks(own: Cluster, name: str) -> str:
    return own.ask(MARKS, database=name) + own.ask(SHARES, database=name)


def _processor_seconds() -> float:
    """Return the processor time of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
