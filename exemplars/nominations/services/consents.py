"""Asking those who are nominated whether they agree to a public profile."""

from datetime import datetime
from uuid import UUID

from exemplars.nominations.choices import CONSENT_STATES
from exemplars.nominations.models import Nomination
from goodnews.consents.choices import Purpose
from goodnews.consents.services import AskedConsent, ask_for_consent

from .moves import refuse_unless


def ask_about(
    *, nomination: Nomination, key: UUID | None = None, user, now: datetime
) -> AskedConsent:
    """Make the links for whoever has to agree at the age that the nomination gives.

    Pictures are asked about too where some came along. The subject is the
    nomination's ``subject_key``, which becomes the profile's.

    Raises:
        WrongStageError: a draft, or a nomination that leads to no profile.
        ConsentError: there is no wording yet, or everybody has answered this very request.
    """
    refuse_unless(nomination, CONSENT_STATES)
    purposes = [Purpose.PROFILE]
    if nomination.photos.exists():
        purposes.append(Purpose.IMAGE)
    return ask_for_consent(
        subject_key=nomination.subject_key,
        subject_name=nomination.name,
        purposes=purposes,
        age_band=nomination.age_band,
        asked_by=user,
        now=now,
        occasion=str(nomination.round),
        key=key,
    )
