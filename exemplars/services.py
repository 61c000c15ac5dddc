"""Writes about exemplars that have a rule."""

import logging
from datetime import datetime

from django.db import transaction

from goodnews.consents.models import ConsentRecord

from .consent import missing_consents
from .models import ExemplarPage

logger = logging.getLogger("goodnews.exemplars")


@transaction.atomic
def take_down_profiles(*, record: ConsentRecord, now: datetime) -> int:
    """Unpublish the profiles that stood on a consent now withdrawn, in every language.

    A profile that another consent still covers stays.

    Returns:
        How many pages were taken down.

    Source:
        Law 91/2025/QH15, article 10 (withdrawal of consent).
    """
    profiles = ExemplarPage.objects.filter(translation_key=record.subject_key, live=True)
    count = 0
    for page in profiles:
        if not missing_consents(subject_key=page.translation_key, age_band=page.age_band):
            continue
        page.unpublish(commit=True)
        count += 1
        logger.info(
            "profile taken down",
            extra={"event": "exemplar.taken_down", "page": page.pk, "consent": record.pk},
        )
    return count
