"""The columns of the report by unit, the same on screen and in the spreadsheet."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from goodnews.stats.metrics import Countable, all_countables
from news.choices import Origin, StoryKind
from news.metrics import dimension


@dataclass(frozen=True)
class Column:
    """One column of figures: its name, the group above it, and how a row fills it."""

    key: str
    group: str | Promise
    label: str | Promise
    figure: Callable


def _of(kind: StoryKind, origin: Origin) -> Callable:
    name = dimension(kind, origin)
    return lambda row: row.published.get(name, 0)


ORIGIN_LABELS = {Origin.OWN: _("Own"), Origin.REPOST: _("Re-posts"), Origin.SHARE: _("Shares")}
KIND_LABELS = {
    StoryKind.GOOD_NEWS: _("Good news"),
    StoryKind.BEAUTIFUL_STORY: _("Beautiful stories"),
}
PUBLISHED, WORK = _("Published"), _("On the way")
COLUMNS: tuple[Column, ...] = (
    *(
        Column(f"{kind}-{origin}", KIND_LABELS[kind], ORIGIN_LABELS[origin], _of(kind, origin))
        for kind in KIND_LABELS
        for origin in ORIGIN_LABELS
    ),
    Column("total", PUBLISHED, _("All"), lambda row: row.total),
    Column("own", PUBLISHED, _("Without re-posts"), lambda row: row.without_reposts),
    Column("submitted", WORK, _("Submissions"), lambda row: row.submitted),
    Column("returned", WORK, _("Returns"), lambda row: row.returned),
    Column("hours", WORK, _("Hours to decision, mean"), lambda row: row.mean_hours),
)
QUOTA_LABELS = {
    "wanted": _("Asked for"),
    "done": _("Done"),
    "missing": _("Missing"),
    "streak": _("Kept in a row"),
}


def quota_columns(countables: Iterable[Countable]) -> list[Column]:
    """Return the columns of what is asked for: wanted, done, missing, kept in a row."""
    headings = [(c.code, format_lazy(_("Quota: {asked}"), asked=c.label)) for c in countables]
    return [
        Column(f"{code}-{name}", heading, label, _quota(code, name))
        for code, heading in headings
        for name, label in QUOTA_LABELS.items()
    ]


def _quota(code: str, name: str) -> Callable:
    return lambda row: row.quotas.get(code, {}).get(name)


def sort_keys() -> set[str]:
    """Return the keys of every column that a report may have."""
    return {"unit", *(column.key for column in (*COLUMNS, *quota_columns(all_countables())))}


def groups(columns: list[Column]) -> list[tuple[str, int]]:
    """Return the names above the columns, each with its width."""
    found: list[list] = []
    for column in columns:
        if found and found[-1][0] is column.group:
            found[-1][1] += 1
        else:
            found.append([column.group, 1])
    return [(name, width) for name, width in found]
