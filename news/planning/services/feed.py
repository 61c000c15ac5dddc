"""The private address of a person's calendar."""

import hashlib
import secrets
from datetime import datetime

from news.planning.models import FeedKey


def digest_of(token: str) -> str:
    """Return the fingerprint under which ``token`` is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_feed_key(*, user, now: datetime) -> str:
    """Return a new secret for ``user``; the former one ends. It is shown this once."""
    token = secrets.token_urlsafe(32)
    FeedKey.objects.update_or_create(
        user=user, defaults={"digest": digest_of(token), "created_at": now}
    )
    return token


def revoke_feed_key(*, user) -> None:
    """End the calendar address of ``user``."""
    FeedKey.objects.filter(user=user).delete()
