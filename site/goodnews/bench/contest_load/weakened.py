"""The site with one of its guards taken away: only the controls of the benchmarks serve it.

``BENCH_WEAKENED`` names the guard: without it a load must show a fault, or the check is blind.
"""

import os

from django.utils.module_loading import import_string

# An attempt that the process has met before, and any other.
BOTH_WAYS = ("campaigns.contests.attempts.kept", "campaigns.contests.attempts.saving")


def _take_away(guard: str, module: str, name: str) -> None:
    """Take ``guard`` out of a text of the site's.

    Raises:
        LookupError: it is not there, so the control would weaken nothing.
    """
    holder = import_string(module)
    text = getattr(holder, name)
    if guard not in text:
        raise LookupError(f"{module}.{name} has no {guard}")
    setattr(holder, name, text.replace(guard, ""))


def without_sequence() -> None:
    """Let a save that comes late overwrite a later one."""
    for module in BOTH_WAYS:
        _take_away("WHERE {answers}.sequence < excluded.sequence", module, "LATER_WINS")


def without_lock() -> None:
    """Let a save come while the attempt is being marked."""
    for module in BOTH_WAYS:
        _take_away("{lock}", module, "STATEMENT")


def without_turns() -> None:
    """Let one entrant start twice in the same moment."""
    query = import_string("django.db.models.QuerySet")
    query.select_for_update = lambda self, *args, **kwargs: self.all()


GUARDS = {"sequence": without_sequence, "lock": without_lock, "turns": without_turns}

application = import_string("goodnews.wsgi.application")
if guard := os.environ.get("BENCH_WEAKENED"):
    GUARDS[guard]()
