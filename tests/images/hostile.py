"""Files made to hurt whoever opens them: a thousand of them, the same with every run; no Django."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

import pillow_heif
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from .files import XMP, bomb_bytes, drawing, exif_with_gps, photo_bytes

pillow_heif.register_heif_opener()

COUNT = 1000
SECRET = b"HOSTILE-SECRET-PAYLOAD"
SCRIPT = b"<script>alert('" + SECRET + b"')</script>"
HTML = b"<!doctype html><html><body>" + SCRIPT + b"</body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(" + SECRET + b")>>>>endobj\n%%EOF"
ENCODINGS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF", "TIFF")
SMALL = (96, 72)


@cache
def sample(encoding: str) -> bytes:
    """Return a small good picture with everything in it that must be lost."""
    return photo_bytes(encoding, size=SMALL)


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(zipfile.ZipInfo("payload.js"), SECRET * 4)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def segment(marker: int, data: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


# --- Two kinds of file in one ---------------------------------------------------------------


def with_tail(rng: Random) -> bytes:
    """A picture with something active behind it."""
    tail = rng.choice((HTML, SVG, PDF, archive(), b"<?php echo 1; ?>" + SECRET, SCRIPT))
    return sample(rng.choice(ENCODINGS)) + tail


def with_head(rng: Random) -> bytes:
    """Something active with a picture behind it."""
    head = rng.choice((HTML, SVG, PDF, b"/*" + SECRET + b"*/", b"\xef\xbb\xbf" + HTML))
    return head + sample(rng.choice(ENCODINGS))


def with_segments(rng: Random) -> bytes:
    """A JPEG whose own segments speak HTML, PDF, IPTC, or carry an archive."""
    said = rng.choice((HTML, PDF, SVG, archive(), b"Photoshop 3.0\x008BIM" + SCRIPT))
    marker = rng.choice((0xFE, 0xE0, 0xE1, 0xE2, 0xED, 0xEE))
    jpeg = sample("JPEG")
    return jpeg[:2] + segment(marker, said) + jpeg[2:]


def script_and_gif(rng: Random) -> bytes:
    """A GIF that is a program as well."""
    return b"GIF89a/*" + rng.randbytes(8) + b"*/=1;alert('" + SECRET + b"')//" + sample("GIF")


def only_active(rng: Random) -> bytes:
    """No picture at all, whatever its name says."""
    return rng.choice((HTML, SVG, PDF, archive(), b"<?xml version='1.0'?>" + SVG, SCRIPT))


def wrong_kind(rng: Random) -> bytes:
    """A picture of a kind that the site does not take."""
    out = io.BytesIO()
    encoding = rng.choice(("BMP", "ICO", "PPM", "PCX", "TGA", "SGI", "EPS", "DIB", "IM"))
    drawing(SMALL).save(out, encoding)
    return out.getvalue() + SCRIPT


# --- Notes with scripts in them -------------------------------------------------------------


def with_notes(rng: Random) -> bytes:
    """Scripts in EXIF, XMP and comment."""
    exif = exif_with_gps(rng.randint(1, 8))
    exif[0x010E] = SCRIPT.decode()
    exif[0x013B] = HTML.decode()
    out = io.BytesIO()
    encoding = rng.choice(("JPEG", "WEBP", "AVIF", "HEIF", "PNG"))
    notes = {"exif": exif.tobytes()}
    if encoding != "PNG":
        notes["xmp"] = XMP.replace(b"XMP-SECRET", SECRET)
    drawing(SMALL).save(out, encoding, **notes)
    return out.getvalue()


def png_with_text(rng: Random) -> bytes:
    """Scripts in the text chunks of a PNG; an animation at times."""
    info = PngInfo()
    info.add_text("Comment", SCRIPT.decode(), zip=rng.random() < 0.5)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode().replace("XMP-SECRET", SECRET.decode()))
    out = io.BytesIO()
    frames = [drawing(SMALL), *(Image.new("RGB", SMALL, colour) for colour in ("red", "blue"))]
    options = {"save_all": True, "append_images": frames[1:]} if rng.random() < 0.5 else {}
    frames[0].save(out, "PNG", pnginfo=info, **options)
    return out.getvalue()


def several_pictures(rng: Random) -> bytes:
    """An MPO whose second picture says where it was taken; a GIF or TIFF of many."""
    encoding = rng.choice(("MPO", "GIF", "TIFF", "WEBP"))
    out = io.BytesIO()
    others = [drawing(SMALL, rng.choice(("RGB", "L"))) for _ in range(rng.randint(1, 6))]
    notes = {} if encoding == "GIF" else {"exif": exif_with_gps().tobytes()}
    drawing(SMALL).save(out, encoding, save_all=True, append_images=others, **notes)
    return out.getvalue() + SCRIPT


def odd_mode(rng: Random) -> bytes:
    """CMYK, 16 bits, floating point, palettes, bilevel."""
    encoding, mode = rng.choice(
        (("JPEG", "CMYK"), ("TIFF", "CMYK"), ("PNG", "I;16"), ("TIFF", "I;16"), ("TIFF", "F"),
         ("PNG", "P"), ("PNG", "1"), ("PNG", "LA"), ("TIFF", "LAB"), ("TIFF", "I"))
    )  # fmt: skip
    picture = drawing(SMALL)
    if mode in ("I;16", "F", "I"):
        picture = picture.convert("I" if mode != "F" else "F")
    if mode == "LAB":
        picture = picture.convert("RGB")
    out = io.BytesIO()
    converted = picture if mode in ("LAB", "F", "I") else picture.convert(mode)
    converted.save(out, encoding)
    return out.getvalue() + SCRIPT


# --- Bombs ----------------------------------------------------------------------------------


@cache
def png_of_zeros(width: int, height: int, depth: int, colour: int) -> bytes:
    """Return a PNG of one colour; a few kilobytes, however large it is."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    line = bytes(1 + (width * channels * depth + 7) // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    palette = chunk(b"PLTE", b"\0\0\0") if colour == 3 else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + palette
        + chunk(b"IDAT", packed)
        + chunk(b"IEND", b"")
    )


