"""Who in a picture has not agreed to it. Reads only.

A person agrees to a picture by a consent to the picture itself, or by the
consent to the story that shows it: the desk asks for text and picture at once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from .choices import AgeBand, PartyRole, Purpose
from .models import ConsentRecord, PersonInPicture
from .names import same_name
from .rules import missing_parties


@dataclass(frozen=True)
class PictureGap:
    """Somebody in a picture, and who still has to agree to it."""

    name: str
    missing: tuple[PartyRole, ...]


def picture_gaps(*, image_ids: Iterable[int], story_key: UUID | None = None) -> list[PictureGap]:
    """Return who in the pictures has not agreed, each once; three queries at most.

    Args:
        story_key: of the story that shows them; consents to it count, too.
    """
    ids = {pk for pk in image_ids if pk}
    people = list(PersonInPicture.objects.filter(image__in=ids)) if ids else []
    if not people:
        return []
    agreed = _agreed_roles({person.subject_key for person in people}, story_key)
    gaps = {}
    for person in people:
        name = person.folded_name
        candidates = [*agreed[person.subject_key, name], *agreed[story_key, name]]
        missing = fewest_missing(person.age_band, candidates)
        if missing:
            gaps[name] = PictureGap(name=person.name, missing=missing)
    return list(gaps.values())


def fewest_missing(age_band: str, agreed: Iterable[Iterable[str]]) -> tuple[PartyRole, ...]:
    """Return who still has to agree; one record must hold everybody needed.

    Args:
        agreed: for each record the roles that agreed in it.
    """
    candidates = [missing_parties(age_band, roles) for roles in agreed]
    return min(candidates, key=len, default=missing_parties(AgeBand(age_band), []))


def _agreed_roles(keys: set[UUID], story_key: UUID | None) -> dict[tuple, list[list[str]]]:
    in_force = ConsentRecord.objects.in_force()
    records = in_force.filter(subject_key__in=keys, purpose=Purpose.IMAGE)
    if story_key is not None:
        records |= in_force.filter(subject_key=story_key, purpose=Purpose.STORY)
    agreed = defaultdict(list)
    for record in records.prefetch_related("parties"):
        roles = [party.role for party in record.parties.all()]
        agreed[record.subject_key, same_name(record.subject_name)].append(roles)
    return agreed


def is_covered(*, subject_key: UUID, name: str, purpose: str) -> bool:
    """Tell whether a consent in force covers this person for ``purpose``."""
    names = (
        ConsentRecord.objects.in_force()
        .filter(subject_key=subject_key, purpose=purpose)
        .values_list("subject_name", flat=True)
    )
    return same_name(name) in {same_name(found) for found in names}
