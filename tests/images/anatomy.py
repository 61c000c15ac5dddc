"""What a stored picture is made of, read piece by piece: only pixels, and how to draw them."""

import struct

JPEG_MARKERS = {0xC0, 0xC1, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0}
PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
SIGNATURE = b"\x89PNG\r\n\x1a\n"
# The header that says no more than the density of the pixels.
JFIF_LENGTH = 16


def faults_of(content: bytes, extension: str) -> list[str]:
    """Return everything in ``content`` that is not needed to draw it: notes, tails, payloads."""
    read = {"jpg": _faults_of_jpeg, "png": _faults_of_png}.get(extension)
    if read is None:
        return [f"a file of kind {extension}"]
    try:
        faults = read(content)
    except (IndexError, struct.error):
        faults = ["cut off"]
    return faults + (["a payload"] if b"SECRET" in content else [])


def _faults_of_jpeg(content: bytes) -> list[str]:
    if content[:2] != b"\xff\xd8":
        return ["no JPEG"]
    faults, at = [], 2
    while True:
        marker = content[at + 1]
        if marker == 0xD9:
            return faults + (["something behind the end"] if at + 2 != len(content) else [])
        if marker not in JPEG_MARKERS:
            faults.append(f"segment {marker:#x}")
        length = struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker == 0xE0 and length != JFIF_LENGTH:
            faults.append("more than a header in the header")
        at += 2 + length
        if marker == 0xDA:
            # Pixels: until a marker that is neither stuffing nor a restart.
            while content[at] != 0xFF or content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
                at += 1


def _faults_of_png(content: bytes) -> list[str]:
    if not content.startswith(SIGNATURE):
        return ["no PNG"]
    faults, at, kind = [], len(SIGNATURE), b""
    while kind != b"IEND":
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if kind not in PNG_CHUNKS:
            faults.append(f"chunk {kind!r}")
        at += 12 + length
    return faults + (["something behind the end"] if at != len(content) else [])
