"""A volunteer where there is no signal: what she writes is never lost and goes out once, by itself."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from news.desk.models import DeskDraft, DeskPerson
from news.models import StoryPage
from tests.accounts.factories import PASSWORD
from tests.news.desk.factories import TEXT

from .desk_phone import (
    RECEIPT,
    SAVED_HERE,
    SAVED_THERE,
    SLOW_COPY,
    TITLE,
    TYPE_AND_LOOK,
    add_photos,
    describe_child,
    open_form,
    press_send,
    state_of,
    ticks_of,
    wait_for_receipt,
    write,
)

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

# On a busy machine a first try may fail; the phone tries again after 3, 6, 12 and 30 seconds.
RETRIES_MS = 60_000


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
        wait_for_receipt(page)
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

    def test_what_is_typed_before_the_phone_has_found_its_copy_stays(self, valley):
        valley.set_offline(True)
        page = open_form(valley)
        write(page)
        expect(state_of(page)).to_have_text(SAVED_HERE)
        address = page.url
        page.close()

        again = valley.new_page()
        again.add_init_script(SLOW_COPY)
        again.goto(address)
        again.locator("[name=place]").fill("Bản Nậm Đắk")
        again.wait_for_selector("[data-desk-form][data-ready]", state="attached")
        expect(again.locator("[name=place]")).to_have_value("Bản Nậm Đắk")
        expect(again.locator("[name=text]")).to_have_value(TEXT)
        expect(state_of(again)).to_have_text(SAVED_HERE)
        again.close()
        assert open_form(valley, address).locator("[name=place]").input_value() == "Bản Nậm Đắk"

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
        wait_for_receipt(page)
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
        # A first try that comes too early is made again a few seconds later.
        expect(state_of(page)).to_contain_text("Bạn đã hết phiên đăng nhập", timeout=20_000)
        assert not DeskDraft.objects.exists()
        page.get_by_role("link", name="Đăng nhập").last.click()
        page.fill("[name=login]", "correspondent")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(RECEIPT, timeout=RETRIES_MS)
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
        page.wait_for_url(RECEIPT, timeout=RETRIES_MS)
        desk = valley.new_page()
        desk.goto("/gui-bai/")
        expect(page.locator("main")).to_contain_text("Đang duyệt")
        expect(desk.get_by_text("Đang duyệt")).to_have_count(2, timeout=20_000)
        expect(desk.locator("[data-desk-local]")).to_be_hidden()
        photos = {draft.title: draft.photos.count() for draft in DeskDraft.objects.all()}
        assert photos == {TITLE: 1, "Bài thứ hai": 2}
        assert StoryPage.objects.count() == 2

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

    def test_a_refused_sending_keeps_the_consents_that_another_sitting_asks_anew(self, valley):
        page = open_form(valley)
        write(page)
        describe_child(page)
        for tick in ticks_of(page).all():
            tick.check()
        press_send(page)
        expect(page.locator("#loi")).to_contain_text("thêm ít nhất một ảnh")
        page.wait_for_selector("[data-desk-form][data-ready]", state="attached")
        assert [tick.is_checked() for tick in ticks_of(page).all()] == [True, True]
        page.close()

        again = open_form(valley, f"/gui-bai/{DeskDraft.objects.get().key}/sua/")
        assert [tick.is_checked() for tick in ticks_of(again).all()] == [False, False]
        for tick in ticks_of(again).all():
            tick.check()
        press_send(again)
        expect(again.locator("#loi")).to_contain_text("thêm ít nhất một ảnh")
        add_photos(again, 1)
        press_send(again)
        again.wait_for_url(RECEIPT)
        child = DeskPerson.objects.get()
        assert child.has_agreed
        assert child.guardian_has_agreed

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
