"""Take the pictures of the README and the guides from a running demo.

    uv run manage.py demo --port 8000          # in one terminal
    uv run python site/tools/take_screenshots.py http://127.0.0.1:8000 PASSWORD

Needs Chromium. Writes ``site/docs/images/*.png`` and says which. Each is a PNG with a palette, as many
colours as 80 KB carry. Run it again whenever a page that is shown has changed; a story is written in the
form of the desk for it, and deleted again.
"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
CAMPAIGN = "/chien-dich/moi-ngay-mot-tin-tot/"
MOST_BYTES = 80_000
PALETTES = (256, 128, 96, 64, 48, 32)
STORY = {
    "title": "Đêm hội đọc sách ở nhà văn hóa bản",
    "text": (
        "Tối qua 35 em nhỏ cùng đoàn viên đọc sách dưới ánh đèn của nhà văn hóa bản. "
        "Bốn mươi cuốn sách do học sinh trường huyện góp tặng."
    ),
}
ALT_TEXT = "Các em nhỏ quây quần đọc sách dưới ánh đèn"


def visit(browser: Browser, base: str, viewport: dict, who: str = "", password: str = "") -> Page:
    """Return a page of somebody's own browser, signed in where ``who`` is given."""
    context = browser.new_context(
        viewport=viewport, base_url=base, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    page = context.new_page()
    if who:
        page.goto("/tai-khoan/login/")
        page.fill("[name=login]", who)
        page.fill("[name=password]", password)
        page.press("[name=password]", "Enter")
        page.wait_for_load_state("networkidle")
    return page


def save(page: Page, name: str) -> None:
    """Write what the window shows as ``name``.png."""
    page.wait_for_timeout(1500)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for colours in PALETTES:
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    (IMAGES / f"{name}.png").write_bytes(out.getvalue())
    sys.stdout.write(f"{name}.png: {out.tell() // 1000} KB, {colours} colours\n")


def take_reader(browser: Browser, base: str) -> dict:
    """Take what everybody sees; return the first picture there as a file to upload."""
    phone = visit(browser, base, PHONE)
    phone.goto("/")
    save(phone, "home-phone")
    source = phone.locator("main img").first.evaluate("image => image.currentSrc")
    reply = phone.request.get(source)
    desktop = visit(browser, base, DESKTOP)
    desktop.goto(CAMPAIGN)
    save(desktop, "campaign-desktop")
    return {"name": "anh", "mimeType": reply.headers["content-type"], "buffer": reply.body()}


def take_desk(browser: Browser, base: str, password: str, photograph: dict) -> None:
    """Take the correspondent's phone: list, form, photograph, receipt."""
    page = visit(browser, base, PHONE, "correspondent", password)
    page.goto("/gui-bai/")
    save(page, "desk-list")
    page.get_by_role("link", name="Xem tình trạng").first.click()
    save(page, "desk-status")
    page.goto("/gui-bai/moi/")
    page.wait_for_selector("[data-desk-form][data-ready]", state="attached")
    for name, words in STORY.items():
        page.locator(f"[name={name}]").fill(words)
    page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
    save(page, "desk-form")
    page.set_input_files("[name=photos]", photograph)
    page.locator("[name$='-alt_text']").fill(ALT_TEXT)
    page.get_by_text("Đã có trên hệ thống").wait_for()
    page.evaluate("document.querySelector('#anh').closest('section').scrollIntoView()")
    save(page, "desk-photo")
    forget(page)


def forget(page: Page) -> None:
    """Delete the draft that was written, so that the next pictures are the same."""
    key = page.locator("[name=key]").input_value()
    page.goto(f"/gui-bai/{key}/sua/")
    page.locator(".desk__danger summary").click()
    page.locator("[data-desk-delete] button").click()
    page.wait_for_url("**/gui-bai/")


def take_office(browser: Browser, base: str, password: str) -> None:
    """Take the admin of an editor and an approver."""
    editor = visit(browser, base, DESKTOP, "editor", password)
    editor.goto("/admin/hang-cho/")
    save(editor, "admin-queue")
    editor.goto("/admin/lich-dang/")
    save(editor, "admin-plan")
    approver = visit(browser, base, DESKTOP, "approver", password)
    approver.goto("/admin/")
    save(approver, "admin-dashboard")
    approver.locator("main a[href*='/edit/']").first.click()
    approver.wait_for_load_state("networkidle")
    approver.locator("footer .w-dropdown__toggle").first.click()
    save(approver, "admin-edit")


def take_translation(browser: Browser, base: str, password: str) -> None:
    """Take what a translator writes into: a story, text by text."""
    page = visit(browser, base, DESKTOP, "translator", password)
    page.goto("/admin/localize/reports/translations/")
    page.get_by_role("link", name="A new bridge at Pá Lau").click()
    page.locator(".js-translation-editor li.complete").first.wait_for()
    save(page, "admin-translation")


def take_contests(browser: Browser, base: str, password: str) -> None:
    """Take an organiser's admin of contests, and the results on a reader's phone."""
    page = visit(browser, base, DESKTOP, "organiser", password)
    page.goto("/admin/cuoc-thi/mau/")
    save(page, "contest-preset")
    page.goto("/admin/cuoc-thi/")
    # The newest stands first; the one that has closed has results.
    page.locator("main a[href*='/edit/']").first.click()
    page.get_by_role("tab", name="Vòng thi").click()
    page.evaluate(
        "document.querySelector('[id$=-FORMS] summary').scrollIntoView(), scrollBy(0, -130)"
    )
    save(page, "contest-form")
    number = page.url.partition("/edit/")[2].partition("/")[0]
    page.goto(f"/admin/ket-qua-thi/{number}/vong/1/?preview=1")
    save(page, "contest-results-admin")
    phone = visit(browser, base, PHONE)
    phone.goto("/cuoc-thi/tim-hieu-dat-nuoc/")
    save(phone, "contest-phone")
    phone.goto("/cuoc-thi/tuoi-tre-voi-hien-phap/ket-qua/1/")
    phone.locator("#bang-xep-hang").evaluate("title => title.scrollIntoView()")
    phone.locator(".results__why summary").first.click()
    save(phone, "contest-results-phone")


def main() -> int:
    if len(sys.argv) != 3:
        sys.stderr.write(__doc__)
        return 2
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        base, password = sys.argv[1:]
        photograph = take_reader(browser, base)
        take_desk(browser, base, password, photograph)
        take_office(browser, base, password)
        take_translation(browser, base, password)
        take_contests(browser, base, password)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
