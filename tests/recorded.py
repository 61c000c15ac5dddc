"""What a builder writes into a fresh database: done once a process, then put back row by row.

A newsroom takes some 270 statements, a whole site some 1,600; its rows go in with one for each
table. Only what a class of tests begins with is put back: whatever was written before it
could have changed what is built, and then it is built as ever.
"""

import copy
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import Settings, settings
from django.db import connections
from django.utils import timezone

from . import late_indexes

CLOCK = timezone.now
READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "SET", "SHOW", "EXPLAIN")
# Filled by triggers.
LEFT_OUT = ("_fts", "_fts_config", "_fts_data", "_fts_docsize", "_fts_idx", "_fts_content")
_fresh: dict[str, "Table"] = {}


def watch_writes() -> None:
    """Note from now on which transactions of tests have written."""
    connections["default"].execute_wrappers.append(_note_write)


def _note_write(execute, sql, params, many, context):
    if not str(sql).lstrip().startswith(READS):
        for block in context["connection"].atomic_blocks[:1]:
            block.has_written = True
    return execute(sql, params, many, context)


def is_fresh(connection) -> bool:
    """Tell whether a class of tests has begun, with no settings, clock or rows of its own."""
    blocks = connection.atomic_blocks
    return (
        type(settings._wrapped) is Settings
        and timezone.now is CLOCK
        and _note_write in connection.execute_wrappers
        and len(blocks) == 1
        and blocks[0]._from_testcase
        and not hasattr(blocks[0], "has_written")
    )


def recorded(build: Callable) -> Callable:
    """Let ``build`` be done once for each way of calling it; it writes rows, and no files."""
    recordings: dict[str, Recording] = {}

    @functools.wraps(build)
    def build_or_put_back(**options):
        connection = connections["default"]
        if not is_fresh(connection):
            return build(**options)
        key = repr(sorted(options.items()))
        if key in recordings:
            return recordings[key].put_back(connection)
        _fresh.update(_fresh or read_tables(connection))
        found = build(**options)
        late_indexes.bring_up_to_date()
        recordings[key] = Recording(
            copy.deepcopy(found), differences(_fresh, read_tables(connection))
        )
        return found

    return build_or_put_back


@dataclass
class Table:
    """The rows of a table, each as a text of the database's own, by its key."""

    key: str
    rows: dict[str, str]


@dataclass
class Change:
    """What became of the rows of a table."""

    table: str
    key: str
    gone: list[str]
    new: list[str]


@dataclass
class Recording:
    """What a builder returned and wrote."""

    found: Any
    changes: list[Change]

    def put_back(self, connection):
        """Write the same rows, and return what was returned, as it was then."""
        with connection.cursor() as cursor:
            for change in self.changes:
                for statement in SQL[connection.vendor].statements(change):
                    cursor.execute(statement)
        return copy.deepcopy(self.found)


def differences(before: dict[str, Table], after: dict[str, Table]) -> list[Change]:
    """Return what changed from ``before`` to ``after``; a changed row is gone and new."""
    found = []
    for name, table in after.items():
        old = before[name].rows
        gone = [key for key, row in old.items() if table.rows.get(key) != row]
        new = [row for key, row in table.rows.items() if old.get(key) != row]
        if gone or new:
            found.append(Change(name, table.key, gone, new))
    return found


def read_tables(connection) -> dict[str, Table]:
    """Return all tables with their rows."""
    found = {}
    with connection.cursor() as cursor:
        for name, key, statement in _reading(connection.alias):
            cursor.execute(statement)
            found[name] = Table(key, dict(cursor.fetchall()))
    return found


@functools.cache
def _reading(alias: str) -> list[tuple[str, str, str]]:
    """Return the name and the key of each table, and the statement that reads it."""
    connection = connections[alias]
    sql, look = SQL[connection.vendor], connection.introspection
    with connection.cursor() as cursor:
        keys = {
            name: look.get_primary_key_column(cursor, name)
            for name in look.table_names(cursor)
            if not name.endswith(LEFT_OUT)
        }
        return [
            (name, key, sql.reading(cursor, connection, name, key)) for name, key in keys.items()
        ]


class SqliteRows:
    """Rows as SQLite quotes them."""

    @staticmethod
    def reading(cursor, connection, name: str, key: str) -> str:
        columns = connection.introspection.get_table_description(cursor, name)
        quoted = " || ', ' || ".join(f'quote("{column.name}")' for column in columns)
        return f'SELECT quote("{key}"), {quoted} FROM "{name}"'  # noqa: S608 -- own tables

    @staticmethod
    def statements(change: Change) -> list[str]:
        rows = ", ".join(f"({row})" for row in change.new)
        return [
            *_deletion(change, ", ".join(change.gone)),
            *([f'INSERT INTO "{change.table}" VALUES {rows}'] if rows else []),  # noqa: S608
        ]


class PostgresRows:
    """Rows as PostgreSQL writes them in a text."""

    @staticmethod
    def reading(cursor, connection, name: str, key: str) -> str:
        return f'SELECT quote_literal("{key}"), quote_literal(t::text) FROM "{name}" t'  # noqa: S608

    @staticmethod
    def statements(change: Change) -> list[str]:
        rows = ", ".join(f"({row})" for row in change.new)
        table = f'public."{change.table}"'
        insertion = f"INSERT INTO {table} SELECT (r::{table}).* FROM (VALUES {rows}) AS v(r)"  # noqa: S608
        return [*_deletion(change, ", ".join(change.gone)), *([insertion] if rows else [])]


def _deletion(change: Change, keys: str) -> list[str]:
    if not keys:
        return []
    return [f'DELETE FROM "{change.table}" WHERE "{change.key}" IN ({keys})']  # noqa: S608


SQL = {"sqlite": SqliteRows, "postgresql": PostgresRows}
