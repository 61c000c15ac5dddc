"""What a volunteer's phone does at the desk, for the journeys that play one."""

import re

from playwright.sync_api import expect

from tests.images.files import photo_bytes
from tests.news.desk.factories import TEXT

PHONE = {"width": 390, "height": 844}
GOOD_LINE = """Object.defineProperty(navigator, "connection", {
  configurable: true, get: () => ({ effectiveType: "4g", downlink: 10, saveData: false }),
})"""
TITLE = "Con đường sáng giữa bản"
SAVED_THERE = re.compile(r"^Đã lưu lên hệ thống lúc \d\d:\d\d$")
SAVED_HERE = re.compile(r"^Đã lưu trên máy lúc \d\d:\d\d")
# Waits for ten seconds: it never comes to be ready where keeping the desk was given up.
IS_KEPT = """Promise.race([
  navigator.serviceWorker.ready.then(() => true),
  new Promise((resolve) => setTimeout(() => resolve(false), 10000)),
])"""
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
# A phone that needs two seconds to look for its copy of a story.
SLOW_COPY = """
  const real = navigator.locks.request.bind(navigator.locks);
  navigator.locks.request = (...asked) =>
    new Promise((resolve) => setTimeout(resolve, 2000)).then(() => real(...asked));
"""
RECEIPT = re.compile(r"/gui-bai/[0-9a-f-]{36}/$")
# What passes on the phone's clock in a tenth of a second of the test; a minute of it at the most.
PAUSE_MS, MOST_PAUSES = 3_000, 20


def sign_in(client, context, url) -> None:
    """Give the browser's ``context`` the session of ``client``."""
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": url}])


def keep_desk(context) -> None:
    """Open the desk with a good line until the phone keeps it, as everybody has done at home.

    Keeping it is given up where one file does not come; the next visit tries again.
    """
    page = context.new_page()
    page.goto("/gui-bai/")
    if not page.evaluate(IS_KEPT):
        page.reload()
        assert page.evaluate(IS_KEPT)
    page.close()


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


def describe_child(page) -> None:
    """Say that a child is in the story; who agreed is not ticked."""
    page.locator("[name=people][value=somebody]").check()
    page.locator("[name$='-name']").fill("Lý Văn Sáng")
    page.locator("[name$='-age_band']").select_option("7-15")
    page.locator("[name$='-guardian_name']").fill("Lý Thị Mẩy")
    page.locator("[name$='-channel']").select_option("spoken")


def ticks_of(page):
    """Return what says that the child and the guardian agreed."""
    return page.locator("[data-person] [name$='has_agreed']")


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


def wait_for_receipt(page) -> None:
    """Wait until the story is sent; what the desk waits before it tries again passes at once."""
    page.clock.install()
    for _ in range(MOST_PAUSES):
        if RECEIPT.search(page.url):
            return
        page.clock.fast_forward(PAUSE_MS)
        page.wait_for_timeout(100)
    page.wait_for_url(RECEIPT)
