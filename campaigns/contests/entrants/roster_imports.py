"""A roster read in from a spreadsheet: all of it or nothing, and only what differs."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from campaigns.contests.models import Contest, RosterLine
from campaigns.contests.reading import rules_of
from goodnews.core.folding import fold
from goodnews.core.spreadsheets.csv_files import read_csv
from goodnews.core.spreadsheets.files import TABLE_LIMITS, Sheet, read_sheet
from goodnews.core.spreadsheets.plans import BATCH, Change, Plan, shown
from goodnews.core.spreadsheets.tables import Record, Table
from goodnews.core.spreadsheets.writing import write_template
from goodnews.units.models import Unit

from .exclusions import Traits, excluded_keys, keys_of
from .people import Person
from .registration import person_key, possible_units, running_team
from .roster import known_by
from .roster_sheets import SHEET_TITLE, columns_for, parse_roster

# What a workbook begins with, new or old; anything else is text.
WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")


def import_roster(
    *,
    contest: Contest,
    content: bytes,
    now: datetime,
    dry_run: bool,
    user=None,
    expected: str | None = None,
) -> Plan:
    """Put the people of the file ``content`` on the roster of ``contest``; safe to run again.

    Nobody is taken off: who is on the roster and not in the file stays.

    Args:
        dry_run: do everything, and undo it.
        expected: the digest of the plan that was shown; nothing is done where it is another now.

    Raises:
        SpreadsheetRefusedError: the file cannot be read.
    """
    rules = rules_of(contest)
    table = parse_roster(_sheet(content), rules)
    with transaction.atomic():
        Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
        reading = RosterImport(table, contest=contest, rules=rules, now=now)
        plan = reading.run()
        if dry_run or plan.faults or (expected is not None and expected != plan.digest):
            transaction.set_rollback(True)
        else:
            reading.note(user)
    return plan


def roster_template(contest: Contest) -> bytes:
    """Return an empty roster with an example, with the columns that the contest needs."""
    return write_template(title=SHEET_TITLE, columns=columns_for(rules_of(contest)))


def _sheet(content: bytes) -> Sheet:
    if not content or content.startswith(WORKBOOKS):
        return read_sheet(content, title=SHEET_TITLE)
    return read_csv(content, limits=TABLE_LIMITS)


class RosterImport:
    """One reading of one file, inside the caller's transaction."""

    def __init__(self, table: Table, *, contest: Contest, rules, now: datetime):
        self.table, self.contest, self.rules, self.now = table, contest, rules, now
        self.plan = Plan(faults=table.faults)
        self.known_by = known_by(rules)
        rows = RosterLine.objects.filter(contest=contest).select_related("unit")
        self.stored = {line.person_key: line for line in rows}
        self.units = _units_by_name(rules, timezone.localdate(now))
        self.running = {
            email.casefold() for email in running_team().values_list("email", flat=True) if email
        }
        self.excluded = excluded_keys(contest)
        self.rows_by_key: dict[str, int] = {}
        self.new: list[RosterLine] = []
        self.changed: list[RosterLine] = []

    def run(self) -> Plan:
        """Compare, and write what differs if nothing is wrong."""
        faulty = {fault.row for fault in self.table.faults}
        for record in self.table.records:
            if record.row not in faulty:
                self._plan(record)
        self.table.sort()
        if not self.plan.faults:
            RosterLine.objects.bulk_create(self.new, batch_size=BATCH)
            fields = ["full_name", "folded_name", "unit", "known_by"]
            RosterLine.objects.bulk_update(self.changed, fields, batch_size=BATCH)
        return self.plan

    def note(self, user) -> None:
        """Write down who read the file in; the names stay out of the log."""
        said = {"new": len(self.new), "changed": len(self.changed)}
        log(instance=self.contest, action="wagtail.edit", user=user, data={"roster": said})

    def _plan(self, record: Record) -> None:
        unit = self._unit(record)
        if record.get("unit") and unit is None:
            return
        person = Person(
            full_name=record.get("full_name"),
            birth_date=record.get("birth_date"),
            unit=unit.pk if unit else None,
            phone=record.get("phone") or "",
            email=record.get("email") or "",
        )
        key = person_key(self.contest, self.rules.person, person)
        if self._is_refused(record, person, key):
            return
        line = self.stored.get(key)
        before = (line.full_name, line.unit) if line else (None, None)
        after = (person.full_name, unit)
        changes = [
            Change(heading, shown(old), shown(new))
            for heading, old, new in zip(("Họ và tên", "Đơn vị"), before, after, strict=True)
            if old != new
        ]
        self.plan.add(record.row, person.full_name, is_new=line is None, changes=changes)
        if line is None:
            self.new.append(self._line(RosterLine(contest=self.contest), person, unit, key))
        elif changes:
            self.changed.append(self._line(line, person, unit, key))

    def _line(self, line: RosterLine, person: Person, unit: Unit | None, key: str) -> RosterLine:
        line.person_key, line.known_by = key, self.known_by
        line.full_name, line.folded_name = person.full_name, fold(person.full_name)[:120]
        line.unit, line.added_at = unit, line.added_at or self.now
        return line

    def _is_refused(self, record: Record, person: Person, key: str) -> bool:
        """Refuse who stands in the file already, runs the contest, or was excluded."""
        first = self.rows_by_key.setdefault(key, record.row)
        if first != record.row:
            message = _("By the rules of this contest this is the same person as in row %(row)s.")
            self.table.refuse(record.row, "full_name", message % {"row": first})
            return True
        if person.email.casefold() in self.running:
            message = _("This person runs the contest or this site, so they do not take part.")
            self.table.refuse(record.row, "email", message)
            return True
        if self.excluded and not self.excluded.isdisjoint(
            keys_of(self.contest, _traits(person)).values()
        ):
            message = _("This person is on the list of those who do not take part.")
            self.table.refuse(record.row, "full_name", message)
            return True
        return False

    def _unit(self, record: Record) -> Unit | None:
        """Return the unit that is named, or refuse the cell."""
        text = record.get("unit")
        if not text:
            return None
        found = self.units.get(fold(text), [])
        if len(found) == 1:
            return found[0]
        message = (
            _("Several units are called “%(name)s”: write the code of the right one.")
            if found
            else _("No unit that takes part is called “%(name)s”, and none has this code.")
        )
        self.table.refuse(record.row, "unit", message % {"name": text[:80]})
        return None


def _traits(person: Person) -> Traits:
    return Traits(person.full_name, person.birth_date, person.phone, person.email)


def _units_by_name(rules, day) -> dict[str, list[Unit]]:
    """Return the units that may take part by what they are called: codes, names, short names.

    A code belongs to one unit, whatever others are called.
    """
    units = list(possible_units(rules, day=day))
    names: dict[str, list[Unit]] = {}
    for unit in units:
        for name in {fold(unit.name), fold(unit.short_name)}:
            names.setdefault(name, []).append(unit)
    return names | {fold(unit.code): [unit] for unit in units}
