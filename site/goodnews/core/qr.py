"""QR codes as SVG, drawn as one path; pure."""

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
    code = segno.make(text, error="m", micro=False)
    side = code.symbol_size(border=BORDER)[0]
    path = "".join(_runs(code.matrix))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {side} {side}"'
        ' width="180" height="180" role="img" aria-label="QR" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>',
        side=side,
        path=path,
    )


def _runs(matrix):
    """Yield one rectangle for each run of dark modules in a row."""
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                yield f"M{start + BORDER} {y + BORDER}h{x - start}v1h-{x - start}z"
            x += 1
