"""Consents: about whom, and who agreed."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodnews.consents.models import ConsentParty, ConsentRecord
from goodnews.privacy.holdings import Holding, HoldingSource, Wanted


def _find(wanted: Wanted) -> Iterator[Holding]:
    parties: dict[int, list[str]] = {}
    for record_id, name in ConsentParty.objects.order_by("pk").values_list("record_id", "name"):
        parties.setdefault(record_id, []).append(name)
    for record in ConsentRecord.objects.order_by("-recorded_at", "-pk").iterator(chunk_size=1000):
        named = parties.get(record.pk, [])
        if wanted.is_named(record.subject_name, *named):
            is_in_force = record.withdrawn_at is None
            state = _("in force") if is_in_force else _("withdrawn")
            agreed = _("agreed: %(names)s") % {"names": ", ".join(named)}
            yield Holding(
                what=str(record),
                detail=f"{record.get_age_band_display()} · {agreed} · {state}",
                url=reverse("consent_records:inspect", args=[record.pk]),
                consent_id=record.pk if is_in_force else None,
            )


CONSENTS = HoldingSource("consents", gettext_lazy("Consents"), _find)
