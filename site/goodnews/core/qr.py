"""QR codes as SVG, drawn as one path; pure."""

from collections.abc import Iterator
from functools import lru_cache

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

# The quiet zone that scanners need: four modules.
BORDER = 4


@lru_cache(maxsize=1024)
def qr_svg(text: str) -> SafeString:
    """Return a QR code of a public address.

    Kept in memory: drawing one takes longer than the rest of a page.
    """
    return draw_qr(text)


def draw_qr(text: str) -> SafeString:
    """Return a QR code of ``text`` as ``<svg>``, kept nowhere; it is as large as CSS makes it."""
    side, runs = dark_runs(text)
    path = "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in runs)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {side} {side}"'
        ' width="180" height="180" role="img" aria-label="QR" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>',
        side=side,
        path=path,
    )


def dark_runs(text: str) -> tuple[int, list[tuple[int, int, int]]]:
    """Return a QR code of ``text`` as rectangles one module high, for whatever draws them.

    Returns:
        how many modules wide it is with its quiet zone, and left, top and width of each run of
        dark modules, counted from the upper left corner.
    """
    code = segno.make(text, error="m", micro=False)
    return code.symbol_size(border=BORDER)[0], list(_runs(code.matrix))


def _runs(matrix) -> Iterator[tuple[int, int, int]]:
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                yield start + BORDER, y + BORDER, x - start
            x += 1
