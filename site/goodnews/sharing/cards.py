"""The picture that Zalo and Facebook show for a shared link (thẻ chia sẻ); pure drawing."""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw, ImageOps

from .typesetting import EXTRA_BOLD, LINE_HEIGHT, REGULAR, fit, font, shorten, tidy

WIDTH, HEIGHT = 1200, 630
MARGIN = 64
# Raise it when the drawing changes, so that every card gets a new address.
DESIGN = "1"
JPEG_QUALITY = 86

SUN, INK, WHITE = "#FFC53D", "#12233A", "#FFFFFF"
BAND, NIGHT, BRAND, PALE = "#08427D", "#061B33", "#0B5CAD", "#E3F0FC"
TITLE_SIZES = (72, 66, 60, 54, 48, 42, 38)
TITLE_LINES = 4
SQUARE, GAP = 22, 8


@dataclass(frozen=True)
class ShareCard:
    """What a page wants on its card.

    Attributes:
        title: the headline.
        kicker: the tag above it, such as "Câu chuyện đẹp của tuần 47".
        meta: the line below it, such as "Thành Đoàn Bình Minh · 21/11/2026".
        image: a ``SiteImage`` or None.
    """

    title: str
    kicker: str = ""
    meta: str = ""
    image: Any = None


def draw_card(card: ShareCard, *, cover: Image.Image | None, site_name: str) -> bytes:
    """Return the card as JPEG of 1200 × 630 pixels.

    Args:
        cover: the decoded cover image; the card has a calendar without one.
    """
    canvas = _covered(cover, _centre_of(card.image)) if cover else _calendar()
    brush = ImageDraw.Draw(canvas)
    foot = HEIGHT - MARGIN
    _write_foot(brush, meta=tidy(card.meta), site_name=tidy(site_name), baseline=foot)
    size, lines = fit(
        tidy(card.title), width=WIDTH - 2 * MARGIN, sizes=TITLE_SIZES, max_lines=TITLE_LINES
    )
    face, step = font(EXTRA_BOLD, size), round(size * LINE_HEIGHT)
    first = foot - 74 - step * (len(lines) - 1)
    for number, line in enumerate(lines):
        brush.text((MARGIN, first + number * step), line, fill=WHITE, font=face, anchor="ls")
    if card.kicker:
        # Above the tallest mark of the first line, not above its letters.
        _write_kicker(brush, tidy(card.kicker), bottom=first - round(size * 1.22))
    out = io.BytesIO()
    canvas.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _centre_of(image) -> tuple[float, float]:
    """Return the focal point as shares of width and height, the middle without one."""
    if image is None or image.focal_point_x is None or not image.width or not image.height:
        return 0.5, 0.4
    return (
        min(1.0, image.focal_point_x / image.width),
        min(1.0, image.focal_point_y / image.height),
    )


def _covered(cover: Image.Image, centre: tuple[float, float]) -> Image.Image:
    """Return the cover, dark enough at the bottom for white type on any picture."""
    canvas = ImageOps.fit(cover.convert("RGB"), (WIDTH, HEIGHT), centering=centre)
    # From a light veil at the top to nearly opaque where the words stand: white on
    # NIGHT at 84 % over pure white is 7.9 : 1.
    steps = [round(255 * (0.10 + 0.78 * min(1, (y / HEIGHT) / 0.62) ** 1.5)) for y in range(HEIGHT)]
    veil = Image.new("L", (1, HEIGHT))
    veil.putdata(steps)
    canvas.paste(Image.new("RGB", canvas.size, NIGHT), mask=veil.resize(canvas.size))
    return canvas


def _calendar() -> Image.Image:
    """Return the sunny calendar on blue: a month of squares, most of them lit."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), BAND)
    brush = ImageDraw.Draw(canvas)
    side, gap = 58, 14
    left, top = WIDTH - MARGIN - 7 * side - 6 * gap, MARGIN
    for number in range(28):
        x = left + (number % 7) * (side + gap)
        y = top + (number // 7) * (side + gap)
        is_lit = number not in (9, 18) and number < 24
        brush.rounded_rectangle(
            (x, y, x + side, y + side), radius=12, fill=SUN if is_lit else BRAND
        )
        if number % 7 == 5 and is_lit:
            brush.rounded_rectangle(
                (x - 6, y - 6, x + side + 6, y + side + 6), radius=17, outline=WHITE, width=4
            )
    veil = Image.new("L", (1, HEIGHT))
    veil.putdata([round(235 * max(0, y / HEIGHT - 0.12) ** 0.55) for y in range(HEIGHT)])
    canvas.paste(Image.new("RGB", canvas.size, BAND), mask=veil.resize(canvas.size))
    return canvas


def _write_kicker(brush: ImageDraw.ImageDraw, text: str, *, bottom: int) -> None:
    face = font(EXTRA_BOLD, 28)
    text = shorten(text, face, WIDTH - 2 * MARGIN - 44)
    height = 52
    width = round(face.getlength(text)) + 44
    brush.rounded_rectangle(
        (MARGIN, bottom - height, MARGIN + width, bottom), radius=height // 2, fill=SUN
    )
    brush.text((MARGIN + 22, bottom - 17), text, fill=INK, font=face, anchor="ls")


def _write_foot(brush: ImageDraw.ImageDraw, *, meta: str, site_name: str, baseline: int) -> None:
    """Write where and when on the left; a week of sun and the site's name on the right."""
    bold, plain = font(EXTRA_BOLD, 28), font(REGULAR, 28)
    site_name = shorten(site_name, bold, 420)
    name_left = WIDTH - MARGIN - round(bold.getlength(site_name))
    brush.text((name_left, baseline), site_name, fill=WHITE, font=bold, anchor="ls")
    x = name_left - 18 - SQUARE
    brush.rounded_rectangle((x, baseline - SQUARE, x + SQUARE, baseline), radius=6, fill=SUN)
    room = x - MARGIN - 40
    brush.text((MARGIN, baseline), shorten(meta, plain, room), fill=PALE, font=plain, anchor="ls")
