"""The site with one of its guards taken away: only the controls of the benchmarks serve it.

``BENCH_WEAKENED`` names the guard: without it a load must show a fault, or the check is blind.
"""

import os

from django.utils.module_loading import import_string

# An attempt that the process has met before, and any other.
BOTH_WAYS = ("campaigns.contests.attempts.kept", "campaigns.contests.attempts.saving")


def _take_away(guard: str) -> None:
    """Take ``guard`` out of both statements that save.

    Raises:
        LookupError: it is not there, so the control would weaken nothing.
    """
    for module in map(import_string, BOTH_WAYS):
        if guard not in module.STATEMENT:
            raise LookupError(f"{module.__name__}.STATEMENT has no {guard}")
        module.STATEMENT = module.STATEMENT.replace(guard, "")


def without_sequence() -> None:
    """Let a save that comes late overwrite a later one."""
    _take_away("WHERE {answers}.sequence < excluded.sequence")


def without_lock() -> None:
    """Let a save come while the attempt is being marked."""
    _take_away("{lock}")


def without_turns() -> None:
    """Let one entrant start twice in the same moment."""
    query = import_string("django.db.models.QuerySet")
    query.select_for_update = lambda self, *args, **kwargs: self.all()


GUARDS = {"sequence": without_sequence, "lock": without_lock, "turns": without_turns}

application = import_string("goodnews.wsgi.application")
if guard := os.environ.get("BENCH_WEAKENED"):
    GUARDS[guard]()
