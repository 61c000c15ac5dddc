"""A statement that is all that a request asks of the database."""

from collections.abc import Sequence
from functools import lru_cache

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from psycopg import ClientCursor, Error
from psycopg import OperationalError as PsycopgOperationalError
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus

DONE = {ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK}


def execute_single(sql: str, values: Sequence) -> None:
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
        (_send if may_be_sent(connection) else _execute)(connection, sql, values)
    except (InterfaceError, OperationalError):
        if connection.is_usable():
            raise
        connection.close()
        _execute(connection, sql, values)


def _execute(connection, sql: str, values: Sequence) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def may_be_sent(connection) -> bool:
    """Tell whether nobody listens to the statements of a PostgreSQL connection."""
    return (
        connection.vendor == "postgresql"
        and connection.get_autocommit()
        and not connection.queries_logged
        and not connection.execute_wrappers
    )


def _send(connection, sql: str, values: Sequence) -> None:
    """Execute ``sql`` by libpq itself: all that a cursor does around it takes five times as long.

    Source: https://www.psycopg.org/psycopg3/docs/api/pq.html
    """
    wire = connection.connection
    statement = _written(sql, tuple(values), wire.info.encoding)
    with connection.wrap_database_errors:
        with wire.lock:
            result = wire.pgconn.exec_(statement)
        if result.status not in DONE:
            raise error_of(wire, result)


def error_of(wire, result) -> Error:
    """Return what went wrong, as a cursor says it."""
    encoding = wire.info.encoding
    if wire.closed:
        return PsycopgOperationalError(result.get_error_message(encoding))
    return error_from_result(result, encoding=encoding)


@lru_cache(maxsize=1024)
def _written(sql: str, values: tuple, encoding: str) -> bytes:
    """Return ``sql`` with its ``values`` in it, kept: many readers give the same answer."""
    return (
        ClientCursor(connections[DEFAULT_DB_ALIAS].connection).mogrify(sql, values).encode(encoding)
    )
