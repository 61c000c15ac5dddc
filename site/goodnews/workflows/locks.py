"""One publisher at a time, on either database."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connection

# Any number of our own: PostgreSQL names advisory locks by number.
PUBLISHER_LOCK = 20_260_326
LOCK_FILE = "publish_due.lock"
PAUSE_SECONDS = 0.25


@contextmanager
def sole_publisher(*, patience: float = 0) -> Iterator[bool]:
    """Give True to one publisher at a time.

    Args:
        patience: seconds to wait for the one before; False after that. Whoever
            waits takes over at once when the one before dies.
    """
    if connection.vendor == "postgresql":
        yield from _advisory_lock(patience)
    else:
        yield from _file_lock(patience)


def _is_taken_within(patience: float, take: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + patience
    while not take():
        if time.monotonic() >= deadline:
            return False
        time.sleep(PAUSE_SECONDS)
    return True


def _take_advisory_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [PUBLISHER_LOCK])
        return cursor.fetchone()[0]


def _advisory_lock(patience: float) -> Iterator[bool]:
    is_ours = _is_taken_within(patience, _take_advisory_lock)
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [PUBLISHER_LOCK])


def _take_file_lock(file) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _file_lock(patience: float) -> Iterator[bool]:
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK_FILE).open("w") as file:
        # Closing the file gives the lock back.
        yield _is_taken_within(patience, partial(_take_file_lock, file))
