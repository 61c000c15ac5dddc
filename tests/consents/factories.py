"""Consents with fixed values: recorded on 20 November 2026 at 09:00 in Vietnam."""

from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone

from goodnews.consents.choices import AgeBand, Channel, PartyRole, Purpose
from goodnews.consents.models import ConsentText
from goodnews.consents.services import Agreement, ask_for_consent, record_consent

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
SUBJECT = UUID("00000000-0000-4000-8000-000000000001")
PERSON = Agreement(role=PartyRole.PERSON, name="Lê Minh Châu")
GUARDIAN = Agreement(role=PartyRole.GUARDIAN, name="Lê Văn Bình")


def make_text(**values) -> ConsentText:
    """Return version 1 of the Vietnamese text for a profile."""
    defaults = {
        "purpose": Purpose.PROFILE,
        "version": 1,
        "language": "vi",
        "body": "Tôi đồng ý cho đăng hồ sơ.",
    }
    return ConsentText.objects.create(**{**defaults, **values})


def make_consent(**values):
    """Return the consent of an adult to a profile, on paper."""
    defaults = {
        "subject_key": SUBJECT,
        "subject_name": "Lê Minh Châu",
        "purpose": Purpose.PROFILE,
        "age_band": AgeBand.ADULT,
        "parties": [PERSON],
        "channel": Channel.PAPER,
        "recorded_by": None,
        "now": NOW,
    }
    return record_consent(**{**defaults, **values})


def ask(**values):
    """Return a request to a girl of 14 and her guardian for a profile and a photograph.

    Asked on 20 November 2026 at 09:00 in Vietnam, open for 30 days; the texts must exist.
    """
    defaults = {
        "subject_key": SUBJECT,
        "subject_name": "Lê Minh Châu",
        "purposes": [Purpose.PROFILE, Purpose.IMAGE],
        "age_band": AgeBand.CHILD,
        "asked_by": None,
        "now": NOW,
    }
    return ask_for_consent(**{**defaults, **values})


def token_of(path: str) -> str:
    """Return the secret of the link ``path``."""
    return path.rstrip("/").rsplit("/", 1)[-1]


def agree_to_story(story, name: str):
    """Record that an adult of ``name`` agreed to ``story``."""
    return make_consent(
        subject_key=story.translation_key,
        subject_name=name,
        purpose=Purpose.STORY,
        parties=[Agreement(role=PartyRole.PERSON, name=name)],
        now=timezone.now(),
    )
