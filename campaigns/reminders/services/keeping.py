"""Forgetting old letters of the log."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from campaigns.reminders.models import Letter, Reminder


@transaction.atomic
def forget_letters(*, keys: Collection[int], before: datetime) -> int:
    """Delete the letters with these keys that were sent or failed by ``before``.

    Returns:
        How many letters were deleted; what they said goes with them.
    """
    letters = Letter.objects.ended().filter(pk__in=keys, taken_at__lte=before)
    old = list(letters.select_for_update().values_list("pk", flat=True))
    Reminder.objects.filter(letter__in=old).delete()
    Letter.objects.filter(pk__in=old).delete()
    return len(old)
