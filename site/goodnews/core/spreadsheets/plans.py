"""What an import would do, row by row, before anybody confirms it."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from .tables import Fault

BATCH = 500


@dataclass(frozen=True)
class Change:
    """One value of a row, as it is and as it would be."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True)
class RowPlan:
    """One row that makes a new record or changes one."""

    row: int
    label: str
    is_new: bool
    changes: tuple[Change, ...]


@dataclass
class Plan:
    """All that a file would do: nothing, where it has faults."""

    rows: list[RowPlan] = field(default_factory=list)
    same_rows: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def new_count(self) -> int:
        return sum(row.is_new for row in self.rows)

    @property
    def changed_count(self) -> int:
        return len(self.rows) - self.new_count

    @property
    def same_ranges(self) -> str:
        """The rows that change nothing, in short: "2–40, 43"."""
        ranges: list[list[int]] = []
        for row in sorted(self.same_rows):
            if ranges and ranges[-1][1] == row - 1:
                ranges[-1][1] = row
            else:
                ranges.append([row, row])
        return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in ranges)

    @property
    def digest(self) -> str:
        """A mark of what was shown: the import is done only where it is still the same."""
        return hashlib.sha256(repr((self.rows, self.same_rows)).encode()).hexdigest()

    def add(self, row: int, label: str, *, is_new: bool, changes) -> None:
        """Add the row, as one that changes something or as one that does not."""
        if changes or is_new:
            self.rows.append(RowPlan(row, label, is_new, tuple(changes)))
        else:
            self.same_rows.append(row)


def shown(value) -> str:
    """Return ``value`` as the dry run shows it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int):
        return number_format(value, force_grouping=True)
    if isinstance(value, date):
        return date_format(value, "d/m/Y")
    return str(value)


def log_import(*, created, changed, user, now) -> None:
    """Write one line a record into Wagtail's audit log, in few queries."""
    entries = []
    for action, instances in (("wagtail.create", created), ("wagtail.edit", changed)):
        for instance in instances:
            entries.append(
                ModelLogEntry(
                    content_type=ContentType.objects.get_for_model(instance),
                    object_id=str(instance.pk),
                    label=str(instance)[:255],
                    action=action,
                    user=user,
                    timestamp=now,
                    data={"import": True},
                    content_changed=True,
                )
            )
    ModelLogEntry.objects.bulk_create(entries, batch_size=BATCH)
