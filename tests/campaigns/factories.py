"""A campaign with fixed values: from 1 October to 31 December 2026; now is 21 November, noon."""

from datetime import UTC, date, datetime

from wagtail.models import Page, Site

from campaigns.choices import SlotKind
from campaigns.models import CampaignEntry, CampaignIndexPage, CampaignPage
from campaigns.services import enter_page
from goodnews.workflows.services import approve_and_publish

# Noon in Vietnam.
NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)
TODAY = date(2026, 11, 21)
STARTS_ON, ENDS_ON = date(2026, 10, 1), date(2026, 12, 31)


def root_page() -> Page:
    """Return the root of the default site."""
    return Site.objects.get(is_default_site=True).root_page.specific


def make_campaign(title: str = "Mỗi ngày một tin tốt", **values) -> CampaignPage:
    """Return a live campaign below /chien-dich/."""
    index = CampaignIndexPage.objects.first()
    if index is None:
        index = root_page().add_child(
            instance=CampaignIndexPage(title="Chiến dịch", slug="chien-dich")
        )
    defaults = {
        "starts_on": STARTS_ON,
        "ends_on": ENDS_ON,
        "summary": "Mỗi ngày một tin tốt, mỗi tuần một câu chuyện đẹp.",
        "rules": "<p>Mỗi đơn vị gửi ít nhất một tin mỗi tuần.</p>",
    }
    page = index.add_child(instance=CampaignPage(title=title, live=False, **{**defaults, **values}))
    return approve_and_publish(page=page, now=NOW)


def make_story(title: str = "Đèn sáng bản Sín Chải", *, live: bool = True) -> Page:
    """Return a page that stands for a story; this room knows no more of it."""
    return root_page().add_child(instance=Page(title=title, live=live))


def make_entry(
    day: date = TODAY,
    *,
    kind: str = SlotKind.DAY,
    title: str = "Đèn sáng bản Sín Chải",
    unit=None,
    page: Page | None = None,
) -> CampaignEntry:
    """Return the entry of a story published on ``day`` in the one campaign there is."""
    page = page or make_story(title)
    return enter_page(page=page, kind=kind, published_on=day, unit=unit, now=NOW)[0]
