"""From the bytes somebody sent to the bytes the site keeps; pure, no database.

The order matters: the size is read from the header and refused before a pixel
is decoded, because 14 KB of PNG can hold 121 million pixels. What comes out is
drawn anew, so that nothing of the sent file's metadata, and nothing hidden
behind its pixels, is ever stored.
"""

import hashlib
import io
import logging
from dataclasses import dataclass

from PIL import Image, ImageCms

from .errors import (
    NotAPhotoError,
    PhotoBrokenError,
    PhotoTooCostlyError,
    PhotoTooHeavyError,
    PhotoTooLargeError,
)

logger = logging.getLogger(__name__)

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONG_EDGE = 2560
JPEG_QUALITY = 85
# Drawings and screenshots have few colours and would be blurred by JPEG.
FEW_COLOURS = 256
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF", "TIFF")
# A worker holds this much for one picture, and its own 60 MB; measured by tests/images/peak.py.
DECODER_BYTES = 180_000_000
# What decoding and converting take for each pixel. JPEG is another matter: its decoder
# shrinks, unless the file was written in several scans.
BYTES_A_PIXEL = {"HEIF": 7, "AVIF": 9, "WEBP": 14, "PNG": 6, "GIF": 8, "TIFF": 12}
# What can be seen through is kept twice while it is shrunk.
SEE_THROUGH = ("RGBA", "RGBa", "LA", "La", "PA")
BYTES_A_SEE_THROUGH_PIXEL = 10
SCAN = b"\xff\xda"
TILE_TAGS = (322, 323)
STRIP = 512
ORIENTATION_TAG = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class CleanPhotograph:
    """A picture as the site keeps it: upright, sRGB, at most 2,560 pixels long, no metadata."""

    content: bytes
    extension: str
    width: int
    height: int
    upload_hash: str


def clean_photograph(data: bytes) -> CleanPhotograph:
    """Return the picture in ``data``, drawn anew.

    Raises:
        PhotoTooHeavyError: more than 20 MB.
        NotAPhotoError: no raster picture; SVG and HTML are none.
        PhotoTooLargeError: more than 40 million pixels, told from the header.
        PhotoTooCostlyError: fewer, but its kind of file cannot be decoded in little memory.
        PhotoBrokenError: the header is a picture's, the rest is not.

    Source:
        ARCHITECTURE.md, rule 9.
    """
    if len(data) > MAX_BYTES:
        raise PhotoTooHeavyError
    with open_photograph(data) as opened:
        try:
            drawn = _draw(opened)
            content, extension = _encode(drawn)
        except Exception as error:  # decoders raise anything on a hostile file
            raise PhotoBrokenError from error
    return CleanPhotograph(
        content=content,
        extension=extension,
        width=drawn.width,
        height=drawn.height,
        upload_hash=hashlib.sha256(data).hexdigest(),
    )


def open_photograph(data: bytes) -> Image.Image:
    """Return the picture, its header read and its size allowed, no pixel decoded.

    Raises:
        NotAPhotoError: the bytes are no raster picture.
        PhotoTooLargeError: more than 40 million pixels.
        PhotoTooCostlyError: decoding it would take too much memory.
    """
    try:
        opened = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise PhotoTooLargeError from error
    except Exception as error:  # decoders raise anything on a hostile file
        raise NotAPhotoError from error
    if opened.width * opened.height > MAX_PIXELS:
        opened.close()
        raise PhotoTooLargeError
    if _decoder_bytes(opened, data) > DECODER_BYTES:
        opened.close()
        raise PhotoTooCostlyError
    return opened


def _decoder_bytes(opened: Image.Image, data: bytes) -> int:
    """Return about how much memory decoding takes, told from the header."""
    pixels = opened.width * opened.height
    if opened.format in ("JPEG", "MPO"):
        if not opened.info.get("progressive") and data.count(SCAN) == 1:
            return 0
        # All coefficients of all scans are held at once, two bytes each.
        layers = [layer[1:3] for layer in opened.layer]
        widest, tallest = (max(sides) for sides in zip(*layers, strict=True))
        return sum(2 * pixels * a * d for a, d in layers) // (widest * tallest)
    if opened.format == "TIFF":
        # A tile may be far larger than the picture that it is a part of.
        across, down = (int(opened.tag_v2.get(tag, 0)) for tag in TILE_TAGS)
        pixels = max(pixels, across * down)
    each = BYTES_A_PIXEL[opened.format]
    if opened.mode in SEE_THROUGH or "transparency" in opened.info:
        each = max(each, BYTES_A_SEE_THROUGH_PIXEL)
    return pixels * each


