"""Photographs of a story on a weak phone: made small, sent one by one, never left behind."""

import hashlib
import re

import pytest
from playwright.sync_api import expect

from news.desk.models import DeskDraft, DeskPhoto
from news.models import StoryPage
from tests.benchmarks.photographs import photograph
from tests.images.files import photo_bytes

from .desk_phone import (
    LEGIBLE_WIDTH,
    LIGHT_BYTES,
    RECEIPT,
    SLOW_PHONE,
    SLOW_SAVING,
    add_photos,
    open_form,
    press_send,
    state_of,
    write,
)

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


class DeskPhotographTests:
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
        expect(state_of(page)).to_contain_text("Chưa gửi được: Tệp này không phải là ảnh")
        expect(page.get_by_role("button", name="Bỏ ảnh").last).to_be_focused()
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
