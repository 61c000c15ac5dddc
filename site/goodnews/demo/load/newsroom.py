"""What the office of the demo has agreed on: quotas, reminders, coming days, royalties, figures."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from campaigns.choices import SlotKind
from campaigns.models import CampaignPage
from campaigns.quotas.choices import QuotaPeriod
from campaigns.quotas.models import Quota
from campaigns.quotas.services import save_quota
from campaigns.reminders.choices import RuleKind
from campaigns.reminders.models import ReminderRule
from goodnews.accounts.models import User
from goodnews.demo.schedule import DAY_COUNT
from goodnews.reports.models import ReportSettings, RoyaltyRate
from goodnews.reports.royalties.drafts import draft_sheet, next_sheet_month
from goodnews.reports.royalties.services import appraise_story, save_rate, sign_sheet
from goodnews.stats.days import Days, month_of
from goodnews.stats.metrics import all_metrics
from goodnews.stats.services import recount_metrics
from goodnews.units.choices import UnitKind
from goodnews.units.models import Unit
from news.choices import Origin, StoryKind
from news.models import StoryPage
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
RATES = (
    (StoryKind.GOOD_NEWS, Origin.OWN, "10.0"),
    (StoryKind.GOOD_NEWS, Origin.SHARE, "4.0"),
    (StoryKind.BEAUTIFUL_STORY, Origin.OWN, "25.0"),
    (StoryKind.BEAUTIFUL_STORY, Origin.SHARE, "10.0"),
)
# Who wrote the stories that are published: in turn.
AUTHORS = ("correspondent", "reviewer", "correspondent", "editor")
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
    load_royalties(users=users, first=first, now=now)


def load_royalties(*, users: dict[str, User], first: date, now: datetime) -> None:
    """Agree on rates, appraise two stories, and sign the royalties of last month."""
    settings = ReportSettings.load()
    settings.superior = "TRUNG ƯƠNG ĐOÀN TNCS HỒ CHÍ MINH"
    settings.issuer = "TỈNH ĐOÀN LAM VÂN"
    settings.place = "Lam Vân"
    settings.recipients = "Ban Thường vụ Tỉnh Đoàn\nCác đơn vị trực thuộc"
    settings.save()
    month = next_sheet_month(now.date())
    for kind, origin, points in RATES:
        rate = RoyaltyRate(kind=kind, origin=origin, points=Decimal(points))
        rate.valid_from = min(first, month)
        save_rate(rate=rate)
    stories = StoryPage.objects.live().filter(locale__language_code="vi", owner=None)
    numbers = list(stories.order_by("published_on", "pk").values_list("pk", flat=True))
    for place, name in enumerate(AUTHORS):
        StoryPage.objects.filter(pk__in=numbers[place :: len(AUTHORS)]).update(owner=users[name])
    days = month_of(month)
    best = StoryPage.objects.filter(pk__in=numbers).published_between(days.first, days.last)
    for story, coefficient in zip(best.order_by("-pk")[:2], ("1.50", "1.20"), strict=False):
        appraise_story(
            story=story,
            coefficient=Decimal(coefficient),
            author=None,
            reason="Bài công phu, nhiều ảnh tự chụp.",
            user=users["editor"],
            now=now,
        )
    sign_sheet(month=month, digest=draft_sheet(month).digest, user=users["approver"], now=now)
