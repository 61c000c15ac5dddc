"""The morning's letter to the people who answer requests."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from goodnews.privacy.models import DataRequest
from goodnews.privacy.notices import tell_waiting
from goodnews.workflows.deadlines import VIET_NAM
from goodnews.workflows.models import ReviewSettings

# What is due before tomorrow evening is worth a letter today.
AHEAD = timedelta(hours=36)


@transaction.atomic
def remind_of_requests(*, now: datetime) -> int:
    """Write the people responsible one letter about what is late, or soon will be.

    On working days, and once a day however often it runs.

    Returns:
        How many requests the letter names.
    """
    today = timezone.localdate(now, VIET_NAM)
    if not ReviewSettings.load().office.is_working_day(today):
        return 0
    untold = Q(reminded_on__isnull=True) | Q(reminded_on__lt=today)
    waiting = DataRequest.objects.open().filter(untold, due_at__lte=now + AHEAD)
    requests = list(waiting.select_for_update().order_by("due_at", "pk"))
    if requests:
        DataRequest.objects.filter(pk__in=[request.pk for request in requests]).update(
            reminded_on=today
        )
        tell_waiting(requests, now=now)
    return len(requests)
