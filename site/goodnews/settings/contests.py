"""Settings of contests, which every environment shares."""

import environ

env = environ.Env()

# Forms that one address may send within an hour: a school answers from one.
CONTEST_FORMS_PER_HOUR = env.int("CONTEST_FORMS_PER_HOUR", default=3000)
# Starts and registrations that one process serves at once; its other threads stay for answers.
CONTEST_START_SLOTS = env.int("CONTEST_START_SLOTS", default=2)
# The most starts a second that all processes together call from the waiting line.
CONTEST_STARTS_PER_SECOND = env.float("CONTEST_STARTS_PER_SECOND", default=30)
