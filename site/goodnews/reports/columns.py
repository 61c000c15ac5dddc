"""The columns of the reports that read the ledger."""

from collections.abc import Callable, Iterable

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.quotas.choices import QuotaPeriod
from goodnews.stats.metrics import Countable
from news.choices import Origin, StoryKind
from news.desk.metrics import SUBMITTED
from news.metrics import DECIDED, DECISION_SECONDS, PUBLISHED, RETURNED, dimension

from .rows import mean_hours
from .tables import Column


def _of(kind: StoryKind, origin: Origin) -> Callable:
    name = dimension(kind, origin)
    return lambda row: row.counts[PUBLISHED][name]


ORIGIN_LABELS = {Origin.OWN: _("Own"), Origin.REPOST: _("Re-posts"), Origin.SHARE: _("Shares")}
KIND_LABELS = {
    StoryKind.GOOD_NEWS: _("Good news"),
    StoryKind.BEAUTIFUL_STORY: _("Beautiful stories"),
}
ALL, WORK = _("Published"), _("On the way")
PUBLISHED_COLUMNS: tuple[Column, ...] = (
    *(
        Column(f"{kind}-{origin}", KIND_LABELS[kind], ORIGIN_LABELS[origin], _of(kind, origin))
        for kind in KIND_LABELS
        for origin in ORIGIN_LABELS
    ),
    Column("total", ALL, _("All"), lambda row: row.total),
    Column("own", ALL, _("Without re-posts"), lambda row: row.without_reposts),
)
WORK_COLUMNS: tuple[Column, ...] = (
    Column("submitted", WORK, _("Submissions"), lambda row: row.sums[SUBMITTED]),
    Column("returned", WORK, _("Returns"), lambda row: row.sums[RETURNED]),
    Column("hours", WORK, _("Hours to decision, mean"), lambda row: row.mean_hours),
)
COLUMNS = (*PUBLISHED_COLUMNS, *WORK_COLUMNS)
QUOTA_LABELS = {
    "wanted": _("Asked for"),
    "done": _("Done in all"),
    "missing": _("Missing, each period by itself"),
    "streak": _("Kept in a row"),
}
PERIODS = {
    QuotaPeriod.DAY: pgettext_lazy("of a quota", "days"),
    QuotaPeriod.WEEK: pgettext_lazy("of a quota", "weeks"),
    QuotaPeriod.MONTH: pgettext_lazy("of a quota", "months"),
    QuotaPeriod.QUARTER: pgettext_lazy("of a quota", "quarters"),
    "": pgettext_lazy("of a quota", "periods"),
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


def _decisions_of(kind: StoryKind) -> tuple[Column, ...]:
    group = KIND_LABELS[kind]
    return (
        Column(f"{kind}-decided", group, _("Decisions"), lambda row: row.of_kind(DECIDED, kind)),
        Column(f"{kind}-returned", group, _("Returns"), lambda row: row.of_kind(RETURNED, kind)),
        Column(
            f"{kind}-hours",
            group,
            _("Hours to decision, mean"),
            lambda row: mean_hours(row.of_kind(DECISION_SECONDS, kind), row.of_kind(DECIDED, kind)),
        ),
    )


def _returned_share(row) -> float | None:
    decided = row.sums[DECIDED]
    return round(100 * row.sums[RETURNED] / decided, 1) if decided else None


BOTH = _("Both kinds")
DECISION_COLUMNS: tuple[Column, ...] = (
    *(column for kind in KIND_LABELS for column in _decisions_of(kind)),
    Column("decided", BOTH, _("Decisions"), lambda row: row.sums[DECIDED]),
    Column("returned", BOTH, _("Returns"), lambda row: row.sums[RETURNED]),
    Column("share", BOTH, _("Returned, %"), _returned_share),
    Column("hours", BOTH, _("Hours to decision, mean"), lambda row: row.mean_hours),
)
