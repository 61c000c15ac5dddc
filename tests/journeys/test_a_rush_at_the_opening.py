"""A phone comes into a rush: it waits without a script, begins by the keyboard, and hears the time."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.contests.models import Attempt
from campaigns.contests.rules import DrawRules
from campaigns.contests.rush.keeping import take_place
from goodnews.home.services import build_site
from tests.campaigns.contests.attempts.factories import (
    make_bank,
    make_contest,
    make_rules,
    usual_round,
)
from tests.news.factories import NOW
from tests.quizblocks.factories import make_topic

from .looks import check_accessible, is_wider_than_screen

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
SMALL = {"viewport": {"width": 320, "height": 640}, "reduced_motion": "reduce"}


def test_a_rush_at_the_opening(live_server, browser, settings, tmp_path, subtests):
    settings.VAR_DIR = tmp_path
    settings.CONTEST_STARTS_PER_SECOND = 1
    build_site(now=NOW)
    make_bank(make_topic(), 5)
    now = timezone.now()
    window = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(days=7)}
    contest = make_contest(make_rules(usual_round(**window, draws=(DrawRules(count=5),))))
    address = f"{live_server.url}/cuoc-thi/{contest.slug}/vao-thi/"
    context = browser.new_context(java_script_enabled=False, **SMALL)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Họ và tên").fill("Lò Thị Mai")
    page.get_by_label("Tôi đã đọc thể lệ").check()
    page.get_by_role("button", name="Đăng ký dự thi").click()
    page.get_by_role("link", name="Tôi đã lưu mã").click()
    for _number in range(6):
        take_place(None)
    with subtests.test("it is told its place, at 320 pixels, and nothing begins"):
        page.get_by_role("button", name="Bắt đầu làm bài").click()
        expect(page.get_by_role("status")).to_contain_text("Trước bạn còn")
        box = page.locator("body").bounding_box()
        assert box["width"] <= 320
    with subtests.test("with a script the seconds are counted down, and the button comes"):
        other = browser.new_context(storage_state=context.storage_state(), **SMALL)
        phone = other.new_page()
        phone.clock.install()
        phone.goto(page.url.replace("bat-dau", "hang-cho"))
        expect(phone.get_by_text("Nút bấm sẽ hiện ở đây sau")).to_be_visible()
        check_accessible(phone)
        phone.clock.run_for(30_000)
        expect(phone.get_by_role("heading", name="Đến lượt bạn.")).to_be_focused()
        expect(phone.get_by_role("button", name="Bắt đầu làm bài")).to_be_visible()
        check_accessible(phone)
        assert not is_wider_than_screen(phone)
        assert Attempt.objects.count() == 0
        other.close()
    with subtests.test("the page comes back by itself, and the keyboard begins"):
        button = page.get_by_role("button", name="Bắt đầu làm bài")
        expect(button).to_be_visible(timeout=60_000)
        assert Attempt.objects.count() == 0
        page.keyboard.press("Tab")
        expect(button).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("[data-quiz-question]")).to_have_count(5)
    with subtests.test(
        "with a script five minutes and one are said, and what is left on waking up"
    ):
        other = browser.new_context(storage_state=context.storage_state(), **SMALL)
        phone = other.new_page()
        phone.clock.install()
        phone.goto(page.url)
        check_accessible(phone)
        assert not is_wider_than_screen(phone)
        said = phone.locator("[data-announce]")
        for seconds, words in ((590, ""), (15, "Còn 5 phút"), (242, "Còn 1 phút")):
            phone.clock.run_for(seconds * 1000)
            expect(said).to_have_text(words)
        phone.reload()
        phone.clock.fast_forward((900 - 130) * 1000)
        expect(said).to_have_text("Còn 2 phút")
    context.close()
