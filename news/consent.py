"""Whether everybody who is named or can be recognised in a story has agreed to it.

The consents' subject is the page's ``translation_key``, so that all
translations of a story share them; a consent covers the person it names.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from goodnews.consents.choices import AgeBand, PartyRole, Purpose
from goodnews.consents.models import ConsentRecord
from goodnews.consents.rules import missing_parties
from goodnews.core.folding import fold


@dataclass(frozen=True)
class PersonConsent:
    """One person of a story with what is on record about them.

    Attributes:
        records: their consents in force or incomplete, the newest first.
        missing: who still has to agree.
    """

    name: str
    age_band: str
    records: tuple[ConsentRecord, ...]
    missing: tuple[PartyRole, ...]

    @property
    def age_label(self) -> str:
        """The age band in words."""
        return AgeBand(self.age_band).label


def same_name(name: str) -> str:
    """Return ``name`` as it is compared: spaces, case and marks do not make another person."""
    return fold(" ".join(name.split()))


def records_of(subject_key: UUID) -> dict[str, list[ConsentRecord]]:
    """Return the standing consents to a story, complete or not, by name, the newest first."""
    records = ConsentRecord.objects.standing().about(subject_key, Purpose.STORY)
    by_name = defaultdict(list)
    for record in records:
        by_name[same_name(record.subject_name)].append(record)
    return by_name


def still_missing(records: Iterable[ConsentRecord], age_band: str) -> tuple[PartyRole, ...]:
    """Return who still has to agree at ``age_band``; one record must hold everybody needed.

    Source:
        Law 91/2025/QH15, article 24; Decree 56/2017/NĐ-CP, article 33.
    """
    candidates = [
        missing_parties(age_band, [party.role for party in record.parties.all()])
        for record in records
    ]
    return min(candidates, key=len, default=missing_parties(age_band, []))


def people_of(story) -> list[PersonConsent]:
    """Return the people of ``story`` with their consents, in the story's own order."""
    people = [person for person in story.named_people.all() if person.age_band in AgeBand.values]
    if not people:
        return []
    records = records_of(story.translation_key)
    return [
        PersonConsent(
            name=person.name,
            age_band=person.age_band,
            records=tuple(records[same_name(person.name)]),
            missing=still_missing(records[same_name(person.name)], person.age_band),
        )
        for person in people
    ]


def consent_faults(story) -> list[ValidationError]:
    """Return a fault for everybody in ``story`` whose consent, or guardian's, is missing."""
    message = _("Consent is missing for “%(name)s”: %(roles)s.")
    return [
        ValidationError(
            {
                "named_people": message
                % {
                    "name": person.name,
                    "roles": ", ".join(str(role.label) for role in person.missing),
                }
            },
            code="consent",
        )
        for person in people_of(story)
        if person.missing
    ]
