"""People read in from a spreadsheet: all of them or none, and only what differs."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goodnews.core.spreadsheets.cells import tidy
from goodnews.core.spreadsheets.files import read_sheet
from goodnews.core.spreadsheets.plans import BATCH, Change, Plan, log_import, shown
from goodnews.core.spreadsheets.tables import Record, Table
from goodnews.units.models import Unit

from .addresses import confirmed_addresses, set_addresses
from .models import User
from .roles import Role
from .sheets import HEADINGS, ROLE_NAMES, SHEET_TITLE, parse_people, said_roles

NEEDED_FOR_NEW = ("full_name", "email")
STORED_FIELDS = ["first_name", "last_name", "email", "unit", "is_active"]
NAME_LENGTH = 150


def import_people(
    *, content: bytes, user: User, now: datetime, dry_run: bool, expected: str | None = None
) -> Plan:
    """Make the people like those in the file ``content``; safe to run again.

    New people get no password: they ask for a link at the sign-in page. Nobody
    becomes a superuser by a file.

    Args:
        user: who imports; cannot be locked out by the own file.
        dry_run: do everything, and undo it.
        expected: the digest of the plan that was shown; nothing is done where the
            people have changed since, so that the plan is another.

    Raises:
        SpreadsheetRefusedError: the file cannot be read.
    """
    table = parse_people(read_sheet(content, title=SHEET_TITLE))
    with transaction.atomic():
        plan = PeopleImport(table, user=user, now=now).run()
        if dry_run or plan.faults or (expected is not None and expected != plan.digest):
            transaction.set_rollback(True)
    return plan


class PeopleImport:
    """One reading of one file, inside the caller's transaction."""

    def __init__(self, table: Table, *, user: User, now: datetime):
        self.table = table
        self.user = user
        self.now = now
        self.plan = Plan(faults=table.faults)
        # One import after the other: what the last one added is seen by this one's reads.
        User.objects.select_for_update().order_by("pk").first()
        self.people = {_key(person.username): person for person in _everybody()}
        self.units = {tidy(unit.code).casefold(): unit for unit in Unit.objects.all()}
        self.groups = {group.name: group for group in Group.objects.all()}
        self.roles_then = {key: _roles_of(person) for key, person in self.people.items()}
        self.addresses = self._addresses()
        self.new: list[User] = []
        self.changed: list[User] = []
        self.readdressed: list[User] = []
        self.roles: dict[str, tuple[frozenset[Role], frozenset[Role]]] = {}

    def run(self) -> Plan:
        """Compare, and write what differs if nothing is wrong."""
        for record in self.table.records:
            if not record.get("username"):
                continue
            person = self.people.get(_key(record.get("username")))
            if person is None:
                self._plan_new(record)
            else:
                self._plan_change(record, person)
        if not self.plan.faults:
            self._write()
        self.table.sort()
        return self.plan

    def _addresses(self) -> dict[str, set[str]]:
        """Return who has each e-mail address once the file is read, in lower case."""
        owners: dict[str, set[str]] = defaultdict(set)
        told = {
            _key(record.get("username")): record.get("email")
            for record in self.table.records
            if record.get("username") and record.get("email")
        }
        held = [(key, person.email) for key, person in self.people.items() if person.email]
        keys = {person.pk: key for key, person in self.people.items()}
        rows = confirmed_addresses().values_list("user_id", "email")
        held += [(keys[pk], email) for pk, email in rows]
        for key, email in (*told.items(), *(each for each in held if each[0] not in told)):
            owners[email.casefold()].add(key)
        return owners

    def _plan_new(self, record: Record) -> None:
        for key in NEEDED_FOR_NEW:
            if record.get(key) is None:
                self._refuse(record, key, _("A new person needs this."))
        person = User(
            username=User.normalize_username(record.get("username")),
            password=make_password(None),
            date_joined=self.now,
        )
        try:
            User.username_validator(person.username)
        except ValidationError as error:
            self._refuse(record, "username", " ".join(error.messages))
        changes = self._compare(record, person, frozenset())
        label = f"{person.get_full_name()} ({person.username})".strip()
        self.plan.add(record.row, label, is_new=True, changes=changes)
        self.new.append(person)

    def _plan_change(self, record: Record, person: User) -> None:
        was_active, address_then = person.is_active, person.email
        roles_then = self.roles_then[_key(person.username)]
        changes = self._compare(record, person, roles_then)
        if changes and person.is_superuser and not self.user.is_superuser:
            message = _("Only a superuser changes a superuser.")
            self._refuse(record, "username", message)
        if person.pk == self.user.pk:
            self._refuse_locking_out(record, was_active, roles_then)
        if changes:
            self.changed.append(person)
        if person.email != address_then:
            self.readdressed.append(person)
        label = f"{person.get_full_name()} ({person.username})"
        self.plan.add(record.row, label, is_new=False, changes=changes)

    def _refuse_locking_out(self, record: Record, was_active: bool, roles_then) -> None:
        if was_active and record.get("is_active") is False:
            self._refuse(record, "is_active", _("You cannot switch off your own account."))
        roles = record.get("roles")
        if Role.ADMINISTRATOR in roles_then and roles and Role.ADMINISTRATOR not in roles:
            self._refuse(record, "roles", _("You cannot take your own role away."))

    def _compare(self, record: Record, person: User, roles_then: frozenset) -> list[Change]:
        """Put the record's values into ``person``, and return what they change."""
        changes = [
            *self._compare_name(record, person),
            *self._compare_address(record, person),
            *self._compare_roles(record, person, roles_then),
            *self._compare_unit(record, person),
        ]
        is_active = record.get("is_active")
        if is_active is not None and is_active != person.is_active:
            changes.append(_change("is_active", person.is_active, is_active))
            person.is_active = is_active
        return changes

    def _compare_name(self, record: Record, person: User) -> Iterable[Change]:
        before, after = person.get_full_name(), record.get("full_name")
        if after is None or tidy(before) == after:
            return
        # The last word is the given name, all before it family and middle names.
        person.last_name, _space, person.first_name = after.rpartition(" ")
        if max(len(person.first_name), len(person.last_name)) > NAME_LENGTH:
            self._refuse(record, "full_name", _("This name is too long."))
        yield _change("full_name", before, after)

    def _compare_address(self, record: Record, person: User) -> Iterable[Change]:
        before, after = person.email, record.get("email")
        if after is None or tidy(before) == after:
            return
        try:
            validate_email(after)
        except ValidationError:
            self._refuse(record, "email", _("This is no e-mail address."))
        others = self.addresses[after.casefold()] - {_key(person.username)}
        if others:
            message = _("“%(name)s” has this e-mail address already.")
            self._refuse(record, "email", message % {"name": min(others)})
        person.email = after
        yield _change("email", before, after)

    def _compare_roles(self, record: Record, person: User, then) -> Iterable[Change]:
        after = record.get("roles")
        if not after or after == then:
            return
        missing = [ROLE_NAMES[role] for role in after if ROLE_NAMES[role] not in self.groups]
        if missing:
            message = _("This role is not set up on the site yet: %(roles)s.")
            self._refuse(record, "roles", message % {"roles": ", ".join(sorted(missing))})
        self.roles[_key(person.username)] = (then, after)
        yield _change("roles", said_roles(then), said_roles(after))

    def _compare_unit(self, record: Record, person: User) -> Iterable[Change]:
        code = record.get("unit_code")
        if code is None:
            return
        unit = self.units.get(code.casefold())
        if unit is None:
            message = _("No unit has the code “%(code)s”.") % {"code": code}
            self._refuse(record, "unit_code", message)
        elif unit.pk != person.unit_id:
            if unit.valid_to is not None and unit.valid_to < timezone.localdate(self.now):
                message = _("“%(unit)s” has ended. Choose the unit that it became part of.")
                self._refuse(record, "unit_code", message % {"unit": unit})
            before = person.unit.code if person.unit else None
            person.unit = unit
            yield _change("unit_code", before, unit.code)

    def _write(self) -> None:
        User.objects.bulk_create(self.new, batch_size=BATCH)
        User.objects.bulk_update(self.changed, STORED_FIELDS, batch_size=BATCH)
        set_addresses([*self.new, *self.readdressed])
        people = {**self.people, **{_key(person.username): person for person in self.new}}
        memberships = User.groups.through
        added, removed = [], defaultdict(list)
        for key, (then, now) in self.roles.items():
            for role in now - then:
                group = self.groups[ROLE_NAMES[role]]
                added.append(memberships(user=people[key], group=group))
            for role in then - now:
                removed[self.groups[ROLE_NAMES[role]]].append(people[key].pk)
        memberships.objects.bulk_create(added, batch_size=BATCH)
        for group, pks in removed.items():
            memberships.objects.filter(group=group, user__in=pks).delete()
        log_import(created=self.new, changed=self.changed, user=self.user, now=self.now)

    def _refuse(self, record: Record, key: str, message: str) -> None:
        self.table.refuse(record.row, key, message)


def _everybody():
    people = User.objects.select_related("unit").prefetch_related("groups")
    return people.select_for_update(of=("self",))


def _key(username: str) -> str:
    return User.normalize_username(tidy(username)).casefold()


def _roles_of(person: User) -> frozenset[Role]:
    names = {group.name for group in person.groups.all()}
    return frozenset(role for role, name in ROLE_NAMES.items() if name in names)


def _change(key: str, before, after) -> Change:
    return Change(HEADINGS[key], shown(before), shown(after))
