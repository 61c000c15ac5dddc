"""How long somebody new needs for the shortest story: played in real time on slow 3G, printed, not asserted.

NEWCOMER=1 uv run pytest -s tests/benchmarks/test_newcomer.py
The model of the person is ``slow_hands``; the waiting is the browser's and the site's own.
"""

import os
import re
import time

import pytest
from django.test import Client

from news.models import StoryPage
from tests.journeys.test_desk_pages import sign_in
from tests.news.desk.factories import make_desk

from .photographs import photograph
from .slow_hands import Hands
from .slow_line import SLOW_3G

PHONE = {"width": 390, "height": 844}
TITLE = "Con đường sáng giữa bản"
ALT_TEXT = "Đoàn viên dựng cột đèn"
SHORTEST = "Sáng nay 40 đoàn viên xã Nậm Pồ dựng 24 cột đèn ở bản Sín Chải."
# As long as the counter below the field advises.
ADVISED = (
    f"{SHORTEST} Con đường dài hai cây số từ nay có đèn mỗi tối, các em nhỏ đi học về không còn "
    "sợ vấp đá. Bà con mang ngô luộc ra cùng ăn với thanh niên."
)
RECEIPT = re.compile(r"/gui-bai/[0-9a-f-]{36}/$")

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif("NEWCOMER" not in os.environ, reason="played on request: NEWCOMER=1"),
]


class Newcomer:
    """Opens the form, reads all of it, fills in what is needed, and sends."""

    def __init__(self, page, file):
        self.page, self.file, self.hands = page, file, Hands()

    def send_story(self, text: str) -> float:
        began = time.monotonic()
        self.press(self.page.locator("main a[href$='/gui-bai/moi/']").first)
        self.page.wait_for_selector("[data-desk-form][data-ready]", state="attached")
        self.spend(self.hands.read(self.page.locator("main").inner_text()))
        self.write("[name=title]", TITLE)
        self.write("[name=text]", text)
        self.add_photograph()
        self.press(self.page.locator("[name=people][value=nobody]"))
        self.press(self.page.locator("button[data-desk-send]"))
        self.page.wait_for_url(RECEIPT, wait_until="domcontentloaded", timeout=120_000)
        took = time.monotonic() - began
        self.hands.wait(took - sum(self.hands.spent.values()))
        return took

    def add_photograph(self) -> None:
        self.scroll_to(self.page.locator("[name=photos]"))
        self.spend(self.hands.tap() + self.hands.pick_photograph())
        self.page.set_input_files("[name=photos]", self.file)
        row = self.page.locator("[data-hash]")
        row.wait_for(timeout=60_000)
        self.spend(self.hands.read(row.inner_text()))
        self.write("[name$='-alt_text']", ALT_TEXT)

    def write(self, field: str, text: str) -> None:
        place = self.page.locator(field)
        self.press(place)
        seconds = self.hands.type(text)
        place.press_sequentially(text, delay=1000 * seconds / len(text), timeout=300_000)

    def press(self, place) -> None:
        self.scroll_to(place)
        self.spend(self.hands.tap())
        place.click()

    def scroll_to(self, place) -> None:
        """Swipe as often as the way to ``place`` is long, two thirds of the screen each."""
        before = self.page.evaluate("scrollY")
        place.scroll_into_view_if_needed()
        way = abs(self.page.evaluate("scrollY") - before)
        self.spend(self.hands.swipe(-(-way // (PHONE["height"] * 2 // 3))))

    def spend(self, seconds: float) -> None:
        self.page.wait_for_timeout(1000 * seconds)


class NewcomerTests:
    @pytest.mark.parametrize("text", [SHORTEST, ADVISED], ids=["shortest", "advised"])
    def test_print_the_time_from_the_list_to_the_receipt(
        self, live_server, new_context, tmp_path, text
    ):
        file = tmp_path / "anh.jpg"
        file.write_bytes(photograph(1))
        client = Client()
        client.force_login(make_desk().correspondent)
        context = new_context(viewport=PHONE, base_url=live_server.url)
        sign_in(client, context, live_server.url)
        page = context.new_page()
        page.goto("/gui-bai/")
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW_3G)
        newcomer = Newcomer(page, file)
        took = newcomer.send_story(text)
        parts = ", ".join(f"{what} {spent:.0f}" for what, spent in newcomer.hands.spent.items())
        usual = newcomer.hands.usual()
        print(f"\n{len(text)} characters: slow {took:.0f} s ({parts}); usual {usual:.0f} s")  # noqa: T201
        assert StoryPage.objects.get().draft_title == TITLE
