"""The registry of metrics (chỉ số): what upper rooms count, by unit and day.

A room registers its metrics when it is ready; this room knows neither stories
nor contests, only how to keep what they count.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise

from .days import Days

Label = str | Promise
CODE_LENGTH = 48
DIMENSION_LENGTH = 48
# The columns that a metric's rows have, in this order.
COLUMNS = ("unit_id", "day", "dimension", "value")
# The code under which the views of pages are added up by month; no metric of units.
PAGE_VIEWS = "stats.page_views"


@dataclass(frozen=True)
class Metric:
    """Something that is counted (chỉ số).

    Attributes:
        code: "room.what"; stored, so never renamed without a data migration.
        label: what people read.
        measure: the unit of measure: stories, hours.
        rows: returns the query that counts the days it is given. Its
            ``values_list`` has the four ``COLUMNS``, grouped by the first three.
    """

    code: str
    label: Label
    measure: Label
    rows: Callable[[Days], QuerySet]


@dataclass(frozen=True)
class Countable:
    """Something that a unit can be asked for (nội dung giao định mức).

    Attributes:
        code: stored in quotas, so never renamed without a data migration.
        label: what people read.
        metric: the code of the metric that counts it.
        dimensions: which of the metric's dimensions count; all where empty.
    """

    code: str
    label: Label
    metric: str
    dimensions: tuple[str, ...] = ()


_metrics: dict[str, Metric] = {}
_countables: dict[str, Countable] = {}


def register_metric(metric: Metric) -> None:
    """Add ``metric`` to the ledger.

    Raises:
        ValueError: the code is taken or too long.
    """
    _register(_metrics, metric)


def register_countable(countable: Countable) -> None:
    """Let quotas ask for ``countable``.

    Raises:
        ValueError: the code is taken or too long.
    """
    _register(_countables, countable)


def _register(registry: dict, item: Metric | Countable) -> None:
    if item.code in registry:
        raise ValueError(f"“{item.code}” is registered already")
    if not 0 < len(item.code) <= CODE_LENGTH:
        raise ValueError(f"“{item.code}” is no code of at most {CODE_LENGTH} letters")
    registry[item.code] = item


def forget_metric(code: str) -> None:
    """Take a metric out of the registry; what was counted stays."""
    _metrics.pop(code, None)


def all_metrics() -> list[Metric]:
    """Return every metric in the order of registration."""
    return list(_metrics.values())


def metric_of(code: str) -> Metric:
    """Return the metric ``code``.

    Raises:
        LookupError: no room has registered it.
    """
    return _metrics[code]


def all_countables() -> list[Countable]:
    """Return everything that quotas can ask for, in the order of registration."""
    return list(_countables.values())


def countable_of(code: str) -> Countable | None:
    """Return the countable ``code``; None where no room knows it any more."""
    return _countables.get(code)
