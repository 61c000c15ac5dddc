"""Files as phones send them, and as nobody should; known without Django."""

import io
import struct
import zlib
from random import Random

from PIL import Image, ImageDraw, ImageFilter

XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="XMP-SECRET"/></rdf:RDF>'
    b"</x:xmpmeta><?xpacket end='w'?>"
)


def drawing(size=(640, 480), mode="RGB") -> Image.Image:
    """Return a picture with many colours: grey noise under a coloured disc at the top left."""
    grains = Random(2026).randbytes(size[0] * size[1])
    noise = Image.frombytes("L", size, grains).filter(ImageFilter.GaussianBlur(1))
    picture = Image.merge("RGB", [noise, noise.point(lambda v: v // 2), noise])
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 4, size[1] // 4), fill=(255, 0, 0))
    return picture.convert(mode)


def exif_with_gps(orientation=1) -> Image.Exif:
    """Return camera notes: 22.6657 N, 106.2522 E, a maker's name and a description."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "MAKER-SECRET"
    exif[0x010E] = "DESCRIPTION-SECRET"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (22.0, 39.0, 56.5)
    gps[3], gps[4] = "E", (106.0, 15.0, 8.0)
    return exif


def photo_bytes(encoding="JPEG", *, size=(640, 480), mode="RGB", orientation=1, **options) -> bytes:
    """Return a picture with position, maker, description, comment and XMP in it."""
    out = io.BytesIO()
    notes = {"exif": exif_with_gps(orientation).tobytes(), "xmp": XMP}
    if encoding == "JPEG":
        notes["comment"] = b"COMMENT-SECRET"
    if encoding == "TIFF":
        notes = {"exif": exif_with_gps(orientation)}
    if encoding == "GIF":
        notes = {"comment": b"COMMENT-SECRET"}
    if encoding == "PNG":
        notes.pop("xmp")
    drawing(size, mode).save(out, encoding, **{**notes, **options})
    return out.getvalue()


def bomb_bytes(width=11000, height=11000) -> bytes:
    """Return about 14 KB of PNG that hold ``width`` × ``height`` pixels of one bit."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    pixels = zlib.compress(b"\0" * ((width // 8 + 1) * height), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )
