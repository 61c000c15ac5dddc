"""Settings of contests, the same in every environment; ``base`` takes them in."""

import environ

__all__ = ["CONTEST_COUNTS_SECONDS", "CONTEST_FORMS_PER_HOUR"]

env = environ.Env()

# From one address within an hour: a school registers from one.
CONTEST_FORMS_PER_HOUR = env.int("CONTEST_FORMS_PER_HOUR", default=3000)
# How often each process writes what it has counted for the live board; 0 writes nothing. A
# killed process loses what it counted since: rates of that board, never an answer.
CONTEST_COUNTS_SECONDS = env.float("CONTEST_COUNTS_SECONDS", default=5)
