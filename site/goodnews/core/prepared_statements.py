"""Statements that are asked so often that PostgreSQL keeps their plan."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import Connection

from .single_statements import DONE, error_of, may_be_sent

Row = tuple[str | None, ...]

# By connection: the name of each statement that it knows already.
_known: WeakKeyDictionary[Connection, dict[str, bytes]] = WeakKeyDictionary()


def ask_prepared(sql: str, values: Sequence[str | int]) -> list[Row]:
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
    if not may_be_sent(connection):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [tuple(row) for row in cursor.fetchall()]
    with connection.wrap_database_errors:
        return _ask(connection.connection, sql, values)


def _ask(wire: Connection, sql: str, values: Sequence[str | int]) -> list[Row]:
    encoding = wire.info.encoding
    with wire.lock:
        name = _known.get(wire, {}).get(sql) or _prepare(wire, sql)
        sent = [str(value).encode(encoding) for value in values]
        result = wire.pgconn.exec_prepared(name, sent)
    if result.status not in DONE:
        raise error_of(wire, result)
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
    name = f"goodnews_{len(known)}".encode()
    first, *others = sql.split("%s")
    numbered = first + "".join(f"${n}{part}" for n, part in enumerate(others, start=1))
    plain = numbered.replace("%%", "%")
    result = wire.pgconn.prepare(name, plain.encode(wire.info.encoding))
    if result.status not in DONE:
        raise error_of(wire, result)
    known[sql] = name
    return name
