"""The rows of figures that are read from the ledger, whatever they stand for."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from goodnews.units.models import Unit
from news.choices import Origin
from news.desk.metrics import SUBMITTED
from news.metrics import DECIDED, DECISION_SECONDS, PUBLISHED, RETURNED

METRICS = (PUBLISHED, SUBMITTED, RETURNED, DECIDED, DECISION_SECONDS)
# Streaks of several units make no sum.
SUMMED_OF_QUOTAS = ("wanted", "done", "missing")


@dataclass
class ResultRow:
    """What one branch, month or theme has; the sum of all for the last line."""

    label: str
    unit: Unit | None = None
    is_branch: bool = False
    is_top: bool = False
    order: str = ""
    # By what is asked for: "wanted", "done", "missing", "streak".
    quotas: dict[str, dict[str, int]] = field(default_factory=dict)
    # By metric, then by kind and origin.
    counts: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    sums: Counter = field(default_factory=Counter)

    def add(self, metric: str, dimension: str, value: int) -> None:
        """Add a figure of the ledger."""
        self.counts[metric][dimension] += value
        self.sums[metric] += value

    def add_row(self, other: "ResultRow") -> None:
        """Add another row to this one."""
        for metric, counts in other.counts.items():
            self.counts[metric].update(counts)
        self.sums.update(other.sums)
        for code, figures in other.quotas.items():
            own = self.quotas.setdefault(code, dict.fromkeys(SUMMED_OF_QUOTAS, 0))
            for name in SUMMED_OF_QUOTAS:
                own[name] += figures[name]

    @property
    def is_empty(self) -> bool:
        """True where nothing was counted."""
        return not any(self.sums.values())

    @property
    def total(self) -> int:
        """All published stories."""
        return self.sums[PUBLISHED]

    @property
    def without_reposts(self) -> int:
        """Published stories that are own work or shares of the unit's own posts."""
        published = self.counts[PUBLISHED].items()
        reposts = (n for name, n in published if name.endswith(f"/{Origin.REPOST}"))
        return self.total - sum(reposts)

    @property
    def mean_hours(self) -> float | None:
        """Mean time from sending to decision; None where nothing was decided."""
        return mean_hours(self.sums[DECISION_SECONDS], self.sums[DECIDED])

    def of_kind(self, metric: str, kind: str) -> int:
        """Return the figure of one kind of story."""
        counts = self.counts[metric].items()
        return sum(n for name, n in counts if name.startswith(f"{kind}/"))


def mean_hours(seconds: int, count: int) -> float | None:
    """Return the hours that each took; None where there was nothing."""
    return round(seconds / count / 3600, 1) if count else None


def of_units(values: QuerySet, unit_ids: Iterable[int] | None) -> QuerySet:
    """Return the values of these units; all where there are None."""
    return values if unit_ids is None else values.filter(unit__in=unit_ids)


def sum_of(rows: Iterable[ResultRow], label: str) -> ResultRow:
    """Return one row that holds what all of ``rows`` do."""
    total = ResultRow(label)
    for row in rows:
        total.add_row(row)
    return total
