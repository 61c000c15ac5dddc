"""Take the pictures of the README and the guides from a running demo.

    uv run manage.py demo --port 8000          # in one terminal
    uv run python site/tools/take_screenshots.py http://127.0.0.1:8000 PASSWORD

Needs Chromium. Writes ``site/docs/images/*.png`` and says which.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
CAMPAIGN = "/chien-dich/moi-ngay-mot-tin-tot/"


def visit(browser: Browser, base: str, viewport: dict, who: str = "", password: str = "") -> Page:
    """Return a page of somebody's own browser, signed in where ``who`` is given."""
    context = browser.new_context(viewport=viewport, base_url=base, locale="vi-VN")
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
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    sys.stdout.write(f"{path.name}\n")


def take_all(browser: Browser, base: str, password: str) -> None:
    """Take every picture."""
    reader = visit(browser, base, PHONE)
    reader.goto("/")
    save(reader, "home-phone")
    reader = visit(browser, base, DESKTOP)
    reader.goto(CAMPAIGN)
    save(reader, "campaign-desktop")

    volunteer = visit(browser, base, PHONE, "correspondent", password)
    volunteer.goto("/gui-bai/")
    save(volunteer, "desk-list")
    volunteer.goto("/gui-bai/moi/")
    save(volunteer, "desk-form")
    volunteer.goto("/gui-bai/")
    volunteer.locator("main a[href^='/gui-bai/']:not([href*='moi'])").first.click()
    save(volunteer, "desk-status")

    approver = visit(browser, base, DESKTOP, "approver", password)
    approver.goto("/admin/")
    save(approver, "admin-dashboard")
    approver.locator("a[href*='/edit/']").first.click()
    approver.wait_for_load_state("networkidle")
    approver.locator("footer .w-dropdown__toggle").first.click()
    save(approver, "admin-edit")


def main() -> int:
    if len(sys.argv) != 3:
        sys.stderr.write(__doc__)
        return 2
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        take_all(browser, sys.argv[1], sys.argv[2])
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
