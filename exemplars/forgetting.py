"""Forgetting good wishes: those that were refused, and by and by who sent the others."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from goodnews.core.pagecache import purge_public_pages

from .models import Greeting

# What stands in the place of a name that is kept no longer; readers see it.
NAMELESS = "Một bạn đọc"


@transaction.atomic
def forget_refused_greetings(*, keys: Collection[int], before: datetime) -> int:
    """Delete the greetings with these keys that were refused by ``before``."""
    refused = Greeting.objects.refused().filter(pk__in=keys, decided_at__lte=before)
    deleted, _by_model = refused.delete()
    return deleted


@transaction.atomic
def forget_senders(*, keys: Collection[int], before: datetime) -> int:
    """Take the sender's name from the shown greetings with these keys, sent by ``before``."""
    greetings = Greeting.objects.shown().exclude(name=NAMELESS)
    count = greetings.filter(pk__in=keys, sent_at__lte=before).update(name=NAMELESS)
    if count:
        purge_public_pages()
    return count
