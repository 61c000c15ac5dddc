from contextlib import contextmanager

import pytest
from django.db import (
    DataError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
)

from goodnews.core import prepared_statements, single_statements
from goodnews.core.busy import is_busy
from goodnews.core.prepared_statements import ask_prepared
from goodnews.core.single_statements import execute_single

PREPARED = "SELECT CAST(CAST(%s AS integer) + 1 AS text), CAST(NULL AS text), '100%%'"


class Kept:
    """A kept connection that has died, or whose next statement fails."""

    vendor = "sqlite"
    in_atomic_block = False
    health_check_done = False

    def __init__(self, *, is_dead: bool):
        self.connection = object()
        self.is_dead = is_dead
        self.fails = True
        self.executed: list[str] = []

    @contextmanager
    def cursor(self):
        yield self

    def execute(self, sql, _values):
        assert self.health_check_done or self.connection is None
        if self.fails:
            raise OperationalError("the connection is closed")
        self.executed.append(sql)

    def is_usable(self) -> bool:
        return not self.is_dead

    def close(self):
        self.connection, self.fails = None, False


class ExecuteSingleTests:
    def test_a_connection_that_died_is_made_anew_and_the_statement_done_once(self, monkeypatch):
        kept = Kept(is_dead=True)
        monkeypatch.setattr(single_statements, "connections", {"default": kept})
        execute_single("INSERT", [])
        assert kept.executed == ["INSERT"]

    def test_a_statement_that_fails_on_a_living_connection_is_not_tried_again(self, monkeypatch):
        kept = Kept(is_dead=False)
        monkeypatch.setattr(single_statements, "connections", {"default": kept})
        with pytest.raises(OperationalError):
            execute_single("INSERT", [])
        assert kept.executed == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="sent by libpq")
@pytest.mark.django_db
class SentStatementTests:
    @pytest.fixture(autouse=True)
    def own(self, monkeypatch):
        """A connection that no transaction of the test holds."""
        self.own = connection.copy()
        for module in (prepared_statements, single_statements):
            monkeypatch.setattr(module, "connections", {"default": self.own})
        self.ask("CREATE TEMPORARY TABLE sent (number integer, text text)")
        yield
        self.own.close()

    def ask(self, sql, connection=None):
        with (connection or self.own).cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def test_values_are_values_whatever_they_say(self):
        texts = ["'); DROP TABLE sent; --", "100 % “tốt”\\", "%s"]
        for number, text in enumerate(texts):
            execute_single("INSERT INTO sent VALUES (%s, %s)", [number, text])
        assert self.ask("SELECT text FROM sent ORDER BY number") == [(text,) for text in texts]

    def test_a_connection_that_the_server_ended_is_made_anew(self):
        pid = self.ask("SELECT pg_backend_pid()")[0][0]
        self.ask(f"SELECT pg_terminate_backend({pid}, 5000)", connection)
        execute_single("SELECT set_config('goodnews.said', %s, false)", ["anew"])
        assert self.ask("SHOW goodnews.said") == [("anew",)]
        assert self.ask("SELECT pg_backend_pid()")[0][0] != pid

    def test_what_is_wrong_is_said_as_by_a_cursor(self):
        with pytest.raises(DataError):
            execute_single("INSERT INTO sent VALUES (1 / %s)", [0])
        self.ask("SET statement_timeout = 20")
        with pytest.raises(OperationalError) as caught:
            execute_single("SELECT pg_sleep(%s)", [5])
        assert is_busy(caught.value)
        self.ask("RESET statement_timeout")
        assert self.ask("SELECT * FROM sent") == []

    def test_it_is_planned_once_for_a_connection(self):
        for number in (1, 2, 3):
            assert ask_prepared(PREPARED, [number]) == [(str(number + 1), None, "100%")]
        names = "SELECT name FROM pg_prepared_statements WHERE statement LIKE '%100%'"
        assert len(self.ask(names)) == 1
        self.own.close()
        assert ask_prepared(PREPARED, [8]) == [("9", None, "100%")]

    def test_the_plans_of_a_connection_are_few(self, monkeypatch):
        monkeypatch.setattr(prepared_statements, "MOST_KNOWN", 2)
        for number in (*range(5), *range(5)):
            assert ask_prepared(f"SELECT CAST({number} AS text) WHERE 1 = %s", [1]) == [
                (str(number),)
            ]
        assert len(self.ask("SELECT name FROM pg_prepared_statements WHERE name != ''")) == 2

    def test_it_answers_and_fails_as_a_cursor_does(self):
        assert ask_prepared("SELECT 'á' WHERE %s = 'ấ'", ["ấ"]) == [("á",)]
        assert ask_prepared("SELECT 'a' WHERE %s = 'b'", ["c"]) == []
        with pytest.raises(DataError):
            ask_prepared(PREPARED, ["one"])
        with pytest.raises(ProgrammingError):
            ask_prepared("SELECT nothing FROM nowhere WHERE 1 = %s", [1])
        self.own.connection.pgconn.finish()
        with pytest.raises((OperationalError, InterfaceError)):
            ask_prepared(PREPARED, [1])
