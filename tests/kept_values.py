"""What the frame of a page is made of, read once by a crawl until it writes.

Inside a transaction the site reads it anew with every request, see ``goodnews.core.kept``. A crawl
runs in one, and read menu, settings and footer for each of its 400 addresses.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from unittest import mock

from django.db import connections

from goodnews.core import kept

# A rollback is left out: it takes rows back.
READS = ("SELECT", "SAVEPOINT", "RELEASE", "EXPLAIN")


@contextmanager
def kept_until_written() -> Iterator[None]:
    """Keep what is read in a test's own transaction, until anything else is asked of it."""
    values: dict[Hashable, object] = {}

    def until_written(key: Hashable, make: Callable[[], object]):
        if key not in values:
            values[key] = make()
        return values[key]

    def forget_at_a_write(execute, sql, params, many, context):
        if not str(sql).lstrip().startswith(READS):
            values.clear()
        return execute(sql, params, many, context)

    # Not by Django's context manager, which takes back whatever was added last.
    wrappers = connections["default"].execute_wrappers
    wrappers.append(forget_at_a_write)
    try:
        with mock.patch.object(kept, "_once_a_request", until_written):
            yield
    finally:
        wrappers.remove(forget_at_a_write)
