"""A statement that is all that a request asks of the database."""

from collections.abc import Sequence

from django.db import InterfaceError, OperationalError, connection


def execute_single(sql: str, values: Sequence) -> None:
    """Execute ``sql``; where the kept connection has died meanwhile, once more on a new one.

    Django asks every kept connection whether it lives before the first statement of a request,
    which takes as long as a small statement itself. Here the statement is the question: only for
    one that harms nobody when a connection dies after the work was done and before it was told.
    """
    if connection.in_atomic_block or connection.connection is None:
        _execute(sql, values)
        return
    connection.health_check_done = True
    try:
        _execute(sql, values)
    except (InterfaceError, OperationalError):
        if connection.is_usable():
            raise
        connection.close()
        _execute(sql, values)


def _execute(sql: str, values: Sequence) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
