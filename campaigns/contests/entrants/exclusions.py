"""People whom the organisers have put down as not taking part."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from campaigns.contests.models import Contest, Entrant, ExcludedPerson
from campaigns.contests.told_errors import ToldError
from goodnews.core.folding import fold

from .people import name_key

KEYS = ("name_key", "phone_key", "email_key")
MOST_FOUND = 20


class ExclusionError(ToldError):
    """The person cannot be put on the list; ``message`` is for the organiser."""

    message = _("This person is on the list already.")


@dataclass(frozen=True)
class Traits:
    """By what somebody is known: any one of the three is enough."""

    full_name: str
    birth_date: date | None = None
    phone: str = ""
    email: str = ""


def keys_of(contest: Contest, traits: Traits) -> dict[str, str]:
    """Return the fingerprints of ``traits`` by their field; "" where there is nothing to know by."""
    born = traits.birth_date
    said = {
        "name_key": f"{name_key(traits.full_name)}\n{born}" if born else "",
        "phone_key": traits.phone,
        "email_key": traits.email.casefold(),
    }
    return {field: _hashed(contest, field, text) for field, text in said.items()}


def is_excluded(contest: Contest, traits: Traits) -> bool:
    """Tell whether somebody is on the list."""
    found = {field: key for field, key in keys_of(contest, traits).items() if key}
    if not found:
        return False
    known = Q()
    for field, key in found.items():
        known |= Q(**{field: key})
    return ExcludedPerson.objects.filter(known, contest=contest).exists()


def excluded_keys(contest: Contest) -> set[str]:
    """Return every fingerprint of the list: for who is asked about by the thousand."""
    rows = ExcludedPerson.objects.filter(contest=contest).values_list(*KEYS)
    return {key for row in rows for key in row if key}


@transaction.atomic
def exclude_person(
    *, contest: Contest, traits: Traits, reason: str, user, now: datetime
) -> ExcludedPerson:
    """Put somebody on the list of those who do not take part.

    Only fingerprints are kept of birth date, phone and e-mail address.

    Raises:
        ExclusionError: somebody with the same traits is on it.
    """
    Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    if is_excluded(contest, traits):
        raise ExclusionError
    return ExcludedPerson.objects.create(
        contest=contest,
        full_name=traits.full_name,
        reason=reason,
        added_at=now,
        added_by=user,
        **keys_of(contest, traits),
    )


def entrants_like(contest: Contest, traits: Traits) -> list[Entrant]:
    """Return who has entered already and is known by one of ``traits``."""
    known = Q(pk__in=[])
    if traits.birth_date:
        known |= Q(birth_date=traits.birth_date, folded_name=fold(traits.full_name)[:120])
    if traits.phone:
        known |= Q(phone=traits.phone)
    if traits.email:
        known |= Q(email__iexact=traits.email)
    return list(Entrant.objects.filter(known, contest=contest).order_by("pk")[:MOST_FOUND])


def _hashed(contest: Contest, field: str, text: str) -> str:
    if not text:
        return ""
    salt = f"contests.excluded.{contest.pk}.{field}"
    return salted_hmac(salt, text, algorithm="sha256").hexdigest()