def png_bomb(rng: Random) -> bytes:
    """A PNG just below and far above what is allowed, in every mode."""
    if rng.random() < 0.4:
        return bomb_bytes(rng.randint(8000, 30000), rng.randint(8000, 30000))
    size = rng.choice(((6320, 6320), (4990, 4990), (39_000, 1000)))
    depth, colour = rng.choice(((8, 6), (8, 2), (16, 0), (16, 2), (8, 4), (1, 0), (8, 3)))
    return png_of_zeros(*size, depth, colour)


@cache
def packed_zeros(count: int) -> bytes:
    return zlib.compress(bytes(count), 9)


def png_text_bomb(rng: Random) -> bytes:
    """Text or a colour profile that unpacks to a hundred megabytes."""
    packed = packed_zeros(100_000_000)
    named = {b"zTXt": b"Comment\0\0", b"iCCP": b"icc\0\0", b"iTXt": b"Comment\0\1\0\0\0"}
    kind = rng.choice(list(named))
    png = sample("PNG")
    return png[:33] + chunk(kind, named[kind] + packed) + png[33:]


@cache
def jpeg_of_one_colour(width: int, height: int, mode: str, progressive: bool) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(
        out, "JPEG", quality=5, progressive=progressive, subsampling=0
    )
    return out.getvalue()


def jpeg_bomb(rng: Random) -> bytes:
    """Many scans over many pixels: a decoder keeps all of them at once."""
    size = rng.choice(((6320, 6320), (4990, 4990), (39_000, 1000)))
    return jpeg_of_one_colour(*size, rng.choice(("RGB", "CMYK", "L")), rng.random() < 0.8)


def jpeg_declared(rng: Random) -> bytes:
    """A small JPEG that says it is large."""
    jpeg = bytearray(sample("JPEG"))
    at = jpeg.index(b"\xff\xc0") + 5
    jpeg[at : at + 4] = struct.pack(">HH", rng.choice((65535, 6000, 1)), rng.choice((65535, 6500)))
    return bytes(jpeg)


def tiff_of_zeros(width: int, height: int, *, bits: int, tile: int = 0, samples: int = 1) -> bytes:
    """Return a TIFF whose one strip, or tile, is packed zeros."""
    packed = packed_zeros(min(width * height * samples * bits // 8, 80_000_000))
    tags = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, bits),
        (259, 3, 1, 8),
        (262, 3, 1, 1),
        (277, 3, 1, samples),
    ]
    if tile:
        tags += [(322, 4, 1, tile), (323, 4, 1, tile), (324, 4, 1, 8), (325, 4, 1, len(packed))]
    else:
        tags += [(273, 4, 1, 8), (278, 4, 1, height), (279, 4, 1, len(packed))]
    directory = struct.pack("<H", len(tags))
    directory += b"".join(struct.pack("<HHII", *tag) for tag in sorted(tags)) + bytes(4)
    padded = packed + bytes(len(packed) % 2)
    return struct.pack("<2sHI", b"II", 42, 8 + len(padded)) + padded + directory


