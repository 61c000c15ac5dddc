"""One publisher at a time, on either database."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

# Any number of our own: PostgreSQL names advisory locks by number.
PUBLISHER_LOCK = 20_260_326
LOCK_FILE = "publish_due.lock"


@contextmanager
def sole_publisher() -> Iterator[bool]:
    """Give True to the first publisher, False to everybody who comes while it runs."""
    if connection.vendor == "postgresql":
        yield from _advisory_lock()
    else:
        yield from _file_lock()


def _advisory_lock() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [PUBLISHER_LOCK])
        is_ours = cursor.fetchone()[0]
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [PUBLISHER_LOCK])


def _file_lock() -> Iterator[bool]:
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK_FILE).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        # Closing the file gives the lock back.
        yield True
