"""Pictures that weigh and look like a phone's photographs of 12 megapixels; drawn, repeatable."""

import io
from functools import reduce
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFont

from goodnews.sharing.typesetting import EXTRA_BOLD, FONT_DIR

SIZE = (4000, 3000)
JPEG_QUALITY = 92
# Each octave has half the strength of the coarser one, as in nature.
OCTAVES = (8, 16, 32, 64, 128, 256, 512, 1024, 2048)


def photograph(number: int, *, size: tuple[int, int] = SIZE) -> bytes:
    """Return a JPEG of a village under hills: 4 to 6 MB at full size, different for each number."""
    rng = Random(number)
    ground = _clouds(size, rng)
    sky = _clouds(size, rng, octaves=OCTAVES[:6]).point(lambda v: 150 + v // 3)
    picture = Image.merge(
        "RGB",
        [ground.point(lambda v: v * 9 // 10), ground, ground.point(lambda v: v * 6 // 10)],
    )
    bright = Image.merge(
        "RGB", [sky, sky.point(lambda v: min(255, v + 12)), sky.point(lambda v: min(255, v + 30))]
    )
    picture.paste(bright, mask=_skyline(size, rng))
    _put_people(picture, rng)
    out = io.BytesIO()
    _with_grain(picture, rng).save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def _noise(size: tuple[int, int], rng: Random) -> Image.Image:
    return Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))


def _clouds(size, rng: Random, octaves=OCTAVES) -> Image.Image:
    """Return grey noise of all sizes, the coarse ones strongest."""
    layers = [
        _noise((wide, wide * 3 // 4), rng).resize(size, Image.Resampling.BICUBIC)
        for wide in octaves
    ]
    return reduce(lambda coarse, fine: Image.blend(coarse, fine, 0.36), layers)


def _skyline(size, rng: Random) -> Image.Image:
    """Return what is sky: everything above three rows of hills."""
    mask = Image.new("L", size, 255)
    draw = ImageDraw.Draw(mask)
    for row in range(3):
        base = size[1] * (35 + 10 * row) // 100
        heights = [base + rng.randint(-size[1] // 12, size[1] // 12) for _ in range(9)]
        points = [(n * size[0] // 8, height) for n, height in enumerate(heights)]
        draw.polygon([*points, (size[0], size[1]), (0, size[1])], fill=0)
    return mask


def _put_people(picture: Image.Image, rng: Random) -> None:
    """Put a row of blue shirts, and a banner whose words must stay legible."""
    wide, high = picture.size
    unit = high // 30
    draw = ImageDraw.Draw(picture)
    for n in range(9):
        left, top = wide // 8 + n * wide // 12, high * 65 // 100 + rng.randint(-unit, unit)
        draw.ellipse((left, top - 2 * unit, left + 2 * unit, top), fill=(201, 160, 130))
        draw.rounded_rectangle(
            (left - unit, top, left + 3 * unit, top + 7 * unit), unit, fill=(20, 70, 150)
        )
    draw.rectangle(
        (wide // 12, high // 2 - unit, wide * 11 // 12, high // 2 + unit), fill=(190, 20, 25)
    )
    font = ImageFont.truetype(str(FONT_DIR / EXTRA_BOLD), unit)
    words = "MỖI NGÀY MỘT TIN TỐT — MỖI TUẦN MỘT CÂU CHUYỆN ĐẸP"
    draw.text((wide // 2, high // 2), words, fill=(255, 225, 60), font=font, anchor="mm")


def _with_grain(picture: Image.Image, rng: Random) -> Image.Image:
    """Return the picture with the grain of a small sensor."""
    grain = _noise(picture.size, rng).point(lambda v: 122 + v * 12 // 255)
    return ImageChops.add(picture, Image.merge("RGB", [grain] * 3), scale=1, offset=-128)
