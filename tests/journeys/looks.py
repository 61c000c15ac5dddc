"""What every page must bear, whatever its width."""

from axe_playwright_python.sync_playwright import Axe

WIDTHS = (320, 390, 1280)
axe = Axe()


def is_wider_than_screen(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def check_accessible(page) -> None:
    """Assert that axe finds nothing and that nothing is cut off, at 200 % of the text size too."""
    violations = axe.run(page).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in violations] == []
    assert not is_wider_than_screen(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if page.viewport_size["width"] > min(WIDTHS):
        assert not is_wider_than_screen(page)
