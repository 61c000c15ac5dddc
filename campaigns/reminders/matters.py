"""What there is to remind of at a moment: read from the ledger and the workflow."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.functional import cached_property

from campaigns.quotas.models import Quota
from campaigns.quotas.periods import period_end, period_start
from campaigns.quotas.progress import QuotaProgress, quota_progress
from goodnews.stats.days import Days
from goodnews.stats.metrics import Countable, countable_of
from goodnews.stats.models import MetricCount, MetricValue
from goodnews.units.models import Unit
from goodnews.workflows.models import WaitingItem

from .choices import RuleKind
from .due import is_behind, silent_days
from .models import ReminderRule

logger = logging.getLogger("goodnews.reminders")

# A ledger that nobody has counted for longer says nothing about yesterday.
LEDGER_IS_GOOD_FOR = timedelta(hours=26)
# How far back the last day with something done is looked for.
LOOK_BACK = timedelta(days=400)


@dataclass(frozen=True)
class Matter:
    """One thing that a rule wants somebody to be reminded of (việc cần nhắc).

    Attributes:
        thing: names it in the log, so that it is known again.
        unit: whose it is; None for a story of no unit.
        days: for how long, in whole days.
        last: the last day on which something was done, as far as it is known.
        countable: what was counted; None for a story.
        progress: how far the unit is with its quota.
        page: the returned story.
        author_pks: who can answer for it.
    """

    rule: ReminderRule
    thing: str
    unit: Unit | None
    days: int = 0
    last: date | None = None
    countable: Countable | None = None
    progress: QuotaProgress | None = None
    page: object = None
    author_pks: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Findings:
    """What all rules found.

    Attributes:
        unread: rules that were left out, because the ledger is too old.
        counted_at: since when the figures are true; None where none were read.
    """

    matters: list[Matter]
    unread: list[ReminderRule]
    counted_at: datetime | None


def find_matters(*, rules: Iterable[ReminderRule], now: datetime) -> Findings:
    """Return everything to remind of, rule by rule; the number of queries follows the rules."""
    counts = dict(MetricCount.objects.values_list("metric", "counted_at"))
    figures = Figures(now)
    matters, unread, read = [], [], set()
    for rule in sorted(rules, key=lambda rule: (list(RuleKind).index(rule.kind), rule.pk)):
        if rule.kind == RuleKind.RETURNED:
            matters += _returned(rule, now)
            continue
        moments = {counts.get(metric) for metric in figures.metrics_of(rule)}
        if None in moments or any(moment < now - LEDGER_IS_GOOD_FOR for moment in moments):
            unread.append(rule)
            continue
        read |= moments
        find = _silent if rule.kind == RuleKind.SILENCE else _behind
        matters += find(rule, figures)
    for rule in unread:
        logger.warning(
            "Ledger too old to remind", extra={"event": "reminders.ledger_old", "rule": rule.pk}
        )
    return Findings(matters, unread, min(read, default=None))


class Figures:
    """What the ledger says to all rules of one run, read when it is first asked for."""

    def __init__(self, now: datetime):
        self.now = now
        self.today = timezone.localdate(now, timezone.get_default_timezone())

    @cached_property
    def units(self) -> list[Unit]:
        """The units of today."""
        return list(Unit.objects.valid_on(self.today))

    def units_of(self, rule: ReminderRule) -> list[Unit]:
        """Return the units that ``rule`` is about."""
        return [unit for unit in self.units if rule.unit_kind in ("", unit.kind)]

    @cached_property
    def asked(self) -> set[tuple[str, str]]:
        """The periods for which something is asked today, and what."""
        held = Quota.objects.overlapping(self.today, self.today).order_by()
        return set(held.values_list("period", "countable").distinct())

    def metrics_of(self, rule: ReminderRule) -> set[str]:
        """Return the metrics that ``rule`` reads."""
        codes = {rule.countable} if rule.countable else {code for _period, code in self.asked}
        return {countable.metric for code in codes if (countable := countable_of(code))}

    @cached_property
    def progress(self) -> list[tuple[str, Days, dict[int, dict[str, QuotaProgress]]]]:
        """How far the units are in each kind of period that holds today."""
        found = []
        for period in sorted({period for period, _code in self.asked}):
            start = period_start(period, self.today)
            days = Days(start, period_end(period, start))
            by_unit = quota_progress(units=self.units, days=days, today=self.today)
            found.append((period, days, by_unit))
        return found


def _returned(rule: ReminderRule, now: datetime) -> list[Matter]:
    """Return the stories that lie with their authors for too long."""
    items = WaitingItem.objects.returned_before(now - timedelta(days=rule.days))
    if rule.unit_kind:
        items = items.filter(unit__kind=rule.unit_kind)
    items = items.select_related("page", "unit", "task_state__workflow_state")
    return [
        Matter(
            rule,
            thing=f"page:{item.page_id}",
            unit=item.unit,
            days=(now - item.left_at).days,
            page=item.page,
            author_pks=frozenset(
                {item.page.owner_id, item.task_state.workflow_state.requested_by_id} - {None}
            ),
        )
        for item in items.order_by("left_at", "pk")
    ]


def _silent(rule: ReminderRule, figures: Figures) -> list[Matter]:
    """Return the units that have done nothing, nor anybody below them."""
    countable = countable_of(rule.countable)
    began, last_days = _last_days(countable, figures.today) if countable else (None, {})
    if began is None:
        # Where nobody has begun, nobody is late.
        return []
    matters = []
    for unit in figures.units_of(rule):
        last = last_days.get(unit.path)
        days = silent_days(today=figures.today, last=last, since=max(unit.valid_from, began))
        if days >= rule.days:
            matters.append(Matter(rule, f"unit:{unit.pk}", unit, days, last, countable))
    return matters


def _last_days(countable: Countable, today: date) -> tuple[date | None, dict[str, date]]:
    """Return the first day with a value anywhere, and the last one by path of the tree.

    A unit is credited with all below it.
    """
    values = MetricValue.objects.of_days(Days(today - LOOK_BACK, today)).filter(
        metric=countable.metric, value__gt=0, unit__isnull=False
    )
    if countable.dimensions:
        values = values.filter(dimension__in=countable.dimensions)
    rows = values.order_by().values_list("unit__path").annotate(Min("day"), Max("day"))
    began, found = None, {}
    for path, first, last in rows:
        began = min(began or first, first)
        for end in range(Unit.steplen, len(path) + 1, Unit.steplen):
            found[path[:end]] = max(found.get(path[:end], last), last)
    return began, found


def _behind(rule: ReminderRule, figures: Figures) -> Iterable[Matter]:
    """Yield the units that have done less of a quota than its time would ask."""
    for period, days, progress in figures.progress:
        for unit in figures.units_of(rule):
            for code, found in progress.get(unit.pk, {}).items():
                # Other periods begin in these days too; each is looked at in its own.
                if found.quota.period != period or rule.countable not in ("", code):
                    continue
                if is_behind(
                    number=found.quota.number,
                    done=found.done,
                    begins_at=days.begins_at,
                    ends_at=days.ends_at,
                    now=figures.now,
                    share=rule.share,
                ):
                    thing = f"quota:{unit.pk}:{code}"
                    yield Matter(rule, thing, unit, countable=countable_of(code), progress=found)
