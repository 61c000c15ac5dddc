"""Mergers and splits of units: a preview of what moves, and the change itself."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goodnews.core.pagecache import purge_public_pages
from goodnews.units.belongings import CHILDREN, WORK, Belonging, all_belongings
from goodnews.units.errors import (
    ChangedSincePreviewError,
    MergerIntoItselfError,
    MergerIntoOwnBranchError,
    NothingToMergeError,
    PartMissingError,
    SplitIntoItselfError,
    SplitIntoOneError,
    UnitAlreadyMergedError,
    UnitAlreadySplitError,
)
from goodnews.units.models import Unit, UnitMerger, UnitSplit

from .tree import ONE_DAY, close_unit, move_unit, refuse_the_future, refuse_unless_valid


@dataclass(frozen=True)
class Preview:
    """What a merger or a split would move, before anybody confirms it.

    Attributes:
        units: the units that end.
        children: units that stand directly under them and go on.
        counts: how many rows of each kind belong to them.
        fingerprint: changes as soon as something else would be moved.
    """

    units: list[Unit]
    children: list[Unit]
    counts: list[tuple[Belonging, int]]
    fingerprint: str

    @property
    def moving(self) -> list[tuple[Belonging, int]]:
        """What moves."""
        return [(kind, count) for kind, count in self.counts if kind.moves]

    @property
    def staying(self) -> list[tuple[Belonging, int]]:
        """What stays with the units that end."""
        return [(kind, count) for kind, count in self.counts if not kind.moves]


@transaction.atomic
def merge_units(
    *, units: Iterable[Unit], into: Unit, on: date, now: datetime, expected: str | None = None
) -> list[UnitMerger]:
    """Merge ``units`` into ``into``: they end on the day before ``on``.

    Child units and all that is registered as moving pass to ``into``; the ended
    units keep their place in the tree, their headcounts and everything
    published, so that old figures stay true.

    Args:
        expected: the fingerprint of the preview that was confirmed.

    Raises:
        NothingToMergeError: ``units`` is empty.
        MergerIntoItselfError: ``into`` is among ``units``.
        MergerIntoOwnBranchError: ``into`` stands below one of ``units``.
        ChangeInFutureError: ``on`` has not come yet.
        UnitAlreadyMergedError, UnitAlreadySplitError: one of ``units`` ended so before.
        UnitNotValidError: one of ``units`` did not exist the day before, or
            ``into`` does not exist on that day.
        ChangedSincePreviewError: something else would be moved than was shown.

    Source:
        Law on the organisation of local government 2025 (communes merged and
        the district level ended on 1 July 2025).
    """
    *ending, into = _locked_together([*sorted(set(units), key=lambda unit: unit.path), into])
    preview = preview_merger(units=ending, into=into, on=on, now=now)
    _refuse_surprises(preview, expected)
    for child in preview.children:
        move_unit(unit=child, parent=into, on=on, now=now)
    for kind, count in preview.moving:
        if count:
            kind.move(kind.rows([unit.pk for unit in ending]), into, now)
    for unit in ending:
        close_unit(Unit.objects.get(pk=unit.pk), last_day=on - ONE_DAY)
    purge_public_pages()
    return [
        UnitMerger.objects.create(unit=unit, into=into, merged_on=on, recorded_at=now)
        for unit in ending
    ]


def preview_merger(*, units: Iterable[Unit], into: Unit, on: date, now: datetime) -> Preview:
    """Return what :func:`merge_units` would move; raises the same errors."""
    ending = sorted(set(units), key=lambda unit: unit.path)
    if not ending:
        raise NothingToMergeError
    if into in ending:
        raise MergerIntoItselfError
    _check_end(ending, [into], on, now)
    return _preview(ending, [into], on)


def was_merged(*, units: Iterable[int], into: int, on: date) -> bool:
    """Tell whether exactly this merger was recorded already: a confirmation sent twice."""
    keys = set(units)
    done = UnitMerger.objects.filter(unit__in=keys, into=into, merged_on=on).count()
    return bool(keys) and done == len(keys)


@transaction.atomic
def split_unit(
    *,
    unit: Unit,
    parts: Iterable[Unit],
    on: date,
    goes_to: Mapping[str, Unit],
    now: datetime,
    expected: str | None = None,
) -> list[UnitSplit]:
    """Split ``unit`` into ``parts``, which exist: it ends on the day before ``on``.

    Args:
        goes_to: the part for each child and each row that is assigned singly, by
            "code-key", and for all other open work, by ``WORK``.
        expected: the fingerprint of the preview that was confirmed.

    Raises:
        SplitIntoOneError: fewer than two parts.
        SplitIntoItselfError: ``unit`` is among ``parts``.
        PartMissingError: something that moves was given no part.
        The same errors of time and place as :func:`merge_units`.
    """
    unit, *parts = _locked_together([unit, *sorted(set(parts), key=lambda part: part.path)])
    preview = preview_split(unit=unit, parts=parts, on=on, now=now)
    _refuse_surprises(preview, expected)
    allowed = {part.pk for part in parts}
    for child in preview.children:
        part = _part(goes_to, f"{CHILDREN}-{child.pk}", allowed)
        move_unit(unit=child, parent=part, on=on, now=now)
    for kind, count in preview.moving:
        if count:
            _move_to_parts(kind, unit, goes_to, allowed, now)
    close_unit(Unit.objects.get(pk=unit.pk), last_day=on - ONE_DAY)
    purge_public_pages()
    return [
        UnitSplit.objects.create(unit=unit, into=part, split_on=on, recorded_at=now)
        for part in parts
    ]


def preview_split(*, unit: Unit, parts: Iterable[Unit], on: date, now: datetime) -> Preview:
    """Return what :func:`split_unit` would move; raises the same errors."""
    parts = sorted(set(parts), key=lambda part: part.path)
    check_split(unit=unit, parts=parts, on=on, now=now)
    return _preview([unit], parts, on)


def check_split(*, unit: Unit, parts: list[Unit], on: date, now: datetime) -> None:
    """Refuse a split that cannot be; see :func:`split_unit`."""
    if unit in parts:
        raise SplitIntoItselfError
    if len(parts) < 2:
        raise SplitIntoOneError
    _check_end([unit], parts, on, now)


def was_split(*, unit: int, parts: Iterable[int], on: date) -> bool:
    """Tell whether exactly this split was recorded already: a confirmation sent twice."""
    done = UnitSplit.objects.filter(unit=unit, split_on=on).values_list("into", flat=True)
    return bool(done) and set(done) == set(parts)


def _locked_together(units: list[Unit]) -> list[Unit]:
    """Read ``units`` again and hold their rows, always in the same order."""
    keys = [unit.pk for unit in units]
    rows = Unit.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    stored = {row.pk: row for row in rows}
    return [stored[pk] for pk in keys]


def _check_end(ending: list[Unit], successors: list[Unit], on: date, now: datetime) -> None:
    """Refuse unless ``ending`` may end before ``on`` and ``successors`` exist then."""
    refuse_the_future(on, now)
    for successor in successors:
        refuse_unless_valid(successor, on)
    merger = UnitMerger.objects.filter(unit__in=ending).select_related("unit").first()
    if merger:
        raise UnitAlreadyMergedError(unit=merger.unit)
    split = UnitSplit.objects.filter(unit__in=ending).select_related("unit").first()
    if split:
        raise UnitAlreadySplitError(unit=split.unit)
    for unit in ending:
        for successor in successors:
            if successor.path.startswith(unit.path):
                raise MergerIntoOwnBranchError(unit=unit, into=successor)
        refuse_unless_valid(unit, on - ONE_DAY)


def _preview(ending: list[Unit], successors: list[Unit], on: date) -> Preview:
    keys = {unit.pk for unit in ending}
    children = [child for unit in ending for child in _children_to_move(unit, keys)]
    kinds = all_belongings()
    # What is assigned singly is known by its rows; of the rest the number is enough.
    rows = {
        kind.code: sorted(kind.rows(keys).values_list("pk", flat=True))
        for kind in kinds
        if kind.is_assigned_singly
    }
    counts = [
        (kind, len(rows[kind.code]) if kind.code in rows else kind.rows(keys).count())
        for kind in kinds
    ]
    seen = (
        sorted(keys),
        sorted(unit.pk for unit in successors),
        on.isoformat(),
        sorted(child.pk for child in children),
        [(kind.code, count) for kind, count in counts],
        sorted(rows.items()),
    )
    digest = hashlib.sha256(repr(seen).encode()).hexdigest()
    return Preview(units=ending, children=children, counts=counts, fingerprint=digest)


def _refuse_surprises(preview: Preview, expected: str | None) -> None:
    if expected is not None and expected != preview.fingerprint:
        raise ChangedSincePreviewError


def _children_to_move(unit: Unit, ending: set[int]) -> list[Unit]:
    """Return the children of ``unit`` that go on existing."""
    children = Unit.objects.get(pk=unit.pk).get_children().filter(valid_to__isnull=True)
    return list(children.exclude(pk__in=ending))


def _move_to_parts(kind: Belonging, unit: Unit, goes_to, allowed: set[int], now: datetime) -> None:
    """Move what ``unit`` owns of one kind to the parts that were chosen."""
    if not kind.is_assigned_singly:
        # Together: a story and its review must not go different ways.
        kind.move(kind.rows([unit.pk]), _part(goes_to, WORK, allowed), now)
        return
    keys_of: dict[Unit, list[int]] = {}
    for pk in kind.rows([unit.pk]).values_list("pk", flat=True):
        keys_of.setdefault(_part(goes_to, f"{kind.code}-{pk}", allowed), []).append(pk)
    for part, keys in keys_of.items():
        kind.move(kind.rows([unit.pk]).filter(pk__in=keys), part, now)


def _part(goes_to: Mapping[str, Unit], choice: str, allowed: set[int]) -> Unit:
    """Return the part chosen for ``choice``, which must be one of those agreed on."""
    part = goes_to.get(choice)
    if part is None or part.pk not in allowed:
        raise PartMissingError
    # Read again: the tree's numbers change as children arrive.
    return Unit.objects.get(pk=part.pk)
