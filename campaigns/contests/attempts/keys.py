"""By what papers are marked now: the key of the version, unless the question has fallen since."""

from collections.abc import Collection, Iterable
from uuid import UUID

from quizblocks.choices import AnnulmentKind
from quizblocks.life.versions import current_versions, version_keys
from quizblocks.models import Annulment

from .marking import KeyInForce

Version = tuple[UUID, int]


def keys_in_force(versions: Collection[Version]) -> dict[Version, KeyInForce]:
    """Return what is right in ``versions`` now: two queries, two more where a key was corrected.

    An annulled question gives everybody who was asked all its points: papers differ, so its
    points cannot be taken out of some of them. Of several corrections the last one counts.
    """
    fallen = _fallen(versions)
    corrected = _corrected_versions(
        {version: row for version, row in fallen.items() if row.kind == AnnulmentKind.CORRECTION}
    )
    keys = version_keys({*versions, *corrected.values()})
    return {
        version: KeyInForce(
            keys.get(corrected.get(version, version), {}),
            is_annulled=version in fallen and fallen[version].kind == AnnulmentKind.ANNUL,
        )
        for version in versions
    }


def _fallen(versions: Collection[Version]) -> dict[Version, Annulment]:
    """Return what fell last on each of ``versions``; an annulment is not taken back by a correction."""
    rows = Annulment.objects.in_force().filter(question_key__in={key for key, _number in versions})
    found: dict[Version, Annulment] = {}
    for row in rows.order_by("in_force_at", "pk"):
        for version in _hit(row, versions):
            earlier = found.get(version)
            if earlier is None or earlier.kind != AnnulmentKind.ANNUL:
                found[version] = row
    return found


def _hit(row: Annulment, versions: Iterable[Version]) -> list[Version]:
    return [
        (key, number)
        for key, number in versions
        if key == row.question_key and row.first_version <= number <= row.last_version
    ]


def _corrected_versions(fallen: dict[Version, Annulment]) -> dict[Version, Version]:
    """Return the version whose key holds instead: the first after those that were wrong."""
    if not fallen:
        return {}
    last = current_versions({key for key, _number in fallen})
    return {
        (key, number): (key, min(row.last_version + 1, last[key]))
        for (key, number), row in fallen.items()
    }
