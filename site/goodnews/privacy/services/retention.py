"""Taking away what has been kept long enough, in batches that may be cut off at any moment."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Min
from django.utils import timezone

from goodnews.privacy.models import RetentionResult, RetentionRule, RetentionRun
from goodnews.privacy.retention import DataKind, all_kinds

logger = logging.getLogger(__name__)
BATCH = 200
ERROR_LENGTH = RetentionResult._meta.get_field("error").max_length


@dataclass
class RetentionReport:
    """What one run did to one kind, or would do.

    Attributes:
        stuck_count: rows that were due and could not be taken away.
    """

    rule: RetentionRule
    kind: DataKind
    count: int = 0
    oldest_at: datetime | None = None
    stuck_count: int = 0
    error: str = ""


def write_missing_rules() -> list[RetentionRule]:
    """Write a rule for each kind that has none; what the office set stays."""
    known = set(RetentionRule.objects.values_list("kind", flat=True))
    return [
        RetentionRule.objects.get_or_create(
            kind=kind.code,
            defaults={"days": kind.days, "action": next(iter(kind.actions)), "note": kind.note},
        )[0]
        for kind in all_kinds()
        if kind.code not in known
    ]


def active_rules() -> list[tuple[RetentionRule, DataKind]]:
    """Return the rules that are switched on, each with its kind, in the order of the kinds."""
    rules = {rule.kind: rule for rule in RetentionRule.objects.filter(is_active=True)}
    return [(rules[kind.code], kind) for kind in all_kinds() if kind.code in rules]


def what_is_due(*, now: datetime) -> list[RetentionReport]:
    """Return what a run at ``now`` would take away; nothing is written."""
    return [_measure(rule, kind, now=now) for rule, kind in active_rules()]


def _measure(rule: RetentionRule, kind: DataKind, *, now: datetime) -> RetentionReport:
    due = kind.due(days=rule.days, now=now).order_by()
    found = due.aggregate(count=Count("pk"), oldest=Min(kind.moment))
    oldest = _as_moment(found["oldest"])
    return RetentionReport(rule, kind, count=found["count"], oldest_at=oldest)


def apply_retention(
    *, now: datetime, tell: Callable[[RetentionReport], None] = lambda report: None
) -> list[RetentionReport]:
    """Take away what is due by each rule that is switched on, and keep a row that says how much.

    Each batch is a transaction of its own: a run that is killed has done what it
    had told, and the next one goes on. A kind that fails stops no other.

    Args:
        tell: told of each kind after each batch.
    """
    run = RetentionRun.objects.create(started_at=now)
    reports = []
    for rule, kind in active_rules():
        report = _measure(rule, kind, now=now)
        report.count = 0
        result = RetentionResult.objects.create(run=run, kind=kind.code, oldest_at=report.oldest_at)
        try:
            _take_away(report, result, now=now, tell=tell)
        except Exception as error:
            # Whatever one room's rows do must not keep the others' for longer.
            logger.exception("Retention failed", extra={"event": "retention_failed"})
            report.error = f"{type(error).__name__}: {error}"[:ERROR_LENGTH]
            RetentionResult.objects.filter(pk=result.pk).update(error=report.error)
        reports.append(report)
    run.finished_at = max(timezone.now(), now)
    run.save(update_fields=["finished_at"])
    return reports


def _take_away(report: RetentionReport, result: RetentionResult, *, now: datetime, tell) -> None:
    rule, kind = report.rule, report.kind
    forget = kind.actions.get(rule.action)
    if forget is None:
        raise LookupError(f"{rule.action} is nothing that can be done to {kind.code}")
    before = kind.before(days=rule.days, now=now)
    tried: set = set()
    while True:
        due = kind.due(days=rule.days, now=now).exclude(pk__in=tried)
        keys = list(due.values_list("pk", flat=True)[:BATCH])
        if not keys:
            break
        count = forget(keys, before, now)
        report.count += count
        if count < len(keys):
            tried |= set(
                kind.due(days=rule.days, now=now).filter(pk__in=keys).values_list("pk", flat=True)
            )
        RetentionResult.objects.filter(pk=result.pk).update(count=F("count") + count)
        tell(report)
    report.stuck_count = len(tried)
    if not report.count:
        tell(report)


def _as_moment(value) -> datetime | None:
    """Return a moment, or the beginning of a day, as a moment."""
    if value is None or isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day, tzinfo=timezone.get_default_timezone())
