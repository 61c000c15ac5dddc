"""The chores of this room, and of the rooms below it that know no registry."""

from datetime import datetime, timedelta

from goodnews.core.pagecache import settle_owed_purges

from .chores import Chore, register_chore
from .services import end_expired_claims, publish_due, send_waiting_letters

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def register() -> None:
    """Let ``run_scheduler`` do them."""
    register_chore(Chore("settle_owed_purges", SECOND, _settle))
    register_chore(Chore("publish_due", SECOND, _publish))
    register_chore(Chore("send_letters", 5 * SECOND, _send))
    register_chore(Chore("end_expired_claims", MINUTE, _end_claims))


def _settle(_now: datetime) -> None:
    settle_owed_purges()


def _publish(now: datetime) -> None:
    # Nobody waits: where another one is at it, the next second comes soon enough.
    publish_due(now=now)


def _send(now: datetime) -> None:
    send_waiting_letters(now=now)


def _end_claims(now: datetime) -> None:
    end_expired_claims(now=now)
