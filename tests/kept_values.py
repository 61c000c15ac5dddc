"""What the frame of a page is made of, read once by a crawl until it writes.

Inside a transaction the site reads it anew with every request, see ``goodnews.core.kept``. A crawl
runs in one, and read menu, settings and footer for each of its 400 addresses.
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.db import connections

from goodnews.core import kept

# A rollback is left out: it takes rows back.
READS = ("SELECT", "SAVEPOINT", "RELEASE", "EXPLAIN")


@contextmanager
def kept_until_written() -> Iterator[None]:
    """Keep what requests read in a test's own transaction, until anything else is asked of it."""
    until_written = functools.partial(_until_written, kept._once_a_request)
    # Not by Django's context manager, which takes back whatever was added last.
    wrappers = connections["default"].execute_wrappers
    wrappers.append(_forget_at_a_write)
    try:
        with mock.patch.object(kept, "_once_a_request", until_written):
            yield
    finally:
        wrappers.remove(_forget_at_a_write)


def _until_written(once_a_request, key, make):
    connection = connections["default"]
    block = _block_of_test(connection)
    if (
        block is None
        or connection.force_debug_cursor
        or getattr(kept._of_request, "values", None) is None
    ):
        return once_a_request(key, make)
    values = vars(block).setdefault("kept_values", {})
    if key not in values:
        found = make()
        # Anew: what was made may have written.
        values = vars(block).setdefault("kept_values", {})
        values[key] = found
    return values[key]


def _forget_at_a_write(execute, sql, params, many, context):
    if not str(sql).lstrip().startswith(READS):
        block = _block_of_test(context["connection"])
        if block is not None:
            vars(block).pop("kept_values", None)
    return execute(sql, params, many, context)


def _block_of_test(connection):
    """Return the transaction of the running test, none where it has none of its own."""
    blocks = connection.atomic_blocks[:2]
    return blocks[1] if len(blocks) == 2 and all(b._from_testcase for b in blocks) else None
