"""What every page must bear, whatever its width and colours."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe

WIDTHS = (320, 390, 1280)
SCHEMES = ("light", "dark")
IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
AXE = Axe().axe_script
# Only what is wrong crosses to this process: what axe passed is a hundred times as long.
VIOLATIONS = """
(part) => axe.run(part ?? document, {resultTypes: ["violations"]}).then(({violations}) =>
  violations.map(({id, nodes}) => [id, nodes.map((node) => node.target)]))
"""


def is_wider_than_screen(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def each_look(page) -> Iterator[tuple[str, int]]:
    """Show the page that was just opened in every width, and again loaded in the other scheme."""
    opened_in = "dark" if page.evaluate(IS_DARK) else "light"
    for scheme in sorted(SCHEMES, key=lambda scheme: scheme != opened_in):
        if scheme != opened_in:
            page.emulate_media(color_scheme=scheme)
            page.reload()
        for width in WIDTHS:
            page.evaluate("document.documentElement.style.fontSize = ''")
            page.set_viewport_size({"width": width, "height": 844})
            yield scheme, width


def violations(page, part: str | None = None) -> list:
    """Return the rules that axe sees broken on the page, or in the ``part`` a selector names."""
    # Of a page that is half there axe sees what nobody will.
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(VIOLATIONS, part)


def check_accessible(page) -> None:
    """Assert that axe finds nothing and that nothing is cut off, at 200 % of the text size too."""
    assert violations(page) == []
    assert not is_wider_than_screen(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if page.viewport_size["width"] > min(WIDTHS):
        assert not is_wider_than_screen(page)
