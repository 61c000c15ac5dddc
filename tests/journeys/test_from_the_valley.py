"""A commune's volunteer, from a valley without a signal to the month's report: the whole path.

Offline she writes and adds three photographs; it goes out by itself, is returned
with a question, answered, approved, and planned for tomorrow. The clock moves,
the day lights up, and quota and report count the story once.
"""

import re
from datetime import datetime, time, timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from campaigns.quotas.choices import QuotaPeriod
from campaigns.quotas.models import Quota
from campaigns.quotas.services import save_quota
from news.models import StoryPage
from tests.campaigns.factories import make_campaign
from tests.news.desk.factories import make_desk

from .desk_phone import (
    GOOD_LINE,
    PHONE,
    RECEIPT,
    TEXT,
    TITLE,
    add_photos,
    keep_desk,
    open_form,
    press_send,
    write,
)
from .looks import check_accessible
from .test_desk_pages import sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

DESKTOP = {"width": 1280, "height": 900}
QUESTION = "Ai đã góp tiền mua hai mươi bốn cột đèn?"
ANSWER = "Chi đoàn bản và các hộ dân góp, mỗi hộ năm mươi nghìn đồng."


@pytest.fixture
def office(live_server, settings):
    """The newsroom, a running campaign, and one good news a month asked of every commune."""
    settings.REQUIRE_MFA_FOR_STAFF = False
    today = timezone.localdate()
    room = make_desk()
    room.campaign = make_campaign(
        starts_on=today - timedelta(days=20), ends_on=today + timedelta(days=40)
    )
    room.tomorrow = today + timedelta(days=1)
    save_quota(
        quota=Quota(
            unit_kind=room.unit.kind,
            countable="news.good_news",
            number=1,
            period=QuotaPeriod.MONTH,
            valid_from=room.tomorrow.replace(day=1),
        )
    )
    return room


@pytest.fixture
def person(new_context, live_server, office):
    """Return a function that gives a signed-in browser of somebody."""

    def open_browser(user, viewport):
        client = Client()
        client.force_login(user)
        context = new_context(viewport=viewport, base_url=live_server.url)
        context.add_init_script(GOOD_LINE)
        sign_in(client, context, live_server.url)
        return context

    return open_browser


class FromTheValleyTests:
    def test_one_story_from_the_valley_to_the_report(self, office, person, move_clock):
        phone = person(office.correspondent, PHONE)
        desk = self.write_in_the_valley(phone)
        story = StoryPage.objects.get()
        self.ask_back(person(office.reviewer, DESKTOP), story)
        self.answer(desk)
        for user in (office.reviewer, office.editor):
            self.approve(person(user, DESKTOP), story)
        self.plan_for_tomorrow(person(office.editor, DESKTOP), story, office)
        self.approve(person(office.approver, DESKTOP), story)
        self.stays_hidden_today(desk, office)

        noon = datetime.combine(office.tomorrow, time(12))
        move_clock(timezone.make_aware(noon))
        for _ in range(2):
            call_command("publish_due")
            call_command("watch_calendar")
            call_command("recount_metrics", last_days=3)
        assert StoryPage.objects.filter(live=True).count() == 1
        self.see_the_day_lit(desk, office)
        self.counted_once(office)

    def write_in_the_valley(self, phone):
        keep_desk(phone)
        phone.set_offline(True)
        page = open_form(phone)
        write(page)
        add_photos(page)
        press_send(page)
        expect(page.locator("[data-desk-state]")).to_contain_text("sẽ tự gửi đi khi có mạng")
        page.close()
        assert not StoryPage.objects.exists()
        phone.set_offline(False)
        desk = phone.new_page()
        desk.goto("/gui-bai/")
        expect(desk.locator("main")).to_contain_text("Đang duyệt", timeout=20_000)
        return desk

    def open_editor(self, context, story):
        """Find the story on the start page, as its reader does."""
        page = context.new_page()
        page.goto("/admin/")
        page.get_by_role("link", name=TITLE).first.click()
        page.wait_for_url(f"**/admin/pages/{story.pk}/edit/**")
        page.locator(
            "footer [aria-label='Thao tác khác'], footer .w-dropdown__toggle"
        ).first.click()
        return page

    def ask_back(self, context, story):
        page = self.open_editor(context, story)
        page.locator("footer [data-workflow-action-name=reject]").first.click()
        dialog = page.locator(".modal.in, .modal.show").first
        dialog.locator("textarea").first.fill(QUESTION)
        dialog.locator("[type=submit]").first.click()
        page.wait_for_url(re.compile(r"/admin/(?!pages/\d+/edit)"))

    def answer(self, desk):
        desk.goto("/gui-bai/")
        desk.get_by_role("link", name=TITLE).first.click()
        expect(desk.locator("main")).to_contain_text(QUESTION)
        desk.locator("[name=text]").fill(ANSWER)
        desk.get_by_role("button", name="Gửi trả lời").click()
        expect(desk.locator("main")).to_contain_text(ANSWER)
        check_accessible(desk)
        desk.get_by_role("button", name="Sửa và gửi lại").click()
        desk.wait_for_selector("[data-desk-form][data-ready]", state="attached")
        desk.locator("[name=text]").fill(f"{TEXT}\n\n{ANSWER}")
        press_send(desk)
        desk.wait_for_url(RECEIPT, timeout=20_000)

    def approve(self, context, story):
        page = self.open_editor(context, story)
        page.locator("footer [data-workflow-action-name=approve]").first.click()
        page.wait_for_url(re.compile(r"/admin/(?!pages/\d+/edit)"))

    def plan_for_tomorrow(self, context, story, office):
        page = context.new_page()
        page.goto(f"/admin/lich-dang/tin/{story.pk}/")
        page.locator("[name=day]").fill(f"{office.tomorrow:%d/%m/%Y}")
        # By keyboard: the open date picker lies over the button.
        page.locator("main form [type=submit]").first.press("Enter")
        expect(page.locator(".messages")).to_contain_text(f"{office.tomorrow:%d/%m/%Y}")

    def stays_hidden_today(self, desk, office):
        assert not StoryPage.objects.filter(live=True).exists()
        desk.reload()
        expect(desk.locator("main")).to_contain_text("Đã duyệt")
        expect(desk.locator("main")).to_contain_text(f"{office.tomorrow:%d/%m/%Y}")

    def see_the_day_lit(self, desk, office):
        desk.reload()
        expect(desk.locator("main")).to_contain_text("Đã đăng")
        desk.goto(office.campaign.get_url())
        day = desk.get_by_role("table").get_by_role("link", name=TITLE)
        expect(day).to_contain_text(str(office.tomorrow.day))
        day.click()
        expect(desk.get_by_role("heading", level=1)).to_have_text(TITLE)
        expect(desk.locator("main")).to_contain_text(ANSWER)

    def counted_once(self, office):
        """The unit's row of this month: published 1, quota asked 1, done 1, missing 0."""
        client = Client()
        client.force_login(office.editor)
        file = client.get("/admin/reports/don-vi/xlsx/")
        sheet = load_workbook(BytesIO(file.content)).worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        heads = next(row for row in rows if "Giao" in row)
        quota = heads.index("Giao")
        row = next(row for row in rows if office.unit.name in row)
        assert row[2] == 1
        assert row[quota : quota + 3] == [1, 1, 0]
