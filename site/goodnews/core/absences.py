"""A database that is away for a moment: started again, or taken over by another machine."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

# PostgreSQL accepts again one to five seconds after a crash, later on a slow disk; nginx then asks
# another instance, which waits as long.
PATIENCE_SECONDS = 8.0
PAUSE_SECONDS = 0.1
# Connection ended by the administrator or by a crash, or not accepted yet. Source: PostgreSQL 15,
# appendix A; without a state the connection itself failed.
AWAY_STATES = {None, "57P01", "57P02", "57P03"}

Answer = TypeVar("Answer")


def ask_again_while_away(ask: Callable[[], Answer]) -> Answer:
    """Return what ``ask`` returns; run it again while the database is away, for eight seconds.

    Only for what may be done twice: when the connection is cut nobody knows whether the work was
    kept. The kept connection is not asked first whether it lives: the first statement finds out.

    Raises:
        OperationalError, InterfaceError: the database is away for longer, or it is another fault.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    if connection.connection is not None and not connection.in_atomic_block:
        connection.health_check_done = True
    while True:
        try:
            return ask()
        except (OperationalError, InterfaceError) as error:
            if not is_away(error) or connection.in_atomic_block or time.monotonic() > until:
                raise
            connection.close()
            # Not all at once when it is back.
            time.sleep(random.uniform(PAUSE_SECONDS / 2, PAUSE_SECONDS))  # noqa: S311


def is_away(error: BaseException) -> bool:
    """Tell whether ``error`` says that the connection to PostgreSQL was cut or could not be made."""
    if connection.vendor != "postgresql":
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state in AWAY_STATES or state.startswith("08")
