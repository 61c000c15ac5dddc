"""A database that is away for a moment is waited for; anything else is told at once."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError

from goodnews.core import absences
from goodnews.core.absences import ask_again_while_away


class Kept:
    """A connection to PostgreSQL outside of a transaction."""

    vendor, connection, in_atomic_block, health_check_done = "postgresql", object(), False, False

    def __init__(self):
        self.closed = 0

    def close(self):
        self.closed += 1


def failing(state: str | None) -> OperationalError:
    error = OperationalError("server closed the connection")
    error.__cause__ = Exception()
    error.__cause__.sqlstate = state
    return error


class AbsenceTests:
    @pytest.fixture(autouse=True)
    def kept(self, monkeypatch):
        self.connection, self.clock = Kept(), 100.0
        monkeypatch.setattr(absences, "_absence", absences.Absence())
        monkeypatch.setattr(absences, "connections", {"default": self.connection})
        monkeypatch.setattr(
            absences, "time", SimpleNamespace(monotonic=lambda: self.clock, sleep=self.sleep)
        )

    def sleep(self, seconds):
        self.clock += seconds

    def asks(self, *outcomes):
        """Return a question with one outcome each time; the last one stays."""
        left = list(outcomes)

        def ask():
            outcome = left.pop(0) if len(left) > 1 else left[0]
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        return ask

    @pytest.mark.parametrize("state", [None, "57P01", "57P03", "08006"])
    def test_it_asks_again_on_a_new_connection(self, state):
        assert ask_again_while_away(self.asks(failing(state), failing(state), "saved")) == "saved"
        assert self.connection.closed == 2

    def test_after_eight_seconds_the_fault_is_told(self):
        with pytest.raises(OperationalError):
            ask_again_while_away(self.asks(failing("57P03")))
        assert 108 <= self.clock < 108.2

    def test_of_a_long_absence_only_the_beginning_is_waited_for(self):
        for _each in range(2):
            with pytest.raises(OperationalError):
                ask_again_while_away(self.asks(failing("57P03")))
        assert self.clock < 108.2
        assert ask_again_while_away(self.asks(failing(None), "saved")) == "saved"
        with pytest.raises(OperationalError):
            ask_again_while_away(self.asks(failing("57P03")))
        assert self.clock > 116

    def test_a_lock_that_is_not_had_is_another_fault(self):
        with pytest.raises(OperationalError):
            ask_again_while_away(self.asks(failing("55P03"), "saved"))

    def test_what_stands_in_a_transaction_is_not_done_again(self):
        self.connection.in_atomic_block = True
        with pytest.raises(OperationalError):
            ask_again_while_away(self.asks(failing(None), "saved"))

    def test_a_locked_file_is_waited_for_by_sqlite_itself(self):
        self.connection.vendor = "sqlite"
        with pytest.raises(OperationalError):
            ask_again_while_away(self.asks(failing(None), "saved"))
