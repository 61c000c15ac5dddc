"""Settings of contests, the same in every environment; ``base`` takes them in."""

import environ

__all__ = [
    "CONTEST_COUNTS_SECONDS",
    "CONTEST_FORMS_PER_HOUR",
    "CONTEST_STARTS_PER_SECOND",
    "CONTEST_START_SLOTS",
]

env = environ.Env()

# From one address within an hour: a school registers from one.
CONTEST_FORMS_PER_HOUR = env.int("CONTEST_FORMS_PER_HOUR", default=3000)
# How often each process writes what it has counted for the live board; 0 writes nothing. A
# killed process loses what it counted since: rates of that board, never an answer.
CONTEST_COUNTS_SECONDS = env.float("CONTEST_COUNTS_SECONDS", default=5)
# Starts and registrations that one process serves at once; its other threads stay for answers.
CONTEST_START_SLOTS = env.int("CONTEST_START_SLOTS", default=1)
# The most starts a second that all processes together call from the waiting line.
CONTEST_STARTS_PER_SECOND = env.float("CONTEST_STARTS_PER_SECOND", default=60)
