"""Whether the consents that a public profile needs are there.

The subject of the consent is the page's ``translation_key``, so that all
translations of a profile share one record.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from goodnews.consents.choices import PartyRole, Purpose
from goodnews.consents.models import ConsentRecord
from goodnews.consents.rules import missing_parties

WHO_IS_MISSING = {
    (PartyRole.PERSON,): _(
        "Consent is missing: nobody has recorded that the person concerned agreed "
        "to this public profile."
    ),
    (PartyRole.GUARDIAN,): _(
        "Consent is missing: nobody has recorded that a parent or guardian agreed "
        "to this public profile."
    ),
    (PartyRole.PERSON, PartyRole.GUARDIAN): _(
        "Consent is missing: nobody has recorded that the child and a parent or guardian "
        "agreed to this public profile."
    ),
}


def records_of(subject_key: UUID):
    """Return the standing consents to a public profile, complete or not, newest first."""
    return ConsentRecord.objects.standing().about(subject_key, Purpose.PROFILE)


def missing_consents(*, subject_key: UUID, age_band: str) -> tuple[PartyRole, ...]:
    """Return who still has to agree before the profile may be public.

    One record must hold everybody needed at ``age_band``, the age given in the
    profile; a record made for another age covers only what its parties cover.

    Source:
        Law 91/2025/QH15, article 24; Decree 56/2017/NĐ-CP, article 33.
    """
    candidates = [
        missing_parties(age_band, [party.role for party in record.parties.all()])
        for record in records_of(subject_key)
    ]
    return min(candidates, key=len, default=missing_parties(age_band, []))


def consent_faults(*, subject_key: UUID, age_band: str) -> list[ValidationError]:
    """Return the fault that keeps a profile from the public, naming who is missing."""
    missing = missing_consents(subject_key=subject_key, age_band=age_band)
    if not missing:
        return []
    return [ValidationError({"age_band": WHO_IS_MISSING[missing]}, code="consent")]
