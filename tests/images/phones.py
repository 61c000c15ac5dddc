"""Two hundred photographs as phones send them; every one must be taken, and stand upright."""

import io
import struct
from collections.abc import Iterator
from functools import cache
from random import Random

import pillow_heif
from PIL import Image

from .files import XMP, drawing, exif_with_gps

pillow_heif.register_heif_opener()

COUNT = 200
ORDINARY, LARGE, PANORAMA = (1600, 1200), (4032, 3024), (8000, 1500)
# How a picture has to be stored so that its orientation turns it upright.
STORED = {
    1: (),
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_90,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_270,),
}


def display_p3() -> bytes:
    """Return a colour profile with the primaries of a phone's screen (D65, gamma 2.2)."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + bytes(2)
    said = b"Display P3\0"
    described = b"desc\0\0\0\0" + struct.pack(">I", len(said)) + said + bytes(79)
    tags = {
        b"desc": described + bytes(-len(described) % 4),
        b"wtpt": xyz(0.9505, 1.0, 1.0891),
        b"rXYZ": xyz(0.5151, 0.2412, -0.0011),
        b"gXYZ": xyz(0.2919, 0.6922, 0.0419),
        b"bXYZ": xyz(0.1572, 0.0666, 0.7841),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body, at = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data
    head = struct.pack(
        ">I4sI4s4s4s", at + len(body), bytes(4), 0x02400000, b"mntr", b"RGB ", b"XYZ "
    )
    head = head.ljust(36, b"\0") + b"acsp"
    head = head.ljust(68, b"\0") + struct.pack(">iii", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + table + body


@cache
def upright(size: tuple[int, int]) -> Image.Image:
    return drawing(size)


def phone_picture(number: int) -> tuple[str, bytes]:
    """Return name and bytes: a red rectangle stands at the top left of what was seen."""
    rng = Random(f"phone-{number}")
    orientation = number % 8 + 1
    size = LARGE if number % 25 == 0 else PANORAMA if number % 25 == 1 else ORDINARY
    encoding = ("JPEG", "JPEG", "JPEG", "HEIF", "JPEG", "WEBP", "JPEG", "PNG")[number // 8 % 8]
    if encoding == "HEIF" and size == PANORAMA:
        size = ORDINARY
    picture = upright(size)
    for turn in STORED[orientation]:
        picture = picture.transpose(turn)
    exif = exif_with_gps(orientation)
    exif[0x9286] = b"ASCII\0\0\0phone"
    notes = {"exif": exif.tobytes()}
    if encoding in ("JPEG", "WEBP", "HEIF"):
        notes["xmp"] = XMP
    if rng.random() < 0.5:
        notes["icc_profile"] = display_p3()
    if encoding == "JPEG":
        notes |= {"quality": 90, "progressive": rng.random() < 0.3}
    out = io.BytesIO()
    picture.save(out, encoding, **notes)
    return f"{number:03}-{encoding}-{orientation}-{size[0]}x{size[1]}", out.getvalue()


def phone_pictures(numbers=None) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures ``numbers``, all two hundred where nothing is said."""
    for number in range(COUNT) if numbers is None else numbers:
        yield phone_picture(number)
