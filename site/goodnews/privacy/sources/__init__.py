"""Where something may be held on people, room by room. A new place is added to ``SOURCES``."""

from goodnews.privacy.holdings import register_holdings

from .consents import CONSENT_REQUESTS, CONSENTS
from .contests import ENTRANTS, LISTED, LOST_CODES, QUESTIONS
from .honoured import EXEMPLARS, GREETINGS, NOMINATIONS
from .newsroom import (
    DESK_PEOPLE,
    MENTIONS,
    PEOPLE_IN_PICTURES,
    PHOTOGRAPHS,
    ROYALTIES,
    STORY_PEOPLE,
)
from .people import ACCOUNTS, LETTERS, REQUESTS

SOURCES = (
    EXEMPLARS,
    NOMINATIONS,
    GREETINGS,
    STORY_PEOPLE,
    MENTIONS,
    PHOTOGRAPHS,
    PEOPLE_IN_PICTURES,
    CONSENTS,
    CONSENT_REQUESTS,
    DESK_PEOPLE,
    ACCOUNTS,
    ROYALTIES,
    ENTRANTS,
    LISTED,
    LOST_CODES,
    QUESTIONS,
    LETTERS,
    REQUESTS,
)


def register() -> None:
    """Let searches look into every place."""
    for source in SOURCES:
        register_holdings(source)
