"""Traffic signs, drawn anew by their description in the rules."""

import math

from PIL import Image, ImageDraw

SIZE = 600
CENTRE = SIZE // 2
RED, WHITE, BLACK = "#C8102E", "#FFFFFF", "#1A1A1A"


def draw_sign(name: str) -> Image.Image:
    """Return the sign ``name``, one of :data:`SIGNS`, on white."""
    canvas = Image.new("RGB", (SIZE, SIZE), WHITE)
    SIGNS[name](ImageDraw.Draw(canvas))
    return canvas


def _disc(brush: ImageDraw.ImageDraw, radius: int, fill: str) -> None:
    brush.ellipse((CENTRE - radius, CENTRE - radius, CENTRE + radius, CENTRE + radius), fill=fill)


def _no_entry(brush: ImageDraw.ImageDraw) -> None:
    _disc(brush, 280, RED)
    brush.rectangle((CENTRE - 200, CENTRE - 45, CENTRE + 200, CENTRE + 45), fill=WHITE)


def _no_left_turn(brush: ImageDraw.ImageDraw) -> None:
    _disc(brush, 280, RED)
    _disc(brush, 225, WHITE)
    brush.line((360, 440, 360, 250, 260, 250), fill=BLACK, width=44, joint="curve")
    brush.polygon(((170, 250), (275, 175), (275, 325)), fill=BLACK)
    brush.line((140, 140, 460, 460), fill=RED, width=40)


def _stop(brush: ImageDraw.ImageDraw) -> None:
    for radius, fill in ((285, WHITE), (275, RED)):
        corners = [
            (
                CENTRE + radius * math.cos(math.radians(22.5 + 45 * turn)),
                CENTRE + radius * math.sin(math.radians(22.5 + 45 * turn)),
            )
            for turn in range(8)
        ]
        brush.polygon(corners, fill=fill)
    # "STOP" in strokes: the same in every set of fonts.
    strokes = (
        ((200, 245), (140, 245), (140, 300), (200, 300), (200, 355), (140, 355)),
        ((225, 245), (295, 245)),
        ((260, 245), (260, 355)),
        ((320, 245), (380, 245), (380, 355), (320, 355), (320, 245)),
        ((410, 355), (410, 245), (465, 245), (465, 300), (410, 300)),
    )
    for stroke in strokes:
        brush.line(stroke, fill=WHITE, width=20, joint="curve")


def _give_way(brush: ImageDraw.ImageDraw) -> None:
    brush.polygon(((20, 60), (580, 60), (300, 550)), fill=RED)
    brush.polygon(((125, 120), (475, 120), (300, 430)), fill=WHITE)


SIGNS = {
    "cam-di-nguoc-chieu": _no_entry,
    "cam-re-trai": _no_left_turn,
    "dung-lai": _stop,
    "nhuong-duong": _give_way,
}
