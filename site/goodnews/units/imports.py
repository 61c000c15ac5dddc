"""Units read in from a spreadsheet: all of them or none, and only what differs."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from goodnews.core.spreadsheets.cells import tidy
from goodnews.core.spreadsheets.files import read_sheet
from goodnews.core.spreadsheets.plans import Change, Plan, log_import, shown
from goodnews.core.spreadsheets.tables import Record, Table

from .bulk import add_units, save_headcounts, save_names
from .errors import UnitError
from .models import Headcount, Unit
from .services import change_dates, move_unit, refuse_earlier_end
from .sheets import HEADINGS, KIND_NAMES, SHEET_TITLE, codes_in_circles, parse_units

NAME_KEYS = ("name", "short_name", "kind")
DATE_KEYS = ("valid_from", "valid_to")
COUNT_KEYS = ("youth_count", "member_count")
NEEDED_FOR_NEW = ("name", "kind", "valid_from")
MAX_DEPTH = Unit._meta.get_field("path").max_length // Unit.steplen


def import_units(
    *, content: bytes, now: datetime, dry_run: bool, user=None, expected: str | None = None
) -> Plan:
    """Make the units like those in the file ``content``; safe to run again.

    Args:
        dry_run: do everything, and undo it.
        expected: the digest of the plan that was shown; nothing is done where the
            tree has changed since, so that the plan is another.

    Raises:
        SpreadsheetRefusedError: the file cannot be read.
    """
    table = parse_units(read_sheet(content, title=SHEET_TITLE))
    with transaction.atomic():
        plan = UnitImport(table, now=now, user=user).run()
        if dry_run or plan.faults or (expected is not None and expected != plan.digest):
            transaction.set_rollback(True)
    return plan


class UnitImport:
    """One reading of one file, inside the caller's transaction."""

    def __init__(self, table: Table, *, now: datetime, user):
        self.table = table
        self.now = now
        self.user = user
        self.plan = Plan(faults=table.faults)
        # One import after the other: what the last one added is seen by this one's reads.
        Unit.objects.select_for_update().order_by("pk").first()
        self.units = {tidy(unit.code).casefold(): unit for unit in Unit.objects.select_for_update()}
        self.parents = _parent_keys(self.units.values())
        self.records = {_key(record): record for record in table.records if record.get("code")}
        self.merged = self._merged_units()
        self.headcounts = self._stored_headcounts()
        self.new: list[Record] = []
        self.renamed: list[Unit] = []
        self.redated: list[tuple[Record, Unit, date, date | None]] = []
        self.moved: list[tuple[Record, Unit]] = []
        self.counted: list[tuple[Record, Headcount | None]] = []
        self.changed: dict[int, Unit] = {}

    def run(self) -> Plan:
        """Compare, and write what differs if nothing is wrong."""
        self._check_parents()
        for record in self.records.values():
            unit = self.units.get(_key(record))
            if unit is None:
                self._plan_new(record)
            else:
                self._plan_change(record, unit)
        if not self.plan.faults:
            self._write()
        self.table.sort()
        return self.plan

    def _merged_units(self) -> set[int]:
        return set(Unit.objects.filter(merger__isnull=False).values_list("pk", flat=True))

    def _stored_headcounts(self) -> dict[tuple[int, date], Headcount]:
        days = {record.get("counted_on") for record in self.records.values()} - {None}
        stored = Headcount.objects.filter(counted_on__in=days)
        return {(count.unit_id, count.counted_on): count for count in stored}

    def _check_parents(self) -> None:
        """Refuse parents that nobody knows, and units that would stand above themselves."""
        wanted = dict(self.parents)
        for key, record in self.records.items():
            parent = record.get("parent_code")
            if parent is None:
                wanted.setdefault(key, None)
            elif parent.casefold() in self.units or parent.casefold() in self.records:
                wanted[key] = parent.casefold()
            else:
                message = _("No unit has the code “%(code)s”, here or in this file.")
                self._refuse(record, "parent_code", message % {"code": parent})
        self.wanted_parents = wanted
        circling = codes_in_circles(wanted)
        for key, record in self.records.items():
            if key in circling:
                self._refuse(record, "parent_code", _("This unit would stand below itself."))
            elif not circling and self._depth(key) > MAX_DEPTH:
                message = _("Too many levels: at most %(most)s.") % {"most": MAX_DEPTH}
                self._refuse(record, "parent_code", message)

    def _plan_new(self, record: Record) -> None:
        for key in NEEDED_FOR_NEW:
            if record.get(key) is None:
                self._refuse(record, key, _("A new unit needs this."))
        first, last = record.get("valid_from"), record.get("valid_to")
        self._check_days(record, first, last)
        if first:
            self._check_parent_days(record, first, last)
        values = {key: record.get(key) for key in HEADINGS if key not in ("code", "moved_on")}
        changes = [_change(key, None, value) for key, value in values.items() if value is not None]
        changes += self._plan_headcount(record, None)
        self.plan.add(record.row, _label(record), is_new=True, changes=dict.fromkeys(changes))
        self.new.append(record)

    def _plan_change(self, record: Record, unit: Unit) -> None:
        changes = self._plan_names(record, unit)
        dated = self._plan_dates(record, unit) + self._plan_move(record, unit)
        if dated and unit.pk in self.merged:
            message = _("This unit was merged: its days and its place are history.")
            self._refuse(record, "code", message)
        changes += dated + self._plan_headcount(record, unit)
        if changes:
            self.changed[unit.pk] = unit
        self.plan.add(record.row, f"{unit} ({unit.code})", is_new=False, changes=changes)

    def _plan_names(self, record: Record, unit: Unit) -> list[Change]:
        changes = []
        for key in NAME_KEYS:
            before, after = tidy(getattr(unit, key)), record.get(key)
            if after is not None and before != after:
                changes.append(_change(key, getattr(unit, key), after))
        if changes:
            self.renamed.append(unit)
        return changes

    def _plan_dates(self, record: Record, unit: Unit) -> list[Change]:
        after = {
            key: getattr(unit, key) if record.get(key) is None else record.get(key)
            for key in DATE_KEYS
        }
        self._check_days(record, after["valid_from"], after["valid_to"])
        changes = [
            _change(key, getattr(unit, key), day)
            for key, day in after.items()
            if day != getattr(unit, key)
        ]
        if changes:
            self.redated.append((record, unit, after["valid_from"], after["valid_to"]))
        return changes

    def _plan_move(self, record: Record, unit: Unit) -> list[Change]:
        key = _key(record)
        before, after = self.parents[key], self.wanted_parents[key]
        if before == after:
            return []
        if record.get("moved_on") is None:
            self._refuse(record, "moved_on", _("Give the first day at the new place."))
        self.moved.append((record, unit))
        code = self.units[before].code if before else None
        return [_change("parent_code", code, record.get("parent_code"))]

    def _plan_headcount(self, record: Record, unit: Unit | None) -> list[Change]:
        """Plan the headcount of the row's day: a new one, or another than the one kept."""
        day = record.get("counted_on")
        if day is None:
            if any(record.get(key) is not None for key in COUNT_KEYS):
                self._refuse(record, "counted_on", _("Give the day of this headcount."))
            return []
        stored = self.headcounts.get((unit.pk, day)) if unit else None
        before = {key: getattr(stored, key, None) for key in COUNT_KEYS}
        after = {key: before[key] if record.get(key) is None else record.get(key) for key in before}
        for key, value in after.items():
            if value is None:
                self._refuse(record, key, _("A headcount needs both figures."))
        if None not in after.values() and after["member_count"] > after["youth_count"]:
            message = _("There cannot be more members than young people.")
            self._refuse(record, "member_count", message)
        if before == after:
            return []
        self.counted.append((record, stored))
        changes = [_change(key, before[key], after[key]) for key in after]
        if stored is None:
            changes.append(_change("counted_on", None, day))
        return [change for change in changes if change.before != change.after]

    def _check_days(self, record: Record, first: date | None, last: date | None) -> None:
        if first and last and last < first:
            self._refuse(record, "valid_to", _("The last day is before the first."))

    def _check_parent_days(self, record: Record, first: date, last: date | None) -> None:
        """Refuse a parent that ends before a new unit does."""
        parent = self.wanted_parents.get(_key(record))
        if parent is not None:
            self._attempt(
                record,
                "parent_code",
                refuse_earlier_end,
                unit=self._as_in_file(parent),
                first=first,
                last=last,
            )

    def _as_in_file(self, key: str) -> Unit:
        """Return the unit of ``key`` with the last day that the file gives it; not to be saved."""
        stored, record = self.units.get(key), self.records.get(key)
        name = stored.short_name if stored else record.get("short_name") or record.get("name")
        last = (record and record.get("valid_to")) or (stored and stored.valid_to)
        return Unit(short_name=name or key, valid_from=date.min, valid_to=last)

    def _write(self) -> None:
        """Write in the order in which one thing needs another."""
        created = add_units(self._new_units(), parents=self.wanted_parents, known=self.units)
        self.units.update(created)
        for record, unit, first, last in self.redated:
            stored = Unit.objects.get(pk=unit.pk)
            self._attempt(
                record, "valid_to", change_dates, unit=stored, valid_from=first, valid_to=last
            )
        # From the top down, a unit's new parent already stands where it will stand.
        for record, unit in sorted(self.moved, key=lambda move: self._depth(_key(move[0]))):
            parent = self.units[self.wanted_parents[_key(record)]]
            on = record.get("moved_on")
            self._attempt(
                record, "parent_code", move_unit, unit=unit, parent=parent, on=on, now=self.now
            )
        for unit in self.renamed:
            record = self.records[tidy(unit.code).casefold()]
            for key in NAME_KEYS:
                if record.get(key) is not None:
                    setattr(unit, key, record.get(key))
        save_names(self.renamed)
        save_headcounts(self._headcounts())
        log_import(
            created=created.values(), changed=self.changed.values(), user=self.user, now=self.now
        )

    def _attempt(self, record: Record, key: str, service, **arguments) -> None:
        try:
            service(**arguments)
        except UnitError as error:
            self._refuse(record, key, " ".join(error.messages))

    def _new_units(self) -> dict[str, Unit]:
        return {
            _key(record): Unit(
                code=record.get("code"),
                name=record.get("name"),
                short_name=record.get("short_name") or record.get("name")[:80],
                kind=record.get("kind"),
                valid_from=record.get("valid_from"),
                valid_to=record.get("valid_to"),
            )
            for record in sorted(self.new, key=lambda record: self._depth(_key(record)))
        }

    def _headcounts(self) -> Iterable[Headcount]:
        for record, stored in self.counted:
            count = stored or Headcount(
                unit=self.units[_key(record)], counted_on=record.get("counted_on")
            )
            for key in COUNT_KEYS:
                if record.get(key) is not None:
                    setattr(count, key, record.get(key))
            yield count

    def _depth(self, key: str | None) -> int:
        depth = 0
        while key is not None and depth <= MAX_DEPTH:
            key, depth = self.wanted_parents.get(key), depth + 1
        return depth

    def _refuse(self, record: Record, key: str, message: str) -> None:
        self.table.refuse(record.row, key, message)


def _key(record: Record) -> str:
    return record.get("code").casefold()


def _label(record: Record) -> str:
    name = record.get("short_name") or record.get("name") or "–"
    return f"{name} ({record.get('code')})"


def _change(key: str, before: Any, after: Any) -> Change:
    if key == "kind":
        before, after = KIND_NAMES.get(before, before), KIND_NAMES.get(after, after)
    return Change(HEADINGS[key], shown(before), shown(after))


def _parent_keys(units: Iterable[Unit]) -> dict[str, str | None]:
    """Return the code of each unit's parent at its present place."""
    by_path = {unit.path: tidy(unit.code).casefold() for unit in units}
    return {code: by_path.get(path[: -Unit.steplen]) for path, code in by_path.items()}
