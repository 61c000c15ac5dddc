"""Somebody guesses in words; the phone says that the guess is not saved until it is a number."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.contests.attempts.contents import PREDICTION
from campaigns.contests.models import AttemptAnswer
from campaigns.contests.rules import DrawRules
from goodnews.home.services import build_site
from tests.campaigns.contests.attempts.factories import (
    make_bank,
    make_contest,
    make_rules,
    usual_round,
)
from tests.news.factories import NOW
from tests.quizblocks.factories import make_topic

from .looks import check_accessible

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PHONE = {"viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce"}
SAVED, NOT_SAVED = "Đã lưu trên máy chủ", "Số dự đoán chưa được lưu"
ERROR = "Viết một số nguyên từ 0"


@pytest.fixture
def contest():
    build_site(now=NOW)
    make_bank(make_topic(), 1)
    now = timezone.now()
    round_ = usual_round(
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(days=7),
        prediction="people",
        draws=(DrawRules(count=1),),
    )
    return make_contest(make_rules(round_))


@pytest.fixture
def page(live_server, new_context, contest):
    """The questions of an attempt that has just begun."""
    page = new_context(base_url=live_server.url, **PHONE).new_page()
    page.goto(f"/cuoc-thi/{contest.slug}/vao-thi/")
    page.get_by_label("Họ và tên").fill("Lò Thị Mai")
    page.get_by_label("Tôi đã đọc thể lệ").check()
    page.get_by_role("button", name="Đăng ký dự thi").click()
    page.get_by_role("link", name="Tôi đã lưu mã").click()
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    expect(page.locator("[data-state]")).to_have_text(SAVED)
    return page


def test_a_guess_in_words_is_not_called_saved(page, subtests):
    state, guess = page.locator("[data-state]"), page.locator("[name=du_doan]")
    error = page.locator("[data-prediction] .field__error")
    with subtests.test("the bar and the field say so"):
        guess.fill("khoảng 300")
        expect(state).to_have_text(NOT_SAVED)
        expect(error).to_contain_text(ERROR)
        expect(guess).to_have_attribute("aria-invalid", "true")
        expect(guess).to_have_accessible_description(re.compile(ERROR))
        check_accessible(page)
    with subtests.test("an answer to something else is saved and changes nothing in that"):
        page.locator('[data-quiz-question="1"]').get_by_label("Hỏi lại bạn").check()
        expect(page.locator("[data-state]")).to_have_text(NOT_SAVED)
        expect(error).to_contain_text(ERROR)
        assert list(AttemptAnswer.objects.values_list("place", flat=True)) == [1]
    with subtests.test("submitted, the page names it and one press leads there"):
        page.get_by_role("button", name="Nộp bài").click()
        alert = page.get_by_role("alert").filter(has_text=ERROR)
        expect(alert).to_be_visible()
        expect(state).to_have_text(NOT_SAVED)
        expect(guess).to_have_value("khoảng 300")
        alert.get_by_role("link", name="Số dự đoán").click()
        expect(page.locator("[data-prediction]")).to_be_focused()
    with subtests.test("a number is saved"):
        guess.fill("300")
        expect(state).to_have_text(SAVED)
        expect(error).to_have_count(0)
        expect(guess).not_to_have_attribute("aria-invalid", "true")
        assert AttemptAnswer.objects.get(place=PREDICTION).content == {"number": 300}
        page.get_by_role("button", name="Nộp bài").click()
        expect(page.get_by_role("link", name="Biên nhận kiểm tra được")).to_be_visible()
