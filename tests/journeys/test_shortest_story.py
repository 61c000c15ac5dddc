"""What a volunteer has to fill in, at the least; a field that becomes required makes this fail."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from news.models import StoryPage
from tests.images.files import photo_bytes
from tests.news.desk.factories import TEXT, make_desk

from .test_desk_pages import sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

MOST_FIELDS = 6
PHONE = {"width": 390, "height": 844}
TITLE = "Con đường sáng giữa bản"


class ShortestStoryTests:
    def test_at_most_six_fields_are_needed(self, live_server, new_context):
        client = Client()
        client.force_login(make_desk().correspondent)
        context = new_context(viewport=PHONE, base_url=live_server.url)
        sign_in(client, context, live_server.url)
        page = context.new_page()
        page.goto("/gui-bai/moi/")
        page.wait_for_selector("[data-desk-form][data-ready]", state="attached")
        photo = {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes()}
        steps = {
            "title": lambda: page.locator("[name=title]").fill(TITLE),
            "text": lambda: page.locator("[name=text]").fill(TEXT),
            "photograph": lambda: page.set_input_files("[name=photos]", photo),
            "what it shows": lambda: page.locator("[name$='-alt_text']").fill("Dựng cột đèn"),
            "people": lambda: page.locator("[name=people][value=nobody]").check(),
        }
        assert len(steps) <= MOST_FIELDS
        for fill in steps.values():
            fill()
        page.locator("button[data-desk-send]").click()
        page.wait_for_url(re.compile(r"/gui-bai/[0-9a-f-]{36}/$"), timeout=30_000)
        expect(page.locator("main")).to_contain_text("Đang duyệt")
        assert StoryPage.objects.get().draft_title == TITLE
