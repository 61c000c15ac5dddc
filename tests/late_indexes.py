"""The indexes of search and of references, brought up to date when a test first asks for them.

Each page is saved several times on its way to the public, and each time both indexes were made
anew: a tenth of the suite's time. Inside a test's transaction the tasks wait here, each once: until
the first test of the class, then until a statement names an index. Tests that commit run them at
once.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.exceptions import ObjectDoesNotExist
from django.db import connections
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResultStatus

WAIT = {
    "modelsearch.tasks.insert_or_update_object_task",
    "wagtail.tasks.update_reference_index_task",
}
INDEXES = ("indexentry", "referenceindex")
# The task and the transaction it waits in, by task and arguments; in the order of the first saves.
_waiting: dict[tuple, tuple] = {}


class LateIndexBackend(ImmediateBackend):
    """Runs every task at once but those of the indexes."""

    def enqueue(self, task, args, kwargs):
        connection = connections["default"]
        around = transaction_around(connection)
        if task.module_path not in WAIT or around is None:
            return super().enqueue(task, args, kwargs)
        _watch(connection)
        _waiting[(task.module_path, *args)] = (task, around)
        return TaskResultStatus.READY


def transaction_around(connection):
    """Return the transaction that Django keeps around the tests of a class; None outside of one."""
    return next((block for block in connection.atomic_blocks if block._from_testcase), None)


def bring_up_to_date() -> None:
    """Do what waits, each once: what a class of tests begins with is indexed before its first test."""
    tasks = dict(_waiting)
    _waiting.clear()
    connection = connections["default"]
    with uncounted(connection):
        for (_path, *args), (task, around) in tasks.items():
            # Of a class that is over, nothing is left; its numbers may be given again.
            if around is transaction_around(connection):
                with suppress(ObjectDoesNotExist):
                    task.func(*args)


@contextmanager
def uncounted(connection) -> Iterator[None]:
    """Keep what is asked within out of the statements that a test counts."""
    counted, connection.force_debug_cursor = connection.force_debug_cursor, False
    try:
        yield
    finally:
        connection.force_debug_cursor = counted


def forget() -> None:
    """Drop what waits: it is rolled back."""
    _waiting.clear()


def _watch(connection) -> None:
    if _look_first not in connection.execute_wrappers:
        connection.execute_wrappers.append(_look_first)


def _look_first(execute, sql, params, many, context):
    """Do what waits before a statement that reads or writes an index."""
    if _waiting and any(name in str(sql) for name in INDEXES):
        bring_up_to_date()
    return execute(sql, params, many, context)
