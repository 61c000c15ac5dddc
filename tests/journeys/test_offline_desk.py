"""A volunteer where there is no signal: what she writes is never lost and goes out once, by itself."""

import hashlib
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import expect

from news.desk.models import DeskDraft, DeskPhoto
from news.models import StoryPage
from tests.accounts.factories import PASSWORD
from tests.benchmarks.photographs import photograph
from tests.images.files import photo_bytes
from tests.news.desk.factories import TEXT, make_desk

from .test_desk_pages import sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

PHONE = {"width": 390, "height": 844}
GOOD_LINE = """Object.defineProperty(navigator, "connection", {
  configurable: true, get: () => ({ effectiveType: "4g", downlink: 10, saveData: false }),
})"""
TITLE = "Con đường sáng giữa bản"
SAVED_THERE = re.compile(r"^Đã lưu lên hệ thống lúc \d\d:\d\d$")
SAVED_HERE = re.compile(r"^Đã lưu trên máy lúc \d\d:\d\d")
KEPT = "caches.keys().then((names) => names.some((name) => name.startsWith('desk-')))"
LIGHT_BYTES = 300_000
# The widest that the site shows a picture.
LEGIBLE_WIDTH = 1200
# A phone that needs two seconds to read a photograph; its first one may be fast.
SLOW_PHONE = """() => {
  const real = globalThis.createImageBitmap;
  globalThis.createImageBitmap = async (...asked) => {
    if (!globalThis.isFirstFast) await new Promise((resolve) => setTimeout(resolve, 2000));
    globalThis.isFirstFast = false;
    return real(...asked);
  };
}"""
TYPE_AND_LOOK = """() => {
  const title = document.querySelector("[name=title]");
  title.value += "!";
  title.dispatchEvent(new Event("input", { bubbles: true }));
  return document.querySelector("[data-desk-state]").textContent;
}"""
# Each saving takes three seconds more.
SLOW_SAVING = """() => {
  const real = globalThis.fetch;
  globalThis.fetch = async (address, options) => {
    if (String(address).endsWith("/luu/")) await new Promise((resolve) => setTimeout(resolve, 3000));
    return real(address, options);
  };
}"""
RECEIPT = re.compile(r"/gui-bai/[0-9a-f-]{36}/$")


@pytest.fixture
def valley(live_server, new_context):
    """The correspondent's phone, signed in, with the desk kept by its service worker."""
    room = make_desk()
    client = Client()
    client.force_login(room.correspondent)
    context = new_context(viewport=PHONE, base_url=live_server.url)
    # On a busy machine Chromium takes the line for a slow one.
    context.add_init_script(GOOD_LINE)
    sign_in(client, context, live_server.url)
    page = context.new_page()
    page.goto("/gui-bai/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(KEPT)
    page.close()
    return context


def open_form(context, address="/gui-bai/moi/"):
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("[data-desk-form][data-ready]", state="attached")
    return page


def write(page) -> None:
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=text]").fill(TEXT)
    page.locator("[name=place]").fill("Bản Sín Chải")
    page.locator("[name=people][value=nobody]").check()


def add_photos(page, count: int = 3) -> None:
    files = [
        {
            "name": f"anh-{number}.jpg",
            "mimeType": "image/jpeg",
            "buffer": photo_bytes(size=(640 + number, 480)),
        }
        for number in range(count)
    ]
    page.set_input_files("[name=photos]", files)
    alt_texts = page.locator("[name$='-alt_text']")
    expect(alt_texts).to_have_count(count)
    for number in range(count):
        alt_texts.nth(number).fill(f"Đoàn viên dựng cột đèn {number + 1}")


def state_of(page):
    return page.locator("[data-desk-state]")


def press_send(page) -> None:
    page.locator("button[data-desk-send]").click()


