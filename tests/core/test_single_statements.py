from contextlib import contextmanager

import pytest
from django.db import OperationalError

from goodnews.core import single_statements
from goodnews.core.single_statements import execute_single


class Kept:
    """A kept connection that has died, or whose next statement fails."""

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
        monkeypatch.setattr(single_statements, "connection", kept := Kept(is_dead=True))
        execute_single("INSERT", [])
        assert kept.executed == ["INSERT"]

    def test_a_statement_that_fails_on_a_living_connection_is_not_tried_again(self, monkeypatch):
        monkeypatch.setattr(single_statements, "connection", kept := Kept(is_dead=False))
        with pytest.raises(OperationalError):
            execute_single("INSERT", [])
        assert kept.executed == []
