"""Forgetting requests for consent that came to nothing."""

from datetime import datetime

from django.db import transaction

from goodnews.consents.models import (
    ConsentAnswer,
    ConsentRequest,
    ConsentRequestParty,
    ConsentRequestPurpose,
)


@transaction.atomic
def forget_request(*, pk: int, before: datetime) -> bool:
    """Delete a request whose links were over by ``before`` and that led to no consent.

    Returns:
        False where a consent came of it, or its links were open for longer: it stays.
    """
    locked = ConsentRequest.objects.fruitless().select_for_update(of=("self",))
    request = locked.filter(pk=pk, expires_at__lte=before).first()
    if request is None:
        return False
    ConsentAnswer.objects.filter(party__request=request).delete()
    ConsentRequestParty.objects.filter(request=request).delete()
    ConsentRequestPurpose.objects.filter(request=request).delete()
    request.delete()
    return True
