"""Writes of quotas."""

from django.db import transaction
from django.utils.translation import gettext as _

from goodnews.units.models import Unit

from .errors import OverlappingQuotaError
from .models import Quota


@transaction.atomic
def save_quota(*, quota: Quota) -> Quota:
    """Save ``quota`` if nothing else asks the same of the same units in the same days.

    Raises:
        OverlappingQuotaError: another quota does.
    """
    # One at a time: the top of the tree stands for everything that can be asked.
    Unit.objects.select_for_update(no_key=True).order_by("path").first()
    refuse_overlap(quota)
    quota.save()
    return quota


def refuse_overlap(quota: Quota) -> None:
    """Refuse a quota whose days are taken.

    Raises:
        OverlappingQuotaError: the message names the other quota.
    """
    rival = Quota.objects.rivals_of(quota).select_related("unit").first()
    if rival is None:
        return
    last = f"{rival.valid_to:%d/%m/%Y}" if rival.valid_to else _("no end")
    raise OverlappingQuotaError(
        _("The same is already asked from %(first)s to %(last)s (%(quota)s). End that one first.")
        % {"first": f"{rival.valid_from:%d/%m/%Y}", "last": last, "quota": rival}
    )