def tiff_bomb(rng: Random) -> bytes:
    """Packed zeros, with strips, and with one tile that is far larger than the picture."""
    width, height = rng.choice(((6320, 6320), (4990, 4990), (60_000, 60_000), (64, 64)))
    tile = rng.choice((0, 0, 4096, 20_000, 65_536))
    return tiff_of_zeros(width, height, bits=rng.choice((8, 16, 32)), tile=tile)


def gif_bomb(rng: Random) -> bytes:
    """A GIF with a screen of 4 billion pixels, or a frame that lies outside."""
    gif = bytearray(sample("GIF"))
    gif[6:10] = struct.pack("<HH", rng.choice((65535, 6320, 1)), rng.choice((65535, 6320)))
    return bytes(gif)


def webp_bomb(rng: Random) -> bytes:
    """A WebP of one colour, up to the edge of what the format can hold."""
    width, height = rng.choice(((16383, 2440), (4990, 4990), (6320, 6320), (16383, 16383)))
    # Lossless: signature, both sizes less one in 14 bits, and no pixel behind them.
    bits = (width - 1) | (height - 1) << 14 | 1 << 28
    body = b"\x2f" + struct.pack("<I", bits) + b"\x88\x88\x08" + rng.randbytes(40)
    data = b"VP8L" + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(data) + 4) + b"WEBP" + data


@cache
def boxed_of_one_colour(encoding: str, width: int, height: int) -> bytes:
    out = io.BytesIO()
    options = {"speed": 10} if encoding == "AVIF" else {"quality": 10}
    Image.new("RGB", (width, height), "#0B5CAD").save(out, encoding, **options)
    return out.getvalue()


def boxed_bomb(rng: Random) -> bytes:
    """A HEIC or AVIF of one colour: small as a file, large in memory."""
    size = rng.choice(((4900, 4900), (6300, 6300)))
    return boxed_of_one_colour(rng.choice(("AVIF", "HEIF")), *size)


def boxed_declared(rng: Random) -> bytes:
    """A HEIC or AVIF whose box says another size than its picture has."""
    data = bytearray(sample(rng.choice(("AVIF", "HEIF"))))
    at = data.index(b"ispe") + 8
    sides = [rng.choice((0, 1, 64, 6000, 65_535, 2**31)) for _ in range(2)]
    data[at : at + 8] = struct.pack(">II", *sides)
    return bytes(data)


# --- Broken ---------------------------------------------------------------------------------


def cut_off(rng: Random) -> bytes:
    data = sample(rng.choice(ENCODINGS))
    return data[: rng.randint(1, len(data) - 1)]


def bits_flipped(rng: Random) -> bytes:
    data = bytearray(sample(rng.choice(("HEIF", "AVIF", "JPEG", "HEIF", "AVIF", "PNG", "TIFF"))))
    for _ in range(rng.randint(1, 60)):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


def header_and_noise(rng: Random) -> bytes:
    head = rng.choice((b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\0", b"MM\0*",
                       b"RIFF\0\0\0\0WEBP", b"\0\0\0\x18ftypheic", b"\0\0\0\x18ftypavif"))  # fmt: skip
    return head + rng.randbytes(rng.randint(0, 2000))


FAMILIES: tuple[Callable[[Random], bytes], ...] = (
    with_tail, with_head, with_segments, script_and_gif, only_active, wrong_kind, with_notes,
    png_with_text, several_pictures, odd_mode, png_bomb, png_text_bomb, jpeg_bomb, jpeg_declared,
    tiff_bomb, gif_bomb, webp_bomb, boxed_bomb, boxed_declared, cut_off, bits_flipped,
    header_and_noise, cut_off, bits_flipped, bits_flipped,
)  # fmt: skip


def hostile_file(number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of one of the thousand."""
    make = FAMILIES[number % len(FAMILIES)]
    return f"{number:04}-{make.__name__}", make(Random(f"2026-{number}"))


def hostile_files(numbers=None) -> Iterator[tuple[str, bytes]]:
    """Yield the files ``numbers``, all thousand of them where nothing is said."""
    for number in range(COUNT) if numbers is None else numbers:
        yield hostile_file(number)
