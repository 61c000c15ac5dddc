"""A statement that is all that a request asks of the database."""

from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

from .prepared_statements import Value, may_be_sent, send_prepared


def execute_single(sql: str, values: Sequence[Value]) -> None:
    """Execute ``sql``; where the kept connection has died meanwhile, once more on a new one.

    Django asks every kept connection whether it lives before the first statement of a request,
    which takes as long as a small statement itself. Here the statement is the question: only for
    one that harms nobody when a connection dies after the work was done and before it was told.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.in_atomic_block or connection.connection is None:
        _execute(connection, sql, values)
        return
    connection.health_check_done = True
    try:
        (send_prepared if may_be_sent(connection) else _execute)(connection, sql, values)
    except (InterfaceError, OperationalError):
        if connection.is_usable():
            raise
        connection.close()
        _execute(connection, sql, values)


def _execute(connection, sql: str, values: Sequence[Value]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
