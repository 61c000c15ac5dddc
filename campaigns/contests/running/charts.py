"""Bars of the last hour as SVG; pure. Whoever sees none reads the table beside them."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

STEP, GAP, HEIGHT = 10, 2, 80


def bar_chart(values: Sequence[int], *, label: str) -> SafeString:
    """Return one bar for each value, the oldest first; the highest fills the height.

    Args:
        label: says what the bars are, for screen readers.
    """
    highest = max(values, default=0)
    width = STEP * len(values)
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}"/>',
        (
            (place * STEP, HEIGHT - tall, STEP - GAP, tall)
            for place, value in enumerate(values)
            if (tall := _height(value, highest))
        ),
    )
    return format_html(
        '<svg class="live__chart" viewBox="0 0 {width} {height}" role="img" aria-label="{label}"'
        ' preserveAspectRatio="none"><path d="M0 {height}H{width}"/>{bars}</svg>',
        width=width,
        height=HEIGHT,
        label=label,
        bars=bars,
    )


def _height(value: int, highest: int) -> int:
    """Return the height of a bar: whatever is there can be seen."""
    return max(1, round(HEIGHT * value / highest)) if value else 0
