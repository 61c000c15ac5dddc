"""A database that is away for a moment: started again, or taken over by another machine."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

# PostgreSQL accepts again one to five seconds after a crash, later on a slow disk; nginx then asks
# another instance, which waits as long.
PATIENCE_SECONDS = 8.0
PAUSE_SECONDS = 0.1
# Connection ended by the administrator or by a crash, or not accepted yet. Source: PostgreSQL 15,
# appendix A; without a state the connection itself failed.
AWAY_STATES = {None, "57P01", "57P02", "57P03"}

Answer = TypeVar("Answer")


@dataclass
class Absence:
    """Since when the database is away, as this process has noticed it; None while it is there."""

    since: float | None = None


_absence = Absence()


def ask_again_while_away(ask: Callable[[], Answer]) -> Answer:
    """Return what ``ask`` returns; run it again while the database is away, for eight seconds.

    Only for what may be done twice: when the connection is cut nobody knows whether the work was
    kept. The kept connection is not asked first whether it lives: the first statement finds out.
    Of a longer absence only the beginning is waited for, so that not every thread hangs.

    Raises:
        OperationalError, InterfaceError: the database is away for longer, or it is another fault.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.connection is not None and not connection.in_atomic_block:
        connection.health_check_done = True
    is_new_connection = False
    while True:
        try:
            answer = ask()
        except (OperationalError, InterfaceError) as error:
            if connection.in_atomic_block or not is_away(error):
                raise
            if is_new_connection and not _waits():
                raise
            connection.close()
            is_new_connection = True
        else:
            _absence.since = None
            return answer


def _waits() -> bool:
    """Wait a moment for the database, unless it has been away for too long already."""
    now = time.monotonic()
    _absence.since = _absence.since or now
    if now - _absence.since > PATIENCE_SECONDS:
        return False
    # Not all at once when it is back.
    time.sleep(random.uniform(PAUSE_SECONDS / 2, PAUSE_SECONDS))  # noqa: S311
    return True


def is_away(error: BaseException | None) -> bool:
    """Tell whether ``error`` says that the connection to PostgreSQL was cut or could not be made."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    if connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state in AWAY_STATES or state.startswith("08")
