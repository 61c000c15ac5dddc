"""The rows of a fresh test database, put back as a whole after a test has emptied its tables.

Django puts them back object by object from JSON, which takes more than a second
for each test that commits; most of the time of a short browser journey.
"""

import sqlite3

from django.db import connections, transaction

# Empties what has rows, in any order and past the triggers that guard evidence. TRUNCATE gives
# every table a new file: a second and more for all of them, however empty they are.
EMPTY_TABLES = """
DO $$
DECLARE
    name text;
    has_rows boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', name) INTO has_rows;
        IF has_rows THEN
            EXECUTE format('DELETE FROM public.%I', name);
        END IF;
    END LOOP;
END $$
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


class SqliteSnapshot:
    """A copy in memory, made and put back page by page of the file."""

    def __init__(self, connection):
        connection.ensure_connection()
        self.copy = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(self.copy)

    def restore(self, connection) -> None:
        """Put the rows back through ``connection``."""
        connection.ensure_connection()
        self.copy.backup(connection.connection)


class PostgresSnapshot:
    """Copies of the tables that have rows, in a schema of their own."""

    def __init__(self, connection):
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS snapshot CASCADE")
            cursor.execute("CREATE SCHEMA snapshot")
            cursor.execute(TABLES)
            names = [connection.ops.quote_name(name) for (name,) in cursor.fetchall()]
            self.tables = [name for name in names if self._has_rows(cursor, name)]
            for name in self.tables:
                cursor.execute(f"CREATE TABLE snapshot.{name} AS TABLE public.{name}")

    @staticmethod
    def _has_rows(cursor, name: str) -> bool:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM public.{name})")  # noqa: S608 -- own tables
        return cursor.fetchone()[0]

    @staticmethod
    def empty_quickly(connection) -> None:
        """Let Django's flush empty the tables that have rows; only a superuser may."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('is_superuser')")
            if cursor.fetchone()[0] == "on":
                type(connection.ops).sql_flush = lambda *_args, **_options: [EMPTY_TABLES]

    def restore(self, connection) -> None:
        """Put the rows back through ``connection``; Django's foreign keys wait for the commit."""
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for name in self.tables:
                # Before the first test that commits, the rows are still there.
                cursor.execute(
                    f"INSERT INTO public.{name} SELECT * FROM snapshot.{name} "  # noqa: S608
                    "ON CONFLICT DO NOTHING"
                )


def keep_fresh_rows() -> None:
    """Let every connection put the rows of the fresh database back, whichever thread it is of.

    Once a browser has started, Playwright's event loop runs in the main thread, and Django
    gives it a connection of its own: one that was never told what to restore.
    """
    own = connections["default"]
    if own.vendor == "sqlite":
        snapshot = SqliteSnapshot(own)
    else:
        snapshot = PostgresSnapshot(own)
        snapshot.empty_quickly(own)

    def restore(creation, data) -> None:
        snapshot.restore(creation.connection)

    type(own)._test_serialized_contents = ""
    own.creation_class.deserialize_db_from_string = restore
