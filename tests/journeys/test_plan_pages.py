"""The publishing plan in a real browser: by mouse, by keyboard, at every width."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from news.planning.models import PlanItem
from news.planning.services import plan_slot
from tests.campaigns.factories import make_campaign
from tests.news.planning.factories import approved
from tests.workflows.factories import make_newsroom

from .looks import WIDTHS, is_wider_than_screen, violations

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

DAY = timedelta(days=1)


@pytest.fixture
def desk(live_server, context, client, settings):
    """An editor signed in; one story in the plan for tomorrow, one in the reserve."""
    settings.REQUIRE_MFA_FOR_STAFF = False
    now = timezone.now()
    today = timezone.localdate(now)
    # Whole weeks, so that the present one and the next are both within the campaign.
    monday = today - DAY * today.weekday()
    campaign = make_campaign(starts_on=monday - 28 * DAY, ends_on=monday + 60 * DAY)
    room = make_newsroom()
    next_monday = monday + 7 * DAY
    story = room.story("Cầu mới ở bản Sín Chải")
    plan_slot(campaign=campaign, kind="day", day=next_monday, page=story, now=now)
    approved(room, "Thư viện xanh giữa chợ phiên", moment=now)
    client.force_login(room.editor)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return f"{live_server.url}/admin/lich-dang/?xem=tuan&ngay={next_monday}", next_monday


class PlanPageTests:
    def test_a_story_is_dragged_from_the_reserve_and_moved_by_keyboard(self, desk, page):
        address, monday = desk
        faults = []
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        page.set_viewport_size({"width": 1280, "height": 1000})
        page.goto(address)
        target = page.locator(f"[data-plan-day='{monday + DAY}'][data-plan-kind=day]")
        page.locator(".lich__reserve [data-plan-move]").drag_to(target)
        expect(page.locator(".messages")).to_contain_text("Thư viện xanh giữa chợ phiên")
        assert PlanItem.objects.get(planned_on=monday + DAY).page.title.startswith("Thư viện")

        page.goto(address)
        cell = page.locator(f"[data-plan-day='{monday}'][data-plan-kind=day]")
        cell.get_by_role("link", name="Chuyển ngày").press("Enter")
        page.get_by_label("Ngày mới").fill(f"{monday + DAY:%d/%m/%Y}")
        # Wagtail's date picker keeps "Enter" to itself.
        page.get_by_label("Ngày mới").press("Tab")
        send = page.get_by_role("button", name="Chuyển", exact=True)
        send.press("Enter")
        expect(page.locator(".w-field__errors").first).to_contain_text("Thư viện")
        page.get_by_label("Đổi chỗ").press("Space")
        send.press("Enter")
        expect(page.locator(".messages")).to_contain_text("Cầu mới")
        days = dict(PlanItem.objects.values_list("page__title", "planned_on"))
        assert days["Cầu mới ở bản Sín Chải"] == monday + DAY
        assert days["Thư viện xanh giữa chợ phiên"] == monday
        assert faults == []

    def test_calendar_and_forms_are_accessible(self, desk, page, subtests):
        address, monday = desk
        item = PlanItem.objects.get()
        base = address.partition("?")[0]
        for path in (address, f"{base}?ngay={monday}", f"{base}{item.pk}/chuyen/", f"{base}ics/"):
            for width in WIDTHS:
                with subtests.test(page=path, width=width):
                    page.set_viewport_size({"width": width, "height": 844})
                    page.goto(path)
                    assert violations(page, "main .nice-padding") == []
                    assert not is_wider_than_screen(page)
