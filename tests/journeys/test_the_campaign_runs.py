"""The first whole path: from a correspondent's phone to a public page with its quiz.

Six people in real Chromium: a volunteer sends a story with a photograph, three
colleagues approve it, a reader finds it without accents, takes its quiz, and
sees its day light up.
"""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.models import CampaignPage
from goodnews.accounts.roles import Role
from goodnews.home.services import build_site
from goodnews.units.choices import UnitKind
from goodnews.workflows.services import approve_and_publish
from tests.accounts.factories import PASSWORD, make_user
from tests.images.files import photo_bytes
from tests.quizblocks.factories import make_question, make_topic
from tests.units.factories import make_unit

from .looks import violations

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
TITLE = "Đoàn thanh niên Nậm Đắk mở lớp học dưới gốc cây"
TEXT = (
    "Hai mươi em nhỏ ở bản Nậm Đắk có lớp học mới. Đoàn viên xã dựng lớp trong ba ngày.\n\n"
    "Sáng nay, các em ngồi kín những hàng ghế tre còn thơm mùi nứa.\n\n"
    "“Từ nay trời mưa cũng học được”, em lớn nhất lớp nói."
)


@pytest.fixture
def office(live_server, settings):
    """A province with one commune, its people, a running campaign and a bank of three questions."""
    settings.PAGE_CACHE_ENABLED = True
    settings.REQUIRE_MFA_FOR_STAFF = False
    now = timezone.now()
    tree = build_site(now=now)
    province = make_unit("Tỉnh Đoàn Minh Họa")
    commune = make_unit("Đoàn xã Nậm Đắk", parent=province, kind=UnitKind.COMMUNE)
    make_user("correspondent", role=Role.CORRESPONDENT, unit=commune)
    make_user("reviewer", role=Role.REVIEWER, unit=commune)
    make_user("editor", role=Role.EDITOR, unit=province)
    make_user("approver", role=Role.APPROVER, unit=province)
    topic = make_topic("An toàn trên mạng")
    for number in range(1, 4):
        make_question(topic, f"Khi nhận đường dẫn lạ lần {number}, em làm gì trước?")
    today = timezone.localdate(now)
    campaign = tree.campaigns.add_child(
        instance=CampaignPage(
            title="Mỗi ngày một tin tốt",
            slug="moi-ngay-mot-tin-tot",
            starts_on=today - timedelta(days=30),
            ends_on=today + timedelta(days=300),
            summary="Mỗi ngày một tin tốt, mỗi tuần một câu chuyện đẹp.",
            live=False,
        )
    )
    approve_and_publish(page=campaign, now=now)
    return live_server.url


@pytest.fixture
def person(new_context, office):
    """Return a function that gives a signed-in page of somebody's own browser."""

    def open_page(username: str | None, viewport: dict, **options):
        page = new_context(viewport=viewport, base_url=office, **options).new_page()
        if username:
            page.goto("/tai-khoan/login/")
            page.fill("[name=login]", username)
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(re.compile(r"/(gui-bai|admin)/"))
        return page

    return open_page


