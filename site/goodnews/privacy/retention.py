"""The registry of what is kept for a time only; it knows no model of any room.

A kind is added in ``kinds/``: its rows, from when their time counts, and what
takes a batch of them away. How long they are kept stands in its ``RetentionRule``.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from .choices import RetentionAction

# Takes the keys of rows, before when their moment must be, and the present moment; takes away
# those that still are due, in a transaction of its own, and returns how many.
Forget = Callable[[Collection, datetime | date, datetime], int]


@dataclass(frozen=True)
class DataKind:
    """One kind of personal data that is kept for a time only.

    Attributes:
        code: its name in rules and logs; lower-case letters and hyphens.
        label: what the rows are, for people.
        event: after what the days count, for people.
        rows: the rows that wait for their time.
        moment: the field or annotation of ``rows`` that the days count from.
        actions: what may be done to the rows, and what does it; the first is the default.
        days, note: what a new site begins with, and the law or need that it comes from.
        least_days, most_days: what the office may set; 0 is no upper bound.
        counts_days: ``moment`` is a day and not a moment.
    """

    code: str
    label: str | Promise
    event: str | Promise
    rows: Callable[[], QuerySet]
    moment: str
    actions: Mapping[RetentionAction, Forget]
    days: int
    note: str
    least_days: int = 1
    most_days: int = 0
    counts_days: bool = False

    def due(self, *, days: int, now: datetime) -> QuerySet:
        """Return the rows whose time is over at ``now``, the oldest first."""
        before = self.before(days=days, now=now)
        return self.rows().filter(**{f"{self.moment}__lte": before}).order_by(self.moment, "pk")

    def before(self, *, days: int, now: datetime) -> datetime | date:
        """Return the last moment, or the last day, that is due at ``now``."""
        moment = now - timedelta(days=days)
        if not self.counts_days:
            return moment
        return timezone.localdate(moment, timezone.get_default_timezone())


_kinds: dict[str, DataKind] = {}


def register_kind(kind: DataKind) -> None:
    """Let the retention know of ``kind``.

    Raises:
        ValueError: another one has its code, or nothing can be done to it.
    """
    if not kind.actions:
        raise ValueError(f"nothing can be done to {kind.code}")
    if kind.code in _kinds and _kinds[kind.code] is not kind:
        raise ValueError(f"two kinds of data are called {kind.code}")
    _kinds[kind.code] = kind


def find_kind(code: str) -> DataKind | None:
    """Return the kind of ``code``, or None where no room knows it."""
    return _kinds.get(code)


def all_kinds() -> list[DataKind]:
    """Return every kind, in the order of its registration."""
    return list(_kinds.values())
