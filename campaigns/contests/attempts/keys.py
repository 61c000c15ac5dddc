"""By what papers are marked now: the key of the version, unless the question has fallen since."""

from collections.abc import Collection, Iterable
from uuid import UUID

from campaigns.contests.models import Round
from quizblocks.choices import AnnulmentKind
from quizblocks.life.versions import current_versions, version_keys
from quizblocks.models import Annulment

from .marking import KeyInForce

Version = tuple[UUID, int]


def keys_in_force(
    versions: Collection[Version], *, ending_in: Collection[int] = ()
) -> dict[Version, KeyInForce]:
    """Return what is right in ``versions`` now: two queries, two more where a key was corrected.

    An annulled question gives everybody who was asked all its points: papers differ, so its
    points cannot be taken out of some of them. Of several corrections the last one counts.

    Args:
        ending_in: ids of the rounds whose papers end in this transaction. While an annulment
            waits they are held: either it is seen here, or it finds these papers ended.
    """
    fallen = _fallen(versions, ending_in)
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


def hold_rounds(rounds: Collection[int]) -> None:
    """Let papers of ``rounds`` and annulments that hit them pass one after the other."""
    held = Round.objects.filter(pk__in=rounds).order_by("pk").select_for_update(no_key=True)
    list(held.values_list("pk", flat=True))


def _fallen(versions: Collection[Version], ending_in: Collection[int]) -> dict[Version, Annulment]:
    """Return what fell last on each of ``versions``; an annulment is not taken back by a correction."""
    keys = {key for key, _number in versions}
    rows = Annulment.objects.filter(question_key__in=keys, withdrawn_at__isnull=True)
    rows = rows.order_by("in_force_at", "pk")
    if ending_in and any(row.in_force_at is None for row in rows):
        hold_rounds(ending_in)
        rows = rows.all()
    found: dict[Version, Annulment] = {}
    for row in rows:
        if row.in_force_at is None:
            continue
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