class OfflineDeskTests:
    def test_from_the_valley_to_the_office(self, valley):
        """Offline she writes, adds three photographs, presses "Gửi" and closes the page."""
        valley.set_offline(True)
        page = open_form(valley)
        write(page)
        add_photos(page)
        expect(state_of(page)).to_have_text(SAVED_HERE)
        press_send(page)
        expect(state_of(page)).to_contain_text("sẽ tự gửi đi khi có mạng")
        page.close()
        assert not DeskDraft.objects.exists()

        valley.set_offline(False)
        desk = valley.new_page()
        desk.goto("/gui-bai/")
        expect(desk.locator("main")).to_contain_text("Đang duyệt", timeout=20_000)
        story = StoryPage.objects.get()
        assert story.draft_title == TITLE
        draft = DeskDraft.objects.get()
        assert draft.photos.count() == 3
        assert [photo.alt_text for photo in draft.photos.order_by("position")] == [
            f"Đoàn viên dựng cột đèn {number}" for number in (1, 2, 3)
        ]
        expect(desk.locator("[data-desk-local]")).to_be_hidden()

    def test_the_signal_returns_while_the_form_is_open(self, valley):
        page = open_form(valley)
        write(page)
        add_photos(page, 1)
        valley.set_offline(True)
        press_send(page)
        expect(state_of(page)).to_contain_text("sẽ tự gửi đi khi có mạng")
        valley.set_offline(False)
        page.wait_for_url(RECEIPT)
        assert StoryPage.objects.count() == 1

    def test_a_killed_tab_loses_nothing(self, valley):
        valley.set_offline(True)
        page = open_form(valley)
        write(page)
        add_photos(page, 2)
        expect(state_of(page)).to_have_text(SAVED_HERE)
        address = page.url
        page.close(run_before_unload=False)

        again = open_form(valley, address)
        expect(again.locator("[name=title]")).to_have_value(TITLE)
        expect(again.locator("[name=text]")).to_have_value(TEXT)
        expect(again.locator("[name$='-alt_text']")).to_have_count(2)
        again.reload()
        expect(again.locator("[name=title]")).to_have_value(TITLE)
        expect(again.locator("[name$='-alt_text']").first).to_have_value("Đoàn viên dựng cột đèn 1")
        expect(state_of(again)).not_to_have_text(SAVED_THERE)

    def test_saved_on_the_site_is_said_only_when_it_is(self, valley):
        page = open_form(valley)
        write(page)
        page.locator("button[value=save]").last.click()
        expect(state_of(page)).to_have_text(SAVED_THERE)
        assert DeskDraft.objects.get().title == TITLE

        # In the very instant of a letter it is not saved yet.
        assert page.evaluate(TYPE_AND_LOOK) == "Chưa lưu"
        expect(state_of(page)).to_have_text(SAVED_HERE)
        assert page.evaluate(TYPE_AND_LOOK) == "Chưa lưu"

        valley.set_offline(True)
        page.locator("[name=title]").fill("Gõ khi mất mạng")
        expect(state_of(page)).to_have_text(SAVED_HERE)
        page.locator("button[value=save]").last.click()
        expect(state_of(page)).to_contain_text("chưa kết nối được")
        assert "hệ thống lúc" not in state_of(page).inner_text()
        assert DeskDraft.objects.get().title == TITLE

        valley.set_offline(False)
        expect(state_of(page)).to_have_text(SAVED_THERE)
        assert DeskDraft.objects.get().title == "Gõ khi mất mạng"

    def test_two_phones_on_one_draft_keep_both_texts(self, valley, live_server):
        page = open_form(valley)
        write(page)
        page.locator("button[value=save]").last.click()
        expect(state_of(page)).to_have_text(SAVED_THERE)
        draft = DeskDraft.objects.get()
        DeskDraft.objects.filter(pk=draft.pk).update(
            edition=draft.edition + 1, writer=None, title="Máy kia"
        )
        page.locator("[name=title]").fill("Máy này")
        page.locator("button[value=save]").last.click()
        expect(state_of(page)).to_contain_text("thiết bị khác")
        draft.refresh_from_db()
        assert draft.title == "Máy kia"
        page.get_by_role("button", name="Giữ cả hai").click()
        page.wait_for_selector("[data-desk-form][data-ready]", state="attached")
        expect(page.locator("[name=title]")).to_have_value("Máy này")
        page.locator("button[value=save]").last.click()
        expect(state_of(page)).to_have_text(SAVED_THERE)
        assert set(DeskDraft.objects.values_list("title", flat=True)) == {"Máy kia", "Máy này"}

    def test_answers_that_get_lost_double_nothing(self, valley):
        """Each request arrives, and its first answer does not."""
        page = open_form(valley)
        lost = set()

        def lose_first_answer(route):
            action = route.request.url.rsplit("/", 2)[1]
            answer = route.fetch()
            if action in lost:
                route.fulfill(response=answer)
            else:
                lost.add(action)
                route.abort()

        page.route(re.compile(r"/(luu|anh|gui)/$"), lose_first_answer)
        write(page)
        add_photos(page, 2)
        press_send(page)
        page.wait_for_url(RECEIPT, timeout=60_000)
        assert lost == {"luu", "anh", "gui"}
        assert StoryPage.objects.count() == 1
        assert DeskDraft.objects.get().photos.count() == 2

    def test_a_session_that_ended_meanwhile(self, valley, live_server):
        valley.set_offline(True)
        page = open_form(valley)
        write(page)
        add_photos(page, 1)
        press_send(page)
        expect(state_of(page)).to_contain_text("sẽ tự gửi đi khi có mạng")
        Session.objects.all().delete()
        valley.set_offline(False)
        expect(state_of(page)).to_contain_text("Bạn đã hết phiên đăng nhập")
        assert not DeskDraft.objects.exists()
        page.get_by_role("link", name="Đăng nhập").last.click()
        page.fill("[name=login]", "correspondent")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(RECEIPT, timeout=20_000)
        assert StoryPage.objects.count() == 1
        assert DeskDraft.objects.get().photos.count() == 1

    def test_the_site_changes_its_secret_meanwhile(self, valley, settings):
        """One story waits on a closed phone, another stands in an open page: both go out."""
        valley.set_offline(True)
        page = open_form(valley)
        write(page)
        add_photos(page, 1)
        press_send(page)
        expect(state_of(page)).to_contain_text("sẽ tự gửi đi khi có mạng")
        page.close()
        page = open_form(valley)
        write(page)
        page.locator("[name=title]").fill("Bài thứ hai")
        add_photos(page, 2)
        expect(state_of(page)).to_have_text(SAVED_HERE)

        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "changed while she was in the valley"
        valley.set_offline(False)
        press_send(page)
        page.wait_for_url(RECEIPT, timeout=20_000)
        valley.new_page().goto("/gui-bai/")
        expect(page.locator("main")).to_contain_text("Đang duyệt")
        for _ in range(100):
            if StoryPage.objects.count() == 2:
                break
            page.wait_for_timeout(200)
        photos = {draft.title: draft.photos.count() for draft in DeskDraft.objects.all()}
        assert photos == {TITLE: 1, "Bài thứ hai": 2}
        assert StoryPage.objects.count() == 2

    def test_a_photograph_of_a_phone_is_made_small_before_it_leaves(self, valley):
        page = open_form(valley)
        big = photo_bytes(size=(3000, 2000))
        page.set_input_files(
            "[name=photos]", {"name": "to.jpg", "mimeType": "image/jpeg", "buffer": big}
        )
        expect(page.locator("[data-photo-state]")).to_have_text(
            "Đã có trên hệ thống", timeout=20_000
        )
        photo = DeskPhoto.objects.get()
        assert photo.image.width == 2560
        assert photo.content_hash != hashlib.sha256(big).hexdigest()
        page.set_input_files(
            "[name=photos]", {"name": "hai.jpg", "mimeType": "image/jpeg", "buffer": big}
        )
        broken = {"name": "hong.jpg", "mimeType": "image/jpeg", "buffer": b"khong phai anh"}
        page.set_input_files("[name=photos]", broken)
        refusal = page.locator("[data-photo-state].field__error")
        expect(refusal).to_contain_text("không phải là ảnh")
        assert DeskPhoto.objects.count() == 1

        write(page)
        page.locator("[name$='-alt_text']").first.fill("Đoàn viên dựng cột đèn")
        press_send(page)
        expect(state_of(page)).to_contain_text("không phải là ảnh")
        assert not StoryPage.objects.exists()
        page.get_by_role("button", name="Bỏ ảnh").last.click()
        press_send(page)
        page.wait_for_url(RECEIPT)
        assert DeskDraft.objects.get().photos.count() == 1

    def test_a_press_is_heard_while_an_earlier_one_is_at_work(self, valley):
        page = open_form(valley)
        page.evaluate(SLOW_SAVING)
        write(page)
        add_photos(page, 1)
        expect(page.locator("[data-photo-state]")).to_have_text(
            "Đã có trên hệ thống", timeout=20_000
        )
        # What is said of the first photograph is on its way when the second is picked.
        page.locator("button[value=save]").last.click()
        page.set_input_files(
            "[name=photos]",
            {"name": "hai.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes(size=(500, 300))},
        )
        page.locator("[name$='-alt_text']").nth(1).fill("Bà con mang ngô ra")
        # Three times, as people do when nothing seems to happen.
        for _ in range(3):
            press_send(page)
        expect(state_of(page)).to_have_text("Đang gửi…")
        page.wait_for_url(RECEIPT, timeout=40_000)
        assert StoryPage.objects.count() == 1
        assert DeskDraft.objects.get().photos.count() == 2

    def test_a_photograph_that_is_still_being_made_small_is_not_left_behind(self, valley):
        page = open_form(valley)
        write(page)
        add_photos(page, 1)
        page.evaluate(SLOW_PHONE)
        page.set_input_files(
            "[name=photos]",
            {"name": "hai.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes(size=(500, 300))},
        )
        press_send(page)
        expect(state_of(page)).to_contain_text("xong là gửi ngay")
        # Not sent with the first alone: the site asks what the second one shows.
        expect(page.locator("#loi")).to_be_visible(timeout=20_000)
        assert not StoryPage.objects.exists()
        page.locator("[name$='-alt_text']").nth(1).fill("Bà con mang ngô ra")
        press_send(page)
        page.wait_for_url(RECEIPT)
        assert DeskDraft.objects.get().photos.count() == 2

    def test_the_first_photograph_leaves_while_the_next_is_made_small(self, valley):
        page = open_form(valley)
        page.evaluate(SLOW_PHONE.replace("2000", "60000"))
        broken = {"name": "heic", "mimeType": "image/heic", "buffer": photo_bytes(size=(320, 240))}
        page.evaluate("globalThis.isFirstFast = true")
        page.set_input_files("[name=photos]", [broken, {**broken, "buffer": photo_bytes()}])
        expect(page.locator("[data-photo-state]")).to_have_text(
            "Đã có trên hệ thống", timeout=20_000
        )
        expect(state_of(page)).to_contain_text("Đang chuẩn bị ảnh", timeout=20_000)

    def test_on_a_slow_line_a_photograph_is_made_light(self, valley):
        valley.add_init_script(
            "Object.defineProperty(navigator, 'connection', { value: { effectiveType: '3g' } })"
        )
        page = open_form(valley)
        big = photograph(1, size=(3000, 2250))
        page.set_input_files(
            "[name=photos]", {"name": "to.jpg", "mimeType": "image/jpeg", "buffer": big}
        )
        with page.expect_request(re.compile("/anh/$")) as sent:
            pass
        assert int(sent.value.header_value("content-length")) < LIGHT_BYTES
        expect(page.locator("[data-photo-state]")).to_have_text(
            "Đã có trên hệ thống", timeout=20_000
        )
        assert LEGIBLE_WIDTH <= DeskPhoto.objects.get().image.width < 2560

    def test_what_is_missing_is_shown_at_its_field(self, valley):
        page = open_form(valley)
        page.locator("[name=title]").fill(TITLE)
        add_photos(page, 1)
        press_send(page)
        expect(page.locator("#loi")).to_be_visible()
        expect(page.locator("[name=title]")).to_have_value(TITLE)
        expect(page.locator("[name$='-alt_text']")).to_have_count(1)
        page.locator("[name=text]").fill(TEXT)
        page.locator("[name=people][value=nobody]").check()
        press_send(page)
        page.wait_for_url(RECEIPT)
        assert DeskDraft.objects.get().photos.count() == 1

    def test_the_next_person_on_the_phone_sees_nothing(self, valley):
        valley.set_offline(True)
        page = open_form(valley)
        write(page)
        expect(state_of(page)).to_have_text(SAVED_HERE)
        valley.set_offline(False)
        page.close()
        desk = valley.new_page()
        desk.route("**/luu/", lambda route: route.abort())
        desk.goto("/gui-bai/")
        desk.get_by_role("button", name="Đăng xuất").click()
        desk.wait_for_url(re.compile("/tai-khoan/login/"))
        assert [c["name"] for c in valley.cookies() if c["name"] == "desk"] == []
        valley.set_offline(True)
        page = valley.new_page()
        page.goto("/gui-bai/moi/")
        expect(page.locator("main")).to_contain_text("Hãy đăng nhập")
        assert TITLE not in page.content()
        expect(page.locator("[data-desk-form]")).to_be_hidden()
