"""The last day of a consent: staff are told before it, and after it what stood on it goes."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction

from goodnews.consents.models import ConsentRecord
from goodnews.consents.notices import last_day_notices

from .holding import hold_consents
from .records import act_on_end

logger = logging.getLogger("goodnews.consents")


def expire_consents(*, now: datetime) -> int:
    """Take down what stands on consents whose last day is over; each in its own transaction.

    May be run twice, also at the same time: each consent ends once. One that fails
    stays for the next run and does not hold up the others.

    Returns:
        How many consents ended.
    """
    count = 0
    for pk in list(ConsentRecord.objects.past_last_day(now).values_list("pk", flat=True)):
        try:
            count += _end(pk, now)
        except Exception:
            logger.exception(
                "consent not ended", extra={"event": "consents.expire_failed", "consent": pk}
            )
    return count


@transaction.atomic
def _end(pk: int, now: datetime) -> bool:
    hold_consents()
    due = ConsentRecord.objects.past_last_day(now).select_for_update()
    record = due.filter(pk=pk).first()
    if record is None:
        return False
    record.expired_at = now
    record.save(update_fields=["expired_at"])
    act_on_end(record=record, now=now)
    logger.info("consent ended", extra={"event": "consents.expired", "consent": pk})
    return True


@transaction.atomic
def warn_of_last_days(*, now: datetime) -> int:
    """Tell staff once of consents whose last day is near, through what other rooms registered.

    Returns:
        Of how many consents they were told.
    """
    near = ConsentRecord.objects.ending_within(settings.CONSENT_WARNING_DAYS, now)
    records = list(near.select_for_update())
    notices = last_day_notices()
    if not records or not notices:
        return 0
    for notify in notices:
        notify(records=records, now=now)
    ConsentRecord.objects.filter(pk__in=[record.pk for record in records]).update(warned_at=now)
    return len(records)
