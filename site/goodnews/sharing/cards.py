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
BAND, BRAND, PALE = "#08427D", "#0B5CAD", "#E3F0FC"
# Size and number of lines, best first: few lines leave most of the picture free.
TITLE_FITS = ((68, 1), (64, 2), (58, 2), (58, 3), (52, 3), (46, 3), (42, 4), (38, 4))
KICKER_HEIGHT, SQUARE = 52, 22


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
    foot = HEIGHT - MARGIN
    size, lines = fit(tidy(card.title), width=WIDTH - 2 * MARGIN, fits=TITLE_FITS)
    face, step = font(EXTRA_BOLD, size), round(size * LINE_HEIGHT)
    first = foot - 74 - step * (len(lines) - 1)
    # Above the tallest mark of the first line, not above its letters.
    kicker_bottom = first - round(size * 1.28)
    canvas = (
        _covered(cover, _centre_of(card.image), words_from=kicker_bottom - KICKER_HEIGHT)
        if cover
        else _calendar()
    )
    brush = ImageDraw.Draw(canvas)
    _write_foot(brush, meta=tidy(card.meta), site_name=tidy(site_name), baseline=foot)
    for number, line in enumerate(lines):
        brush.text((MARGIN, first + number * step), line, fill=WHITE, font=face, anchor="ls")
    if card.kicker:
        _write_kicker(brush, tidy(card.kicker), bottom=kicker_bottom)
    out = io.BytesIO()
    canvas.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _centre_of(image) -> tuple[float, float]:
    """Return the focal point as shares of width and height, the middle without one."""
    if image is None or image.focal_point_x is None or not image.width or not image.height:
        return 0.5, 0.5
    return (
        min(1.0, image.focal_point_x / image.width),
        min(1.0, image.focal_point_y / image.height),
    )


def _covered(cover: Image.Image, centre: tuple[float, float], *, words_from: int) -> Image.Image:
    """Return the cover above the words, running out into the blue of the site below them.

    The picture is cropped to the part that stays free, so that faces in its
    middle are not behind the title.
    """
    free = max(300, min(HEIGHT, words_from + KICKER_HEIGHT))
    canvas = Image.new("RGB", (WIDTH, HEIGHT), BAND)
    canvas.paste(ImageOps.fit(cover.convert("RGB"), (WIDTH, free), centering=centre))
    ramp = 150
    shares = (min(1.0, max(0.0, (y - free + ramp) / ramp)) for y in range(HEIGHT))
    veil = Image.new("L", (1, HEIGHT))
    veil.putdata([round(255 * (3 - 2 * share) * share**2) for share in shares])
    canvas.paste(Image.new("RGB", canvas.size, BAND), mask=veil.resize(canvas.size))
    return canvas


def _calendar() -> Image.Image:
    """Return the sunny calendar on blue: three weeks of squares, most of them lit."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), BAND)
    brush = ImageDraw.Draw(canvas)
    side, gap = 54, 14
    left, top = WIDTH - MARGIN - 7 * side - 6 * gap, MARGIN
    for number in range(21):
        x = left + (number % 7) * (side + gap)
        y = top + (number // 7) * (side + gap)
        is_lit = number < 18 and number != 9
        box = (x, y, x + side, y + side)
        brush.rounded_rectangle(box, radius=12, fill=SUN if is_lit else BRAND)
        if number in (5, 12):
            # The week's beautiful story has a ring.
            brush.rounded_rectangle(
                (x - 6, y - 6, x + side + 6, y + side + 6), radius=17, outline=WHITE, width=4
            )
    return canvas


def _write_kicker(brush: ImageDraw.ImageDraw, text: str, *, bottom: int) -> None:
    face = font(EXTRA_BOLD, 28)
    text = shorten(text, face, WIDTH - 2 * MARGIN - 44)
    width = round(face.getlength(text)) + 44
    box = (MARGIN, bottom - KICKER_HEIGHT, MARGIN + width, bottom)
    brush.rounded_rectangle(box, radius=KICKER_HEIGHT // 2, fill=SUN)
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
