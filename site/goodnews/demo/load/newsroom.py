"""What the office of the demo has agreed on: quotas, reminders, coming days, figures so far."""

from datetime import datetime, timedelta

from campaigns.choices import SlotKind
from campaigns.models import CampaignPage
from campaigns.quotas.choices import QuotaPeriod
from campaigns.quotas.models import Quota
from campaigns.quotas.services import save_quota
from campaigns.reminders.choices import RuleKind
from campaigns.reminders.models import ReminderRule
from goodnews.accounts.models import User
from goodnews.demo.schedule import DAY_COUNT
from goodnews.stats.days import Days
from goodnews.stats.metrics import all_metrics
from goodnews.stats.services import recount_metrics
from goodnews.units.choices import UnitKind
from goodnews.units.models import Unit
from news.planning.services.plan import plan_slot

STORIES = "news.stories"
# What the office reminds of; nothing is sent while the demo is loaded.
REMINDERS = (
    {"kind": RuleKind.RETURNED, "days": 2, "tells_correspondents": True, "repeat_days": 3},
    {"kind": RuleKind.QUOTA, "share": 50, "tells_correspondents": True, "repeat_days": 7},
    {"kind": RuleKind.QUOTA, "share": 80, "tells_reviewers": True, "repeat_days": 7},
    {
        "kind": RuleKind.SILENCE,
        "countable": STORIES,
        "days": 10,
        "tells_correspondents": True,
        "tells_reviewers": True,
        "repeat_days": 14,
    },
)
# Of whom how many are asked, how often.
QUOTAS = (
    (UnitKind.PROVINCE, 1, QuotaPeriod.DAY),
    (UnitKind.COMMUNE, 2, QuotaPeriod.MONTH),
    (UnitKind.WARD, 2, QuotaPeriod.MONTH),
    (UnitKind.SCHOOL, 1, QuotaPeriod.MONTH),
)
# Days from now on which a unit has promised its story; the days between show their gap.
PROMISED = ((2, "may-thuong"), (3, "suoi-lim"), (5, "dong-vang"))


def load_newsroom(*, units: dict[str, Unit], users: dict[str, User], now: datetime) -> None:
    """Set quotas and reminders, plan some of the coming days, and count what was done."""
    first = (now - timedelta(days=DAY_COUNT)).date()
    for kind, number, period in QUOTAS:
        save_quota(
            quota=Quota(
                countable=STORIES, unit_kind=kind, number=number, period=period, valid_from=first
            )
        )
    ReminderRule.objects.bulk_create(
        ReminderRule(**{"tells_correspondents": False, **rule}) for rule in REMINDERS
    )
    campaign = CampaignPage.objects.live().get(locale__language_code="vi")
    for days, name in PROMISED:
        plan_slot(
            campaign=campaign,
            kind=SlotKind.DAY,
            day=(now + timedelta(days=days)).date(),
            now=now,
            unit=units[name],
            assignee=users["editor"],
        )
    recount_metrics(metrics=all_metrics(), days=Days(first, now.date()), now=now)
