"""How much may come, from one address or altogether, and how long something is kept."""

import environ

env = environ.Env()

# After how many days without a change a draft that was never sent is deleted.
DESK_DRAFT_DAYS = env.int("DESK_DRAFT_DAYS", default=180)
# For how many days a personal link asks for consent, and how long a consent is valid; 0 is
# without end. Staff are told so many days before the last day of one.
CONSENT_LINK_DAYS = env.int("CONSENT_LINK_DAYS", default=30)
CONSENT_VALID_DAYS = env.int("CONSENT_VALID_DAYS", default=0)
CONSENT_WARNING_DAYS = 30
# From one address: a school class answers from one.
CONSENT_PAGES_PER_MINUTE = env.int("CONSENT_PAGES_PER_MINUTE", default=300)
# A school answers from one address: everybody is marked, so many a minute are counted.
GREETINGS_PER_HOUR = env.int("GREETINGS_PER_HOUR", default=30)
QUIZ_COUNTED_PER_MINUTE = env.int("QUIZ_COUNTED_PER_MINUTE", default=1200)
QUIZ_ANSWERS_PER_MINUTE = env.int("QUIZ_ANSWERS_PER_MINUTE", default=12000)
# Requests that one address may send within an hour; a school or a ward shares one.
DATA_REQUESTS_PER_HOUR = env.int("DATA_REQUESTS_PER_HOUR", default=20)
