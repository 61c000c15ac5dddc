"""What every page must bear, whatever its width and colours."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe

WIDTHS = (320, 390, 1280)
SCHEMES = ("light", "dark")
axe = Axe()


def is_wider_than_screen(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def each_look(page) -> Iterator[tuple[str, int]]:
    """Show the page that is open in every scheme and width, loaded anew for each."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            page.reload()
            yield scheme, width


def check_accessible(page) -> None:
    """Assert that axe finds nothing and that nothing is cut off, at 200 % of the text size too."""
    violations = axe.run(page).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in violations] == []
    assert not is_wider_than_screen(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if page.viewport_size["width"] > min(WIDTHS):
        assert not is_wider_than_screen(page)