def _draw(opened: Image.Image) -> Image.Image:
    """Return the first frame, shrunk, upright, in sRGB, as "RGB" or "RGBA"."""
    profile = opened.info.get("icc_profile")
    if opened.format in ("JPEG", "MPO"):
        # The decoder itself shrinks by 2, 4 or 8: a quarter of the memory and time.
        opened.draft(None, _fitted(opened.size))
    opened.load()
    # Asked after loading: a TIFF turns itself, a PNG may say it behind its pixels.
    orientation = _orientation(opened)
    picture = _in_plain_mode(opened)
    if max(picture.size) > LONG_EDGE:
        picture = picture.resize(_fitted(picture.size), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if picture is not opened:
        # Gives back the large one before more is made of the small one.
        opened.close()
    coloured = _to_srgb(picture, profile)
    turned = coloured.transpose(TURNS[orientation]) if orientation in TURNS else coloured
    # A fresh canvas carries nothing but pixels.
    canvas = Image.new(turned.mode, turned.size)
    canvas.paste(turned)
    return canvas


def _fitted(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1, LONG_EDGE / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _orientation(opened: Image.Image) -> int:
    try:
        return opened.getexif().get(ORIENTATION_TAG, 1)
    except Exception:  # noqa: BLE001 - broken notes do not make a broken photograph
        return 1


def _in_plain_mode(opened: Image.Image) -> Image.Image:
    """Return the picture as "L", "RGB", "RGBA" or "CMYK"."""
    if opened.mode in ("L", "RGB", "RGBA", "CMYK"):
        return opened
    if opened.mode in ("LA", "PA", "La", "RGBa") or "transparency" in opened.info:
        return opened.convert("RGBA")
    if opened.mode.startswith("I"):
        return _in_eight_bits(opened)
    return opened.convert("RGB")


def _in_eight_bits(opened: Image.Image) -> Image.Image:
    """Return a picture of 16 bits a pixel as "L"; a plain conversion would cut it to white.

    Strip by strip: the steps between take eight times the memory of the result.
    """
    drawn = Image.new("L", opened.size)
    for top in range(0, opened.height, STRIP):
        box = (0, top, opened.width, min(opened.height, top + STRIP))
        strip = opened.crop(box).convert("I").point(lambda value: value * (1 / 256))
        drawn.paste(strip.convert("L"), box)
    return drawn


def _to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in sRGB, the one space that needs no profile in the file."""
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    colours = picture.convert("RGB") if alpha else picture
    if profile:
        try:
            colours = ImageCms.profileToProfile(
                colours,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            # A broken or foreign profile: the numbers are taken as they are.
            logger.info("Colour profile ignored.", extra={"event": "colour_profile_ignored"})
    colours = colours.convert("RGB")
    if alpha and alpha.getextrema()[0] < 255:
        colours.putalpha(alpha)
    return colours


def _encode(picture: Image.Image) -> tuple[bytes, str]:
    """Return the bytes and the extension: PNG where it keeps more or is lighter, else JPEG."""
    if picture.mode == "RGBA":
        return _saved(picture, "PNG", compress_level=6), "png"
    jpeg = _saved(picture, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    if picture.getcolors(FEW_COLOURS) is not None:
        # Few colours mean a drawing, or a photograph in grey, which JPEG keeps better.
        few = picture.quantize(FEW_COLOURS, dither=Image.Dither.NONE)
        png = _saved(few, "PNG", compress_level=9)
        if len(png) <= len(jpeg):
            return png, "png"
    return jpeg, "jpg"


def _saved(picture: Image.Image, encoding: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, encoding, **options)
    return out.getvalue()
