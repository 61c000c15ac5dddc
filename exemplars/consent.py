"""Whether everybody who has to agree has agreed to a profile and to the pictures in it."""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from goodnews.consents.choices import PartyRole, Purpose
from goodnews.consents.models import ConsentRecord
from goodnews.consents.pictures import fewest_missing

CHILD_AND_GUARDIAN = (PartyRole.PERSON, PartyRole.GUARDIAN)
WHO_IS_MISSING = {
    (PartyRole.PERSON,): _(
        "Consent is missing: nobody has recorded that the person concerned agreed "
        "to this public profile."
    ),
    (PartyRole.GUARDIAN,): _(
        "Consent is missing: nobody has recorded that a parent or guardian agreed "
        "to this public profile."
    ),
    CHILD_AND_GUARDIAN: _(
        "Consent is missing: nobody has recorded that the child and a parent or guardian "
        "agreed to this public profile."
    ),
}
WHO_IS_MISSING_IN_PICTURES = {
    (PartyRole.PERSON,): _(
        "Consent is missing: nobody has recorded that the person concerned agreed "
        "to be seen in pictures."
    ),
    (PartyRole.GUARDIAN,): _(
        "Consent is missing: nobody has recorded that a parent or guardian agreed "
        "to pictures of this person."
    ),
    CHILD_AND_GUARDIAN: _(
        "Consent is missing: nobody has recorded that the child and a parent or guardian "
        "agreed to pictures of the child."
    ),
}


def records_of(subject_key: UUID, purpose: str = Purpose.PROFILE):
    """Return the standing consents to a profile or its pictures, complete or not, newest first."""
    return ConsentRecord.objects.standing().about(subject_key, purpose)


def missing_consents(
    *, subject_key: UUID, age_band: str, purpose: str = Purpose.PROFILE
) -> tuple[PartyRole, ...]:
    """Return who still has to agree before the profile, or its pictures, may be public.

    One record must hold everybody needed at ``age_band``, the age given in the
    profile; a record made for another age covers only what its parties cover.

    Source:
        Law 91/2025/QH15, article 24; Decree 56/2017/NĐ-CP, article 33.
    """
    agreed = [
        [party.role for party in record.parties.all()]
        for record in records_of(subject_key, purpose)
    ]
    return fewest_missing(age_band, agreed)


def consent_faults(*, subject_key: UUID, age_band: str) -> list[ValidationError]:
    """Return the fault that keeps a profile from the public, naming who is missing."""
    missing = missing_consents(subject_key=subject_key, age_band=age_band)
    if not missing:
        return []
    return [ValidationError({"age_band": WHO_IS_MISSING[missing]}, code="consent")]


def picture_faults(
    *, subject_key: UUID, age_band: str, image_ids: Collection[int], field: str = "portrait"
) -> list[ValidationError]:
    """Return the fault that keeps pictures of somebody from the public, at ``field``.

    Args:
        image_ids: the pictures of the profile; without one nothing is asked.
    """
    if not image_ids:
        return []
    missing = missing_consents(subject_key=subject_key, age_band=age_band, purpose=Purpose.IMAGE)
    if not missing:
        return []
    return [ValidationError({field: WHO_IS_MISSING_IN_PICTURES[missing]}, code="consent")]
