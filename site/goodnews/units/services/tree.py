"""Changes of the unit tree. The past is closed with a date, never rewritten."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from goodnews.core.folding import slugify_vietnamese
from goodnews.core.pagecache import purge_public_pages
from goodnews.units.errors import (
    ChangeInFutureError,
    LaterPlacementError,
    MoveUnderItselfError,
    UnitNotValidError,
)
from goodnews.units.models import Unit, UnitPlacement

ONE_DAY = timedelta(days=1)


@transaction.atomic
def add_unit(
    *,
    parent: Unit | None,
    name: str,
    code: str,
    kind: str,
    valid_from: date,
    short_name: str = "",
    slug: str = "",
    valid_to: date | None = None,
) -> Unit:
    """Add a unit under ``parent`` (or at the top) with its first placement.

    Raises the errors of :func:`place_new_unit`.
    """
    unit = Unit(
        name=name,
        short_name=short_name or name[:80],
        slug=slug or free_slug(short_name or name),
        code=code,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    place_new_unit(unit=unit, parent=parent)
    return unit


@transaction.atomic
def place_new_unit(*, unit: Unit, parent: Unit | None) -> None:
    """Save ``unit``, which is new, under ``parent`` with its first placement.

    Raises:
        UnitNotValidError: ``parent`` ends before ``unit`` does.
    """
    if parent is None:
        Unit.add_root(instance=unit)
    else:
        # Read again: the tree's numbers in ``parent`` may be older than its last child.
        parent = _locked(parent)
        refuse_earlier_end(parent, first=unit.valid_from, last=unit.valid_to)
        parent.add_child(instance=unit)
    UnitPlacement.objects.create(
        unit=unit, parent=parent, valid_from=unit.valid_from, valid_to=unit.valid_to
    )


@transaction.atomic
def change_dates(*, unit: Unit, valid_from: date, valid_to: date | None) -> None:
    """Correct the first and the last day of ``unit``, and of its placements.

    Raises:
        UnitNotValidError: the unit was at some place on a day that would no
            longer be one of its days.
    """
    last = _present_placement(unit)
    first = unit.placements.order_by("valid_from").first()
    if first == last:
        first.valid_from, first.valid_to = valid_from, valid_to
        first.save(update_fields=["valid_from", "valid_to"])
    else:
        if valid_from > first.valid_to:
            raise UnitNotValidError(unit=unit, day=date_format(first.valid_to, "d/m/Y"))
        if valid_to is not None and valid_to < last.valid_from:
            raise UnitNotValidError(unit=unit, day=date_format(last.valid_from, "d/m/Y"))
        unit.placements.filter(pk=first.pk).update(valid_from=valid_from)
        unit.placements.filter(pk=last.pk).update(valid_to=valid_to)
    unit.valid_from, unit.valid_to = valid_from, valid_to
    unit.save(update_fields=["valid_from", "valid_to"])


def free_slug(name: str) -> str:
    """Return an address part for ``name`` that no unit has."""
    base = slugify_vietnamese(name, max_length=72) or "don-vi"
    taken = set(Unit.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = (base if number == 1 else f"{base}-{number}" for number in range(1, 10_000))
    return next(slug for slug in candidates if slug not in taken)


@transaction.atomic
def move_unit(*, unit: Unit, parent: Unit | None, on: date, now: datetime) -> UnitPlacement:
    """Move ``unit`` and all below it under ``parent``, as from the day ``on``.

    A second move on the day of the last one corrects it.

    Raises:
        ChangeInFutureError: ``on`` has not come yet; the tree is the present.
        UnitNotValidError: ``unit`` does not exist on that day, or ``parent`` not
            on that day or on one of the days of ``unit`` after it.
        MoveUnderItselfError: ``parent`` is ``unit`` or stands below it.
        LaterPlacementError: ``unit`` was moved after ``on`` already.
    """
    unit = _locked(unit)
    parent = _locked(parent) if parent else None
    refuse_the_future(on, now)
    refuse_unless_valid(unit, on)
    if parent is not None:
        refuse_unless_valid(parent, on)
        refuse_earlier_end(parent, first=on, last=unit.valid_to)
        if parent.path.startswith(unit.path):
            raise MoveUnderItselfError
    placement = _dated_move(unit, parent, on)
    if parent is None:
        unit.move(Unit.get_last_root_node(), pos="last-sibling")
    else:
        unit.move(parent, pos="last-child")
    # treebeard moves with plain SQL, which no signal reports.
    purge_public_pages()
    return placement


def _locked(unit: Unit) -> Unit:
    """Read ``unit`` again and hold its row until the transaction ends."""
    return Unit.objects.select_for_update().get(pk=unit.pk)


def refuse_the_future(on: date, now: datetime) -> None:
    if on > timezone.localdate(now):
        raise ChangeInFutureError


def refuse_unless_valid(unit: Unit, day: date) -> None:
    if not (unit.valid_from <= day and (unit.valid_to is None or unit.valid_to >= day)):
        raise UnitNotValidError(unit=unit, day=date_format(day, "d/m/Y"))


def refuse_earlier_end(unit: Unit, *, first: date, last: date | None) -> None:
    """Refuse to put under ``unit``, which ends before, one of the days ``first`` to ``last``.

    It may have begun later: a school is often older than the commune above it.
    """
    if unit.valid_to is not None and (last is None or last > unit.valid_to):
        refuse_unless_valid(unit, max(first, unit.valid_to + ONE_DAY))


def _dated_move(unit: Unit, parent: Unit | None, on: date) -> UnitPlacement:
    """Write the move in the placements, and return the new present one."""
    present = _present_placement(unit)
    if present.valid_from > on:
        raise LaterPlacementError(unit=unit, day=date_format(present.valid_from, "d/m/Y"))
    if present.valid_from == on:
        present.parent = parent
        present.save(update_fields=["parent"])
        return present
    present.valid_to = on - ONE_DAY
    present.save(update_fields=["valid_to"])
    return UnitPlacement.objects.create(
        unit=unit, parent=parent, valid_from=on, valid_to=unit.valid_to
    )


def _present_placement(unit: Unit) -> UnitPlacement:
    """Return the last placement of ``unit``; made from the tree where none was written."""
    placement = unit.placements.order_by("-valid_from").first()
    if placement is None:
        placement = UnitPlacement.objects.create(
            unit=unit,
            parent=unit.get_parent(),
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
        )
    return placement


def close_unit(unit: Unit, *, last_day: date) -> None:
    """End ``unit`` and its present placement on ``last_day``."""
    placement = _present_placement(unit)
    if placement.valid_from > last_day:
        day = date_format(placement.valid_from, "d/m/Y")
        raise LaterPlacementError(unit=unit, day=day)
    placement.valid_to = last_day
    placement.save(update_fields=["valid_to"])
    unit.valid_to = last_day
    unit.save(update_fields=["valid_to"])
