"""A story in English, from the translator's phone to its reader: typed, returned, corrected, read."""

import re

import pytest
from playwright.sync_api import expect

from goodnews.accounts.roles import Role
from tests.accounts.factories import PASSWORD, make_user
from tests.images.factories import make_image
from tests.news.factories import make_site, make_story
from tests.units.factories import make_unit

from .looks import violations
from .test_admin_in_vietnamese import english_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
TITLE = "Cầu mới qua suối Pá Lau"
MISSPELT = "Pá Lâu hamlet has its bridge"
ENGLISH = "Pá Lau hamlet has its bridge"
REASON = "Tên bản là Pá Lau."


@pytest.fixture
def office(live_server, settings):
    """A province, its people, and one story that is public in Vietnamese."""
    settings.REQUIRE_MFA_FOR_STAFF = False
    site = make_site()
    province = make_unit("Tỉnh Đoàn Minh Họa")
    for role in (Role.TRANSLATOR, Role.EDITOR, Role.APPROVER):
        make_user(role.value, role=role, unit=province)
    make_story(
        site.stories,
        TITLE,
        unit=province,
        cover=make_image(),
        cover_alt_text="Cây cầu bê tông qua suối",
    )
    return live_server.url


@pytest.fixture
def person(new_context, office):
    """Return a function that gives a signed-in page of somebody's own browser."""

    def open_page(username: str | None, viewport: dict):
        page = new_context(viewport=viewport, base_url=office).new_page()
        if username:
            page.goto("/admin/login/")
            page.fill("[name=login]", username)
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(re.compile(r"/admin/$"))
        return page

    return open_page


class TranslationTests:
    def test_from_the_translator_to_the_reader(self, person):
        translator = person("translator", PHONE)
        self.begin(translator)
        self.type_everything(translator)
        self.send(translator)

        editor = person("editor", DESKTOP)
        self.open_decision(editor, MISSPELT)
        editor.get_by_label("Lời nhắn tới tác giả").fill(REASON)
        self.decide(editor, "Trả lại để sửa")

        self.correct(translator)
        self.send(translator)
        approver = person("approver", DESKTOP)
        for page, label in ((editor, "Chuyển tiếp"), (approver, "Duyệt và đăng")):
            self.open_decision(page, ENGLISH)
            self.decide(page, label)
        self.read(person(None, PHONE))

    def begin(self, page):
        """Open the new story from the start page, and ask for its translation."""
        expect(page.get_by_role("heading", name="Cần dịch")).to_be_visible()
        assert violations(page, "#to-translate-section") == []
        page.get_by_role("link", name=TITLE).click()
        page.get_by_role("button", name="Gửi", exact=True).click()
        page.wait_for_url(re.compile(r"/edit/$"))

    def type_everything(self, page):
        """Translate text by text, as wagtail-localize asks for them."""
        self.type(page, page.locator("li.incomplete").first, MISSPELT)
        open_texts = page.locator("li.incomplete:visible")
        while open_texts.count():
            self.type(page, open_texts.first, "Forty pupils walk")
        assert english_in(page.locator("body").inner_text()) == []
        assert violations(page, ".send-translation") == []
        assert violations(page, ".js-translation-editor li h3") == []

    def type(self, page, text, words: str):
        """Write ``words`` beside one text, and wait until they are saved."""
        text.get_by_role("button", name=re.compile("^(Dịch|Sửa)$")).click()
        text.get_by_role("textbox").fill(words)
        with page.expect_response(re.compile("/strings/")):
            text.get_by_role("button", name="Lưu").click()

    def send(self, page):
        """Press the button of the editor, and the one that asks once more."""
        page.get_by_role("link", name="Gửi duyệt").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Gửi duyệt")
        assert violations(page, "main") == []
        page.get_by_role("button", name="Gửi duyệt").click()
        expect(page.locator(".messages")).to_contain_text("cho người duyệt")
        # Nothing is left to do.
        expect(page.get_by_text("Đã dịch xong")).to_have_count(0)

    def open_decision(self, page, title: str):
        """Open the translation from the start page, and find the original beside it."""
        page.goto("/admin/")
        page.get_by_role("link", name=title).first.click()
        page.wait_for_url(re.compile(r"/ban-dich/duyet/"))
        story = page.frame_locator("iframe")
        expect(story.get_by_role("heading", level=1)).to_have_text(title)
        assert violations(page, "form") == []
        original = page.get_by_role("link", name="Đọc bản gốc").get_attribute("href")
        assert TITLE in page.request.get(original).text()

    def decide(self, page, label: str):
        page.get_by_role("button", name=label).click()
        expect(page.locator(".messages")).to_contain_text("Đã ghi nhận quyết định")

    def correct(self, page):
        """Read on the start page why it came back, and mend that."""
        page.goto("/admin/")
        page.get_by_role("link", name=TITLE).click()
        expect(page.get_by_text(REASON)).to_be_visible()
        page.get_by_role("link", name="Mở bản dịch").click()
        self.type(page, page.locator("li.complete").first, ENGLISH)

    def read(self, page):
        """Come from the English list of stories."""
        page.goto("/en/tin-tot/")
        page.get_by_role("link", name=ENGLISH).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(ENGLISH)
        assert page.locator("html").get_attribute("lang") == "en"
        expect(page.locator("main")).to_contain_text("Forty pupils walk")
        assert violations(page) == []
