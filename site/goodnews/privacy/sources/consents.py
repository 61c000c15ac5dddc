"""Consents: about whom, who agreed, and who was asked."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodnews.consents.models import ConsentParty, ConsentRecord, ConsentRequest
from goodnews.privacy.holdings import Holding, HoldingSource, Wanted


def consents_of(wanted: Wanted) -> Iterator[tuple[ConsentRecord, list[str]]]:
    """Yield each consent that names the person, with the names of those who agreed."""
    parties: dict[int, list[str]] = {}
    for record_id, name in ConsentParty.objects.order_by("pk").values_list("record_id", "name"):
        parties.setdefault(record_id, []).append(name)
    for record in ConsentRecord.objects.order_by("-recorded_at", "-pk").iterator(chunk_size=1000):
        named = parties.get(record.pk, [])
        if wanted.is_named(record.subject_name, *named):
            yield record, named


def _consents(wanted: Wanted) -> Iterator[Holding]:
    now = timezone.now()
    for record, named in consents_of(wanted):
        is_in_force = record.is_standing(now)
        ended = _("withdrawn") if record.withdrawn_at else _("validity over")
        state = _("in force") if is_in_force else ended
        agreed = _("agreed: %(names)s") % {"names": ", ".join(named)}
        yield Holding(
            what=str(record),
            detail=f"{record.get_age_band_display()} · {agreed} · {state}",
            url=reverse("consent_records:inspect", args=[record.pk]),
            consent_id=record.pk if is_in_force else None,
        )


def _requests(wanted: Wanted) -> Iterator[Holding]:
    requests = ConsentRequest.objects.prefetch_related("parties").order_by("-asked_at", "-pk")
    for request in requests.iterator(chunk_size=1000):
        named = [party.name for party in request.parties.all() if party.name]
        if wanted.is_named(request.subject_name, *named):
            yield Holding(
                what=str(request),
                detail=", ".join(named) or _("nobody has answered"),
                url=reverse("consent_requests:inspect", args=[request.pk]),
            )


CONSENTS = HoldingSource("consents", gettext_lazy("Consents"), _consents)
CONSENT_REQUESTS = HoldingSource("asked", gettext_lazy("Requests for consent"), _requests)
