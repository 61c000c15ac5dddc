"""A reader finds a story while typing, looks through its gallery and copies its link."""

import pytest
from playwright.sync_api import expect

from goodnews.home.services import build_site
from tests.images.factories import make_image
from tests.news.factories import NOW, make_story

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_found_looked_at_shared(live_server, browser, subtests):
    tree = build_site(now=NOW)
    pictures = [{"image": make_image(title=f"Hình {number}")} for number in (1, 2)]
    story = make_story(tree.stories, body=[("gallery", {"title": "Hôm nay", "images": pictures})])
    make_story(tree.stories, "Con đường hoa")
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{live_server.url}/tim-kiem/")
    field = page.locator("#tim")
    options = page.locator("#goi-y [role=option]")
    with subtests.test("suggestions come without accents, and the keys go round through the field"):
        field.press_sequentially("con duong")
        expect(options).to_have_count(2)
        for chosen in (0, 1, None, 0):
            field.press("ArrowDown")
            states = [str(place == chosen).lower() for place in range(2)]
            for place, state in enumerate(states):
                expect(options.nth(place)).to_have_attribute("aria-selected", state)
    with subtests.test("the chosen one opens"):
        options.filter(has_text=story.title).click()
        page.wait_for_url(f"**{story.get_url()}")
    with subtests.test("the gallery turns round, and gives the focus back"):
        links = page.locator("[data-gallery-link]")
        links.first.click()
        caption = page.locator("dialog[open] [role=status]")
        for key, text in (("ArrowRight", "2/2"), ("ArrowRight", "1/2"), ("ArrowLeft", "2/2")):
            page.keyboard.press(key)
            expect(caption).to_contain_text(text)
        page.keyboard.press("Escape")
        expect(caption).to_have_count(0)
        expect(links.first).to_be_focused()
    with subtests.test("the link is copied, and the page says so"):
        page.get_by_role("button", name="Sao chép liên kết").click()
        expect(page.locator("[data-share-status]")).to_have_text("Đã sao chép liên kết")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.endswith(story.get_url())
    context.close()
