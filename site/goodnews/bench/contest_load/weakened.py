"""The site with one of its guards taken away: only the controls of the benchmarks serve it.

``BENCH_WEAKENED`` names the guard: without it a load must show a fault, or the check is blind.
"""

import os

from django.utils.module_loading import import_string


def without_sequence() -> None:
    """Let a save that comes late overwrite a later one."""
    saving = import_string("campaigns.contests.attempts.saving")
    saving.STATEMENT = saving.STATEMENT.replace("WHERE {answers}.sequence < excluded.sequence", "")


def without_lock() -> None:
    """Let a save come while the attempt is being marked."""
    saving = import_string("campaigns.contests.attempts.saving")
    saving.STATEMENT = saving.STATEMENT.replace("{lock}", "")


def without_turns() -> None:
    """Let one entrant start twice in the same moment."""
    query = import_string("django.db.models.QuerySet")
    query.select_for_update = lambda self, *args, **kwargs: self.all()


GUARDS = {"sequence": without_sequence, "lock": without_lock, "turns": without_turns}

application = import_string("goodnews.wsgi.application")
if guard := os.environ.get("BENCH_WEAKENED"):
    GUARDS[guard]()
