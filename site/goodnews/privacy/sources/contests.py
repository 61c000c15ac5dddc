"""Entrants of contests."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from campaigns.contests.models import Entrant
from goodnews.privacy.holdings import Holding, HoldingSource, Wanted


def _entrants(wanted: Wanted) -> Iterator[Holding]:
    rows = Entrant.objects.select_related("contest", "unit").order_by("-registered_at", "-pk")
    for entrant in rows.iterator(chunk_size=1000):
        if (
            wanted.is_named(entrant.full_name)
            or wanted.is_mailed(entrant.email)
            or wanted.is_called(entrant.phone, entrant.guardian_phone)
        ):
            said = [entrant.contest.title, str(entrant.unit or ""), entrant.phone, entrant.email]
            yield Holding(what=entrant.full_name, detail=" · ".join(part for part in said if part))


ENTRANTS = HoldingSource("contest-entrants", gettext_lazy("Entrants of contests"), _entrants)
