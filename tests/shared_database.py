"""One database for every process of a run: the first one builds it, the others copy it.

Some 280 migrations take half a minute of a processor, and a copy takes none.
"""

import fcntl
import os
import shutil
import sqlite3
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from goodnews.core.migrating import many_migrations


def build_quickly() -> None:
    """Let this process build its test database in two thirds of the time."""
    creation = connections["default"].creation
    creation.create_test_db = many_migrations()(creation.create_test_db)


def share_database(folder: Path) -> None:
    """Let the processes that know ``folder`` build the test database once."""
    connection = connections["default"]
    shared = (SqliteFile if connection.vendor == "sqlite" else PostgresTemplate)(connection, folder)
    creation, build = connection.creation, connection.creation.create_test_db

    def create_test_db(*args, **options) -> str:
        with _alone(folder):
            if shared.is_there():
                shared.copy()
            else:
                # The rows that tests start from are kept in another way: see ``snapshot``.
                build(*args, **{**options, "serialize": False})
                shared.keep()
        return connection.settings_dict["NAME"]

    creation.create_test_db = create_test_db


@contextmanager
def _alone(folder: Path):
    with (folder / "database.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Shared:
    """A database that was built once."""

    def __init__(self, connection, folder: Path):
        self.connection = connection
        self.folder = folder

    def use(self, name: str) -> None:
        """Let Django work with the database ``name`` from now on."""
        self.connection.close()
        settings.DATABASES[self.connection.alias]["NAME"] = name
        self.connection.settings_dict["NAME"] = name


class SqliteFile(Shared):
    """A file beside those of the processes."""

    @property
    def path(self) -> Path:
        return self.folder / "database.sqlite3"

    def is_there(self) -> bool:
        return self.path.exists()

    def keep(self) -> None:
        """Copy the database that was just built."""
        self.connection.ensure_connection()
        copy = sqlite3.connect(self.path)
        self.connection.connection.backup(copy)
        copy.close()

    def copy(self) -> None:
        """Make this process's database."""
        name = self.connection.creation._get_test_db_name()
        shutil.copy(self.path, name)
        self.use(name)


class PostgresTemplate(Shared):
    """A database of the server that others are made after; it goes with the last who copies it.

    Dropping one takes seconds of the disk, for which everybody would wait at the end of the run.
    """

    def __init__(self, connection, folder: Path):
        super().__init__(connection, folder)
        connection.creation._destroy_test_db = lambda name, _verbosity: self._drop(name)

    @property
    def marker(self) -> Path:
        return self.folder / "database.name"

    @property
    def copies(self) -> Path:
        """A file with one letter for each process that has its database."""
        return self.folder / "database.copies"

    def is_there(self) -> bool:
        return self.marker.exists()

    def keep(self) -> None:
        """Copy the database that was just built: one in use cannot be copied."""
        built = self.connection.settings_dict["NAME"]
        template = f"{built}_template"
        self._replace(template, like=built)
        self.marker.write_text(template)
        self._count()
        destroy = self.connection.creation.destroy_test_db

        def destroy_test_db(*args, **options) -> None:
            # Still there where a process had no test that needs a database.
            self._drop(template)
            destroy(*args, **options)

        self.connection.creation.destroy_test_db = destroy_test_db

    def copy(self) -> None:
        """Make this process's database."""
        name, template = self.connection.creation._get_test_db_name(), self.marker.read_text()
        self._replace(name, like=template)
        if self._count() == int(os.environ["PYTEST_XDIST_WORKER_COUNT"]):
            self._drop(template)
        self.use(name)

    def _count(self) -> int:
        """Return how many processes have their database, with this one."""
        with self.copies.open("a") as copies:
            copies.write(".")
        return self.copies.stat().st_size

    def _drop(self, name: str) -> None:
        # Beside a browser Django has a second connection, which nobody closes.
        self._execute(f"DROP DATABASE IF EXISTS {self._quoted(name)} WITH (FORCE)")

    def _replace(self, name: str, *, like: str) -> None:
        self.connection.close()
        self._drop(name)
        self._execute(f"CREATE DATABASE {self._quoted(name)} TEMPLATE {self._quoted(like)}")

    def _execute(self, statement: str) -> None:
        with self.connection.creation._nodb_cursor() as cursor:
            cursor.execute(statement)

    def _quoted(self, name: str) -> str:
        return self.connection.ops.quote_name(name)