class TheCampaignRunsTests:
    def test_from_the_phone_to_the_lit_day(self, person):
        volunteer = person("correspondent", PHONE)
        self.send_a_story(volunteer)
        for username in ("reviewer", "editor", "approver"):
            self.approve(person(username, DESKTOP))
        volunteer.reload()
        expect(volunteer.get_by_text("Đã đăng").first).to_be_visible()

        reader = person(None, PHONE, permissions=["clipboard-read", "clipboard-write"])
        self.find_without_accents(reader)
        self.read(reader)
        self.take_the_quiz(reader)
        self.share(reader)
        self.see_the_day_lit(reader)

    def test_the_quiz_needs_no_javascript(self, person):
        self.send_a_story(person("correspondent", PHONE))
        for username in ("reviewer", "editor", "approver"):
            self.approve(person(username, DESKTOP))
        reader = person(None, PHONE, java_script_enabled=False)
        reader.goto("/tin-tot/")
        reader.get_by_role("link", name=TITLE).first.click()
        expect(reader.locator("h1")).to_have_text(TITLE)
        self.answer_all(reader)
        reader.locator("form[action*='trac-nghiem'] button[type=submit]").last.click()
        expect(reader.locator("main")).to_contain_text("3")
        expect(reader.locator("main")).to_contain_text("Tài khoản của bạn có thể đã bị chiếm.")

    def send_a_story(self, page):
        page.goto("/gui-bai/moi/")
        page.get_by_label(re.compile("^Tên bài|^Tiêu đề|^Tít")).fill(TITLE)
        page.locator("[name=text]").fill(TEXT)
        page.locator("[name=place]").fill("Bản Nậm Đắk")
        page.get_by_text("Chủ đề và trắc nghiệm").click()
        page.locator("[name=quiz_topic]").select_option(label="An toàn trên mạng")
        page.locator("[name=people][value=nobody]").check()
        photo = {"name": "lop-hoc.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes()}
        page.set_input_files("[name=photos]", photo)
        upload = page.locator("button[name=do][value=photos]")
        if upload.is_visible():
            upload.click()
        alt_text = page.locator("[name$='-alt_text']")
        expect(alt_text).to_have_count(1)
        alt_text.fill("Các em nhỏ ngồi học dưới gốc cây")
        page.locator("button[name=do][value=send]").click()
        page.wait_for_url(re.compile(r"/gui-bai/[0-9a-f-]{36}/$"))
        expect(page.locator("h1")).to_contain_text(TITLE)
        assert violations(page) == []

    def approve(self, page):
        """Open the story from the dashboard and pass it on from the editor."""
        page.goto("/admin/")
        page.get_by_role("link", name=TITLE).first.click()
        page.wait_for_url(re.compile(r"/edit/"))
        page.locator(
            "footer [aria-label='Thao tác khác'], footer .w-dropdown__toggle"
        ).first.click()
        page.locator("footer [data-workflow-action-name=approve]").first.click()
        page.wait_for_url(re.compile(r"/admin/(?!pages/\d+/edit)"))
        expect(page.locator("body")).to_contain_text(TITLE)

    def find_without_accents(self, page):
        page.goto("/tim-kiem/?q=doan+thanh+nien+nam+dak")
        page.get_by_role("link", name=TITLE).first.click()

    def read(self, page):
        expect(page.locator("h1")).to_have_text(TITLE)
        expect(page.locator("main")).to_contain_text("Từ nay trời mưa cũng học được")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert page.context.cookies() == []
        assert violations(page) == []

    def answer_all(self, page):
        right = page.get_by_label("Hỏi lại bạn bằng kênh khác")
        # Counting them waits for none.
        expect(right).to_have_count(3)
        for radio in right.all():
            radio.check()

    def take_the_quiz(self, page):
        quiz = page.locator("[data-quiz]")
        for number in range(1, 4):
            quiz.get_by_label("Hỏi lại bạn bằng kênh khác").locator("visible=true").check()
            quiz.get_by_role("button").click()
            reason = quiz.get_by_text("Tài khoản của bạn có thể đã bị chiếm.")
            # At the end all of them are told once more.
            expect(reason.locator("visible=true")).to_have_count(1 if number < 3 else 3)
            if number < 3:
                quiz.get_by_role("button").click()
        expect(quiz).to_contain_text("Đúng 3 trên 3 câu")

    def share(self, page):
        page.get_by_role("button", name="Sao chép liên kết").click()
        expect(page.get_by_role("status").filter(has_text="Đã sao chép").first).to_be_attached()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert urlsplit(copied).path == urlsplit(page.url).path

    def see_the_day_lit(self, page):
        page.goto("/chien-dich/moi-ngay-mot-tin-tot/")
        day = page.get_by_role("table").get_by_role("link", name=TITLE)
        expect(day).to_be_visible()
        expect(day).to_contain_text(str(timezone.localdate().day))
        assert violations(page) == []
