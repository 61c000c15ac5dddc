"""Statements that are asked so often that PostgreSQL keeps their plan."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import Connection, Error
from psycopg import OperationalError as PsycopgOperationalError
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus

# What str() writes as PostgreSQL reads it.
Value = str | int | date | UUID
Row = tuple[str | None, ...]

DONE = {ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK}
# Of one connection; what comes after them is planned each time.
MOST_KNOWN = 200

# By connection: the name of each statement that it knows already.
_known: WeakKeyDictionary[Connection, dict[str, bytes]] = WeakKeyDictionary()


def ask_prepared(sql: str, values: Sequence[Value]) -> list[Row]:
    """Return the rows of ``sql``, which casts every column to text.

    On PostgreSQL it is planned once for each connection and sent by libpq itself: reading and
    planning a statement of three tables took the database as long as running it, and a cursor the
    process five times as long. Elsewhere, and where somebody listens, a cursor asks.

    Args:
        sql: as a cursor takes it, with ``%s`` for each of ``values``.

    Raises:
        DatabaseError: as a cursor raises it.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    if may_be_sent(connection):
        return send_prepared(connection, sql, values)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [tuple(row) for row in cursor.fetchall()]


def may_be_sent(connection) -> bool:
    """Tell whether nobody listens to the statements of a PostgreSQL connection."""
    return (
        connection.vendor == "postgresql"
        and connection.get_autocommit()
        and not connection.queries_logged
        and not connection.execute_wrappers
    )


def send_prepared(connection, sql: str, values: Sequence[Value]) -> list[Row]:
    """Return the rows of ``sql`` as PostgreSQL writes them, sent by libpq itself.

    Source: https://www.psycopg.org/psycopg3/docs/api/pq.html
    """
    wire = connection.connection
    encoding = wire.info.encoding
    with connection.wrap_database_errors:
        with wire.lock:
            name = _known.get(wire, {}).get(sql) or _prepare(wire, sql)
            sent = [str(value).encode(encoding) for value in values]
            result = wire.pgconn.exec_prepared(name, sent)
        _refuse_failed(wire, result)
    return [
        tuple(
            value if value is None else value.decode(encoding)
            for value in (result.get_value(row, column) for column in range(result.nfields))
        )
        for row in range(result.ntuples)
    ]


def _prepare(wire: Connection, sql: str) -> bytes:
    """Let the connection know ``sql``; return under which name."""
    known = _known.setdefault(wire, {})
    # The one without a name is forgotten with the next.
    name = f"goodnews_{len(known)}".encode() if len(known) < MOST_KNOWN else b""
    first, *others = sql.split("%s")
    numbered = first + "".join(f"${n}{part}" for n, part in enumerate(others, start=1))
    plain = numbered.replace("%%", "%")
    _refuse_failed(wire, wire.pgconn.prepare(name, plain.encode(wire.info.encoding)))
    if name:
        known[sql] = name
    return name


def _refuse_failed(wire: Connection, result) -> None:
    """Raise what went wrong, as a cursor says it."""
    if result.status not in DONE:
        raise _error_of(wire, result)


def _error_of(wire: Connection, result) -> Error:
    encoding = wire.info.encoding
    if wire.closed:
        return PsycopgOperationalError(result.get_error_message(encoding))
    return error_from_result(result, encoding=encoding)
