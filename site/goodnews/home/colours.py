"""Contrast of colours, as WCAG counts it. Pure: no database, no settings."""

import re

HEX_COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")
# Text of normal size. Source: WCAG 2.2, 1.4.3 (AA).
READABLE = 4.5
WHITE = "#ffffff"
# The darkest and the lightest surface of the dark theme (css/site/00-tokens.css).
DARK_GROUND = "#0e1826"
DARK_RAISED = "#1e3048"


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of ``#rrggbb``.

    Raises:
        ValueError: ``colour`` is not written as ``#rrggbb``.
    """
    if not HEX_COLOUR.match(colour):
        raise ValueError(f"not a colour: {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 for black to 1 for white.

    Source: WCAG 2.2, definition of "relative luminance".
    """
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """Return ``colour`` with ``share`` (0 to 1) of ``other`` in it."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lightened_for_dark(colour: str, *, ground: str = DARK_RAISED) -> str:
    """Return ``colour`` with as much white as it needs to be read on a dark ground."""
    for step in range(21):
        candidate = mix(colour, WHITE, step / 20)
        if contrast(candidate, ground) >= READABLE:
            return candidate
    return WHITE
