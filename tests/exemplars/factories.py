"""Exemplars with fixed values: Đạo Thị Kiều, adult, volunteering, with her consent on paper."""

from datetime import UTC, datetime, timedelta

from wagtail.models import Page, Site

from exemplars.choices import ExemplarKind, FieldOfWork, GreetingState, HonourLevel
from exemplars.models import ExemplarIndexPage, ExemplarPage, Greeting, Honour
from goodnews.consents.choices import AgeBand, Channel, PartyRole, Purpose
from goodnews.consents.models import ConsentText
from goodnews.consents.services import Agreement, record_consent
from goodnews.units.models import Unit
from goodnews.workflows.services import approve_and_publish
from tests.units.factories import make_unit

# Noon of 21 November 2026 in Vietnam.
NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)
DEED = "Ba năm liền dạy chữ cho 42 người lớn ở bản Sín Chải vào các buổi tối."
BODY = '[{"type": "text", "value": "<p>Ánh đèn ở nhà văn hóa bản sáng đến 21 giờ.</p>"}]'
ADULT_PARTIES = (Agreement(role=PartyRole.PERSON, name="Đạo Thị Kiều"),)
CHILD_PARTIES = (*ADULT_PARTIES, Agreement(role=PartyRole.GUARDIAN, name="Đạo Văn Bình"))


def root_page() -> Page:
    """Return the root of the default site."""
    return Site.objects.get(is_default_site=True).root_page.specific


def make_index() -> ExemplarIndexPage:
    """Return the directory at /guong-sang/."""
    found = ExemplarIndexPage.objects.first()
    return found or root_page().add_child(
        instance=ExemplarIndexPage(title="Gương sáng", slug="guong-sang")
    )


def make_draft(title: str = "Đạo Thị Kiều", *, honours=(), **values) -> ExemplarPage:
    """Return a draft profile without any consent.

    Args:
        honours: pairs of year and title.
    """
    defaults = {
        "kind": ExemplarKind.PERSON,
        "field_of_work": FieldOfWork.VOLUNTEERING,
        "deed": DEED,
        "age_band": AgeBand.ADULT,
        "body": BODY,
        "internal_note": "Số điện thoại của mẹ: 0900 000 000",
    }
    if "unit" not in values:
        defaults["unit"] = Unit.objects.first() or make_unit("Xã Nậm Pung")
    page = ExemplarPage(title=title, live=False, **{**defaults, **values})
    page.honours = [
        Honour(year=year, title=name, level=HonourLevel.PROVINCE, sort_order=number)
        for number, (year, name) in enumerate(honours)
    ]
    return make_index().add_child(instance=page)


def consent_to(
    page: ExemplarPage, *, age_band=AgeBand.ADULT, parties=ADULT_PARTIES, purpose=Purpose.PROFILE
):
    """Record a consent to the public profile, or to its pictures."""
    ConsentText.objects.get_or_create(
        purpose=purpose, version=1, language="vi", defaults={"body": "Tôi đồng ý."}
    )
    return record_consent(
        subject_key=page.translation_key,
        subject_name=page.title,
        purpose=purpose,
        age_band=age_band,
        parties=parties,
        channel=Channel.PAPER,
        recorded_by=None,
        now=NOW,
    )


def make_exemplar(title: str = "Đạo Thị Kiều", **values) -> ExemplarPage:
    """Return a public profile with consents to text and pictures; a child's has both parties."""
    page = make_draft(title, **values)
    for purpose in (Purpose.PROFILE, Purpose.IMAGE):
        consent_to(page, age_band=page.age_band, parties=CHILD_PARTIES, purpose=purpose)
    return approve_and_publish(page=page, now=NOW)


def make_greeting(page, text="Chúc chị vui!", *, state=GreetingState.SHOWN, minutes=0, **values):
    """Return good wishes, shown, sent at noon of 21 November 2026."""
    sent_at = NOW + timedelta(minutes=minutes)
    decided_at = None if state == GreetingState.WAITING else sent_at
    values = {"name": "Bạn đọc", "decided_at": decided_at, **values}
    return Greeting.objects.create(exemplar=page, text=text, state=state, sent_at=sent_at, **values)
