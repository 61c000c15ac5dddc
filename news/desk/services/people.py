"""The people of a draft, their proofs, and what becomes of them when the story is sent."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from goodnews.consents.choices import PartyRole, Purpose
from goodnews.consents.errors import ConsentError
from goodnews.consents.names import names_in, same_name
from goodnews.consents.rules import REQUIRED_ROLES
from goodnews.consents.services import (
    Agreement,
    add_proof,
    discard_proof,
    name_person,
    record_consent,
    store_proof,
)
from goodnews.images.models import SiteImage
from news.consent import records_of, still_missing
from news.desk.choices import People
from news.desk.errors import DeskClosedError, TooManyPeopleError
from news.desk.models import MAX_PEOPLE, TYPED_OF_PERSON, DeskDraft, DeskPerson, DeskPhoto
from news.models import StoryPage, StoryPerson


def keep_people(*, draft: DeskDraft, people: Collection[DeskPerson]) -> None:
    """Keep the rows of the form as the people of ``draft``, in their order; the others go."""
    keys = [person.key for person in people]
    discard_people(draft.named_people.exclude(key__in=keys))
    for position, person in enumerate(people):
        typed = {name: getattr(person, name) for name in TYPED_OF_PERSON}
        stored, _is_new = DeskPerson.objects.update_or_create(
            draft=draft, key=person.key, defaults={**typed, "position": position}
        )
        person.pk, person.draft, person.position = stored.pk, draft, position
        person.proof = stored.proof


def discard_people(people: Iterable[DeskPerson]) -> None:
    """Take people out of a draft, with the proofs on which no consent stands."""
    for person in people:
        proof = person.proof
        person.delete()
        if proof is not None:
            discard_proof(proof=proof)


@transaction.atomic
def add_person(*, draft: DeskDraft) -> DeskPerson:
    """Add an empty row to the form of ``draft``.

    Raises:
        TooManyPeopleError: it has as many as a story takes.
    """
    count = draft.named_people.count()
    if count >= MAX_PEOPLE:
        raise TooManyPeopleError
    return DeskPerson.objects.create(draft=draft, position=count)


@transaction.atomic
def keep_proof(*, draft: DeskDraft, key: UUID, file, now: datetime) -> DeskPerson:
    """Keep ``file`` as the proof of the person ``key`` of ``draft``, in place of an earlier one.

    Raises:
        TooManyPeopleError: the person is new, and the draft has no room.
        ProofRefusedError: the file cannot be kept.
    """
    person = draft.named_people.filter(key=key).first()
    if person is None:
        person = add_person(draft=draft)
        person.key = key
    earlier = person.proof
    person.proof = store_proof(file=file, uploaded_by=draft.owner, now=now)
    person.save(update_fields=["key", "proof"])
    if earlier is not None:
        discard_proof(proof=earlier)
    return person


def named_in(draft: DeskDraft) -> list[DeskPerson]:
    """Return the people whom the author names; nobody where the author says so."""
    if draft.people != People.SOMEBODY:
        return []
    return list(draft.named_people.exclude(name="").exclude(age_band="").select_related("proof"))


def write_people(story: StoryPage, draft: DeskDraft) -> None:
    """Put the people of ``draft`` into ``story``, for the editors."""
    story.named_people = [
        StoryPerson(name=person.name, age_band=person.age_band, sort_order=order)
        for order, person in enumerate(named_in(draft))
    ]


def people_field(draft: DeskDraft, story: StoryPage) -> str:
    """Return the author's answer as the editors left it."""
    if story.named_people.all():
        return People.SOMEBODY
    return People.NOBODY if draft.people == People.SOMEBODY else draft.people


def fill_people(draft: DeskDraft, story: StoryPage) -> None:
    """Fill the rows of ``draft`` from its page; what the editors do not know stays."""
    known = {same_name(person.name): person for person in draft.named_people.all()}
    kept = []
    for named in story.named_people.all():
        person = known.get(same_name(named.name)) or DeskPerson(draft=draft)
        person.name, person.age_band = named.name, named.age_band
        kept.append(person)
    keep_people(draft=draft, people=kept)


def record_consents(draft: DeskDraft, story: StoryPage, now: datetime) -> None:
    """Record who agreed, by the story's translation key, so that translations share it.

    Raises:
        DeskClosedError: there is no wording to agree to.
    """
    people = named_in(draft)
    known = records_of(story.translation_key) if people else {}
    for person in people:
        complete = [
            record
            for record in known[same_name(person.name)]
            if not still_missing([record], person.age_band)
        ]
        if not complete:
            _record(draft, story, person, now)
        elif person.proof is not None and all(record.proof_id is None for record in complete):
            add_proof(record=complete[0], proof=person.proof)


def _record(draft: DeskDraft, story: StoryPage, person: DeskPerson, now: datetime) -> None:
    roles = REQUIRED_ROLES[person.age_band]
    parties = []
    if PartyRole.PERSON in roles and person.has_agreed:
        parties.append(Agreement(role=PartyRole.PERSON, name=person.name))
    if PartyRole.GUARDIAN in roles and person.guardian_has_agreed:
        parties.append(Agreement(role=PartyRole.GUARDIAN, name=person.guardian_name))
    try:
        record_consent(
            subject_key=story.translation_key,
            subject_name=person.name,
            purpose=Purpose.STORY,
            age_band=person.age_band,
            parties=parties,
            channel=person.channel,
            recorded_by=draft.owner,
            now=now,
            proof=person.proof,
        )
    except ConsentError as error:
        # Checked by the form; what is left is a wording that was never set up.
        raise DeskClosedError from error


def name_people_in_photos(draft: DeskDraft, story: StoryPage) -> None:
    """Record who is in which photograph, where note, caption or alternative text name them."""
    people = {person.name: person for person in named_in(draft)}
    if not people:
        return
    for photo in draft.photos.select_related("image"):
        said = "\n".join((photo.people_note, photo.caption, photo.alt_text))
        for name in names_in(said, people):
            name_person(
                image=photo.image,
                subject_key=story.translation_key,
                name=name,
                age_band=people[name].age_band,
            )


def leave_drafts(*, image: SiteImage, now: datetime) -> None:
    """Take a picture that was removed from the site out of the drafts of the authors."""
    DeskPhoto.objects.filter(image=image).delete()
