"""What this site keeps for a time only, room by room. A new kind is added to ``KINDS``."""

from goodnews.privacy.retention import register_kind

from .consents import CONSENT_REQUESTS, WITHDRAWN_PROOFS
from .contests import ENTRANTS, EXCLUDED, LOST_CODES, ROSTERS
from .desk import DRAFTS
from .honoured import GREETING_SENDERS, NOMINATIONS, REFUSED_GREETINGS
from .letters import LETTERS, REMINDER_LETTERS
from .requests import DATA_REQUESTS
from .visits import SESSIONS, VISITORS

KINDS = (
    DRAFTS,
    CONSENT_REQUESTS,
    WITHDRAWN_PROOFS,
    DATA_REQUESTS,
    NOMINATIONS,
    ENTRANTS,
    ROSTERS,
    EXCLUDED,
    LOST_CODES,
    GREETING_SENDERS,
    REFUSED_GREETINGS,
    REMINDER_LETTERS,
    LETTERS,
    SESSIONS,
    VISITORS,
)


def register() -> None:
    """Let the retention know of every kind."""
    for kind in KINDS:
        register_kind(kind)
