"""Rules with fixed values, a ledger that was counted at noon, and what is in it."""

from datetime import UTC, date, datetime, timedelta

from campaigns.models import Quota
from campaigns.quotas.choices import QuotaPeriod
from campaigns.quotas.services import save_quota
from campaigns.reminders.choices import RuleKind
from campaigns.reminders.models import ReminderRule
from goodnews.stats.models import MetricCount, MetricValue
from goodnews.stats.services import add_up_month
from goodnews.units.choices import UnitKind
from goodnews.units.models import Unit
from goodnews.workflows.choices import WaitingState
from goodnews.workflows.models import WaitingItem
from tests.workflows.factories import Newsroom, act

# Noon of Saturday, 21 November 2026 in Viet Nam.
NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)
TODAY = date(2026, 11, 21)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
STORIES, SUBMISSIONS = "news.stories", "desk.submissions"
PUBLISHED, SUBMITTED = "news.published", "desk.submitted"


def make_rule(kind: RuleKind = RuleKind.SILENCE, **values) -> ReminderRule:
    """Return a rule that tells correspondents every seven days.

    Silence: no story for ten days; returned: three days; quota: half of its time.
    """
    own = {
        RuleKind.SILENCE: {"countable": STORIES, "days": 10},
        RuleKind.RETURNED: {"days": 3},
        RuleKind.QUOTA: {"share": 50},
    }[kind]
    return ReminderRule.objects.create(kind=kind, **{**own, **values})


def count_ledger(moment: datetime = NOW) -> None:
    """Let the ledger be counted at ``moment``."""
    for metric in (PUBLISHED, SUBMITTED):
        MetricCount.objects.update_or_create(metric=metric, defaults={"counted_at": moment})


def publish(
    unit: Unit,
    day: date,
    count: int = 1,
    *,
    dimension: str = "good_news/own",
    metric: str = PUBLISHED,
) -> None:
    """Write published stories into the ledger."""
    MetricValue.objects.create(metric=metric, unit=unit, day=day, dimension=dimension, value=count)
    add_up_month(metric=metric, day=day)


def ask(number: int = 2, *, kind: UnitKind = UnitKind.COMMUNE, period=QuotaPeriod.MONTH) -> Quota:
    """Ask so many stories of every commune in a month, since the beginning of the year."""
    return save_quota(
        quota=Quota(
            countable=STORIES,
            unit_kind=kind,
            number=number,
            period=period,
            valid_from=date(2026, 1, 1),
        )
    )


def returned(room: Newsroom, title: str = "Con đường sáng", *, days: int = 4, **values):
    """Return a story that the reviewer gave back so many days ago."""
    page = room.sent(title, **values)
    reviewer = room.reviewer if page.unit_id == room.unit.pk else room.editor
    act(page, reviewer, "reject", comment="Thiếu ảnh.")
    moment = NOW - days * DAY
    WaitingItem.objects.filter(page=page.pk, state=WaitingState.RETURNED).update(
        entered_at=moment - DAY, due_at=moment, left_at=moment
    )
    return page
