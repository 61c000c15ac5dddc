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

from exemplars.models import ExemplarPage
from goodnews.consents.choices import AgeBand, PartyRole, Purpose
from goodnews.consents.models import ConsentRecord
from goodnews.consents.names import names_in, same_name
from goodnews.consents.pictures import fewest_missing, picture_gaps
from goodnews.core.blocks import plain_text
from goodnews.core.picture_values import picture_numbers


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
    agreed = [[party.role for party in record.parties.all()] for record in records]
    return fewest_missing(age_band, agreed)


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
    people = people_of(story)
    faults = [
        _fault("named_people", _("Consent is missing for “%(name)s”: %(roles)s."), person)
        for person in people
        if person.missing
    ]
    message = _("Consent is missing for “%(name)s”, who is in a picture: %(roles)s.")
    known = {same_name(person.name) for person in people if person.missing}
    faults += [
        _fault("body", message, gap)
        for gap in picture_gaps(image_ids=picture_ids(story), story_key=story.translation_key)
        if same_name(gap.name) not in known
    ]
    return faults + withdrawn_faults(story, people)


def withdrawn_faults(story, people: list[PersonConsent]) -> list[ValidationError]:
    """Return a fault for everybody whom the story still names although they withdrew.

    Only of people whose profile the story is linked with: of others nobody
    knows whether they are the same. A consent to the story itself is enough.
    """
    links = [link.exemplar_id for link in story.story_exemplars.all()]
    if not links:
        return []
    covered = {same_name(person.name) for person in people if not person.missing}
    profiles = ExemplarPage.objects.filter(pk__in=links).withdrawn()
    titles = list(profiles.values_list("title", flat=True))
    return [
        ValidationError(
            {
                "story_exemplars": _(
                    "“%(name)s” has withdrawn the consent, and the story still names this person."
                )
                % {"name": name}
            },
            code="consent",
        )
        for name in names_in(text_of(story), titles)
        if same_name(name) not in covered
    ]


def _fault(field: str, message: str, who) -> ValidationError:
    roles = ", ".join(str(role.label) for role in who.missing)
    return ValidationError({field: message % {"name": who.name, "roles": roles}}, code="consent")


def picture_ids(story) -> set[int]:
    """Return the numbers of all pictures that readers see in ``story``."""
    return ({story.cover_id} - {None}) | picture_numbers(story.body.get_prep_value())


def text_of(story) -> str:
    """Return everything in ``story`` where readers or machines may meet a name."""
    return "\n".join(
        (
            story.title,
            story.seo_title,
            story.search_description,
            story.lead,
            plain_text(story.body),
            story.cover_alt_text,
            story.cover_caption,
        )
    )
