"""What there is to remind of at a moment: read from the ledger and the workflow."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from campaigns.quotas.choices import QuotaPeriod
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
    today = timezone.localdate(now, timezone.get_default_timezone())
    units = list(Unit.objects.valid_on(today))
    matters, unread, read = [], [], set()
    for rule in sorted(rules, key=lambda rule: (list(RuleKind).index(rule.kind), rule.pk)):
        if rule.kind == RuleKind.RETURNED:
            matters += _returned(rule, now)
            continue
        moments = {counts.get(metric) for metric in _metrics_of(rule, today)}
        if None in moments or any(moment < now - LEDGER_IS_GOOD_FOR for moment in moments):
            unread.append(rule)
            continue
        read |= moments
        asked = [unit for unit in units if rule.unit_kind in ("", unit.kind)]
        find = _silent if rule.kind == RuleKind.SILENCE else _behind
        matters += find(rule, asked, today, now)
    for rule in unread:
        logger.warning(
            "Ledger too old to remind", extra={"event": "reminders.ledger_old", "rule": rule.pk}
        )
    return Findings(matters, unread, min(read, default=None))


def _metrics_of(rule: ReminderRule, today: date) -> set[str]:
    """Return the metrics that ``rule`` reads."""
    codes = {rule.countable}
    if not rule.countable:
        held = Quota.objects.overlapping(today, today)
        codes = set(held.order_by().values_list("countable", flat=True).distinct())
    return {countable.metric for code in codes if (countable := countable_of(code))}


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


def _silent(rule: ReminderRule, units: list[Unit], today: date, now: datetime) -> list[Matter]:
    """Return the units that have done nothing, nor anybody below them."""
    countable = countable_of(rule.countable)
    if countable is None:
        return []
    last_days = _last_days(countable, today)
    matters = []
    for unit in units:
        last = last_days.get(unit.path)
        since = max(unit.valid_from, today - LOOK_BACK)
        days = silent_days(today=today, last=last, since=since)
        if days >= rule.days:
            thing = f"unit:{unit.pk}"
            matters.append(Matter(rule, thing, unit, days, last, countable))
    return matters


def _last_days(countable: Countable, today: date) -> dict[str, date]:
    """Return the last day with a value by path of the tree, each unit with all below it."""
    values = MetricValue.objects.of_days(Days(today - LOOK_BACK, today)).filter(
        metric=countable.metric, value__gt=0, unit__isnull=False
    )
    if countable.dimensions:
        values = values.filter(dimension__in=countable.dimensions)
    found: dict[str, date] = {}
    for path, day in values.order_by().values_list("unit__path").annotate(last=Max("day")):
        for end in range(Unit.steplen, len(path) + 1, Unit.steplen):
            found[path[:end]] = max(found.get(path[:end], day), day)
    return found


def _behind(rule: ReminderRule, units: list[Unit], today: date, now: datetime) -> list[Matter]:
    """Return the units that have done less of a quota than its time would ask."""
    held = Quota.objects.overlapping(today, today).order_by()
    matters = []
    for period in sorted(set(held.values_list("period", flat=True))):
        start = period_start(period, today)
        days = Days(start, period_end(period, start))
        progress = quota_progress(units=units, days=days, today=today)
        for unit in units:
            matters += _behind_in(rule, unit, progress.get(unit.pk, {}), period, days, now)
    return matters


def _behind_in(
    rule: ReminderRule,
    unit: Unit,
    progress: dict[str, QuotaProgress],
    period: QuotaPeriod,
    days: Days,
    now: datetime,
) -> Iterable[Matter]:
    for code, found in progress.items():
        # Other periods begin in these days too; each is looked at in its own.
        if found.quota.period != period or rule.countable not in ("", code):
            continue
        if is_behind(
            number=found.quota.number,
            done=found.done,
            begins_at=days.begins_at,
            ends_at=days.ends_at,
            now=now,
            share=rule.share,
        ):
            thing = f"quota:{unit.pk}:{code}"
            yield Matter(rule, thing, unit, countable=countable_of(code), progress=found)
