"""How long three photographs of 12 megapixels take on slow 3G: printed, not asserted.

PHOTO_ROUNDS=5 uv run pytest -s tests/benchmarks/test_photo_speed.py
"""

import os
import re
import statistics
import time

import pytest
from django.test import Client
from playwright.sync_api import expect

from news.desk.models import DeskDraft, DeskPhoto
from tests.journeys.desk_phone import IS_KEPT, sign_in
from tests.news.desk.factories import TEXT, make_desk

from .photographs import photograph
from .slow_line import SLOW_3G

ROUNDS = int(os.environ.get("PHOTO_ROUNDS", "0"))
PHONE = {"width": 390, "height": 844}
PHOTOS = 3
RECEIPT = re.compile(r"/gui-bai/[0-9a-f-]{36}/$")

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(not ROUNDS, reason="measured on request: PHOTO_ROUNDS=5"),
]


class PhotoSpeedTests:
    def test_print_the_time_from_picking_to_sent(self, live_server, new_context, tmp_path):
        room = make_desk()
        client = Client()
        client.force_login(room.correspondent)
        # Files, not bytes: Playwright would need seconds to hand those to the browser.
        files = [tmp_path / f"anh-{n}.jpg" for n in range(PHOTOS)]
        for number, file in enumerate(files):
            file.write_bytes(photograph(number))
        print(f"\n{PHOTOS} photographs, {[f.stat().st_size for f in files]} bytes; seconds:")  # noqa: T201
        rounds = []
        for number in range(ROUNDS):
            context = new_context(viewport=PHONE, base_url=live_server.url)
            sign_in(client, context, live_server.url)
            rounds.append(self.seconds(context, files, number))
            context.close()
            print("  ".join(f"{what} {spent:.1f}" for what, spent in rounds[-1].items()))  # noqa: T201
        for photo in DeskPhoto.objects.select_related("image").order_by("pk")[:PHOTOS]:
            print(f"kept: {photo.image.width} x {photo.image.height}")  # noqa: T201
        print(f"median {statistics.median(r['sent'] for r in rounds):.1f} of {ROUNDS}")  # noqa: T201

    def seconds(self, context, files, number: int) -> dict[str, float]:
        """Return the seconds since the picking, by what was reached."""
        page = context.new_page()
        page.goto("/gui-bai/moi/")
        page.wait_for_selector("[data-desk-form][data-ready]", state="attached")
        assert page.evaluate(IS_KEPT)
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW_3G)
        page.locator("[name=title]").fill(f"Con đường sáng giữa bản {number}")
        page.locator("[name=text]").fill(TEXT)
        page.locator("[name=people][value=nobody]").check()
        began = time.perf_counter()
        reached = {}
        page.set_input_files("[name=photos]", files)
        expect(page.locator("[data-desk-state]")).to_contain_text("Đã lưu")
        reached["text safe"] = time.perf_counter() - began
        alt_texts = page.locator("[name$='-alt_text']")
        for place in range(PHOTOS):
            expect(alt_texts).to_have_count(place + 1, timeout=60_000)
            alt_texts.nth(place).fill(f"Đoàn viên dựng cột đèn {place + 1}")
            reached[f"photo {place + 1} made"] = time.perf_counter() - began
        page.locator("button[data-desk-send]").click()
        page.wait_for_url(RECEIPT, wait_until="commit", timeout=180_000)
        reached["sent"] = time.perf_counter() - began
        expect(page.locator("main")).to_contain_text("Đang duyệt")
        reached["receipt shown"] = time.perf_counter() - began
        draft = DeskDraft.objects.get(title__endswith=f" {number}")
        assert draft.sent_at and draft.photos.count() == PHOTOS
        return reached
