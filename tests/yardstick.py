"""Processor time as a multiple of what a fixed piece of work takes in the same run.

A slow machine is slow with both; a rule that takes ever longer for each letter more is not.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

STEPS = 1_000_000
ROUNDS = 3


@cache
def yardstick() -> float:
    """Return the seconds of processor time of a million small steps of Python, best of three."""
    return min(spent_on_steps() for _ in range(ROUNDS))


def spent_on_steps() -> float:
    """Return the seconds of processor time of a million small steps of Python, just now."""
    started = time.process_time()
    sum(number * number for number in range(STEPS))
    return time.process_time() - started


@contextmanager
def takes_at_most(yardsticks: float) -> Iterator[None]:
    """Fail where what is done inside takes longer than so many yardsticks."""
    started = time.process_time()
    yield
    spent = time.process_time() - started
    assert spent < yardsticks * yardstick(), f"{spent / yardstick():.0f} yardsticks"
