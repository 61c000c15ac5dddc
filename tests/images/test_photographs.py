import io
import random
import shutil
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from goodnews.images.errors import (
    NotAPhotoError,
    PhotoBrokenError,
    PhotoRefusedError,
    PhotoTooHeavyError,
    PhotoTooLargeError,
)
from goodnews.images.photographs import clean_photograph

from .files import bomb_bytes, drawing, photo_bytes

SECRETS = (b"SECRET", b"GPS", b"Exif", b"xmpmeta", b"http://ns.adobe.com")
ENCODINGS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF", "TIFF")


def opened(clean):
    return Image.open(io.BytesIO(clean.content))


class CleanPhotographTests:
    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_every_encoding_loses_its_metadata(self, encoding):
        clean = clean_photograph(photo_bytes(encoding))
        assert clean.extension in ("jpg", "png")
        assert (clean.width, clean.height) == (640, 480)
        for secret in SECRETS:
            assert secret not in clean.content
        assert not opened(clean).getexif()

    @pytest.mark.skipif(shutil.which("exiftool") is None, reason="needs libimage-exiftool-perl")
    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_exiftool_finds_nothing(self, encoding, tmp_path):
        sent, kept = tmp_path / "sent", tmp_path / "kept"
        sent.write_bytes(photo_bytes(encoding))
        kept.write_bytes(clean_photograph(sent.read_bytes()).content)
        assert tags_of(sent), "the sample has something to lose"
        assert tags_of(kept) == ""

    @pytest.mark.parametrize("mode", ["L", "RGB", "CMYK", "RGBA", "LA", "P", "1"])
    def test_every_mode_is_taken(self, mode):
        encoding = "JPEG" if mode == "CMYK" else "PNG"
        clean = clean_photograph(photo_bytes(encoding, mode=mode))
        assert (clean.width, clean.height) == (640, 480)

    @pytest.mark.parametrize("encoding", ["JPEG", "TIFF", "WEBP", "PNG"])
    @pytest.mark.parametrize(
        ("orientation", "corner"),
        [(1, (5, 5)), (3, (-5, -5)), (6, (-5, 5)), (8, (5, -5))],
    )
    def test_the_picture_stands_upright(self, encoding, orientation, corner):
        clean = clean_photograph(photo_bytes(encoding, orientation=orientation))
        picture = opened(clean).convert("RGB")
        assert picture.size == ((480, 640) if orientation in (6, 8) else (640, 480))
        x, y = (side % length for side, length in zip(corner, picture.size, strict=True))
        red, green, _blue = picture.getpixel((x, y))
        assert red > 200 and green < 60

    def test_a_long_edge_is_shortened_to_2560_pixels(self):
        clean = clean_photograph(photo_bytes(size=(5200, 2600)))
        assert (clean.width, clean.height) == (2560, 1280)

    def test_a_line_of_pixels_keeps_a_height(self):
        clean = clean_photograph(photo_bytes("PNG", size=(6000, 1)))
        assert (clean.width, clean.height) == (2560, 1)

    def test_transparency_and_few_colours_stay_png(self):
        see_through = drawing().convert("RGBA")
        see_through.putalpha(128)
        out = io.BytesIO()
        see_through.save(out, "PNG")
        assert clean_photograph(out.getvalue()).extension == "png"
        flat = io.BytesIO()
        Image.new("RGB", (400, 300), "#0B5CAD").save(flat, "PNG")
        assert clean_photograph(flat.getvalue()).extension == "png"
        assert clean_photograph(photo_bytes("JPEG", mode="L")).extension == "jpg"

    def test_colours_of_another_space_become_srgb(self):
        lab_like = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ"))
        out = io.BytesIO()
        drawing().save(out, "JPEG", icc_profile=lab_like.tobytes())
        clean = clean_photograph(out.getvalue())
        assert "icc_profile" not in opened(clean).info

    def test_a_broken_colour_profile_is_ignored(self):
        out = io.BytesIO()
        drawing().save(out, "JPEG", icc_profile=b"no profile at all" * 20)
        assert clean_photograph(out.getvalue()).width == 640

    def test_only_the_first_frame_of_an_animation_is_kept(self):
        out = io.BytesIO()
        frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
        frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
        clean = clean_photograph(out.getvalue())
        picture = opened(clean)
        assert getattr(picture, "n_frames", 1) == 1
        assert picture.convert("RGB").getpixel((5, 5)) == (255, 0, 0)

    def test_the_hash_is_that_of_the_sent_file(self):
        data = photo_bytes()
        assert clean_photograph(data).upload_hash == clean_photograph(data).upload_hash
        assert len(clean_photograph(data).upload_hash) == 64

    def test_what_is_hidden_behind_the_pixels_is_lost(self):
        clean = clean_photograph(photo_bytes() + b"<script>alert(1)</script>PK\x03\x04")
        assert b"<script>" not in clean.content


class RefusalTests:
    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"xin chao",
            b"<!doctype html><script>alert(1)</script>",
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            b"%PDF-1.7\n",
            b"PK\x03\x04 docx",
            b"GIF89a",
            b"\xff\xd8\xff",
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        ],
    )
    def test_what_is_no_picture_is_refused(self, data):
        with pytest.raises(NotAPhotoError):
            clean_photograph(data)

    def test_half_a_photograph_is_refused(self):
        data = photo_bytes()
        with pytest.raises(PhotoBrokenError):
            clean_photograph(data[: len(data) // 2])

    def test_more_than_20_megabytes_are_refused(self):
        with pytest.raises(PhotoTooHeavyError):
            clean_photograph(photo_bytes() + b"\0" * (20 * 1024 * 1024))

    @pytest.mark.parametrize("edge", [11000, 20000])
    def test_14_kilobytes_of_121_million_pixels_are_refused(self, edge):
        data = bomb_bytes(edge, edge)
        assert len(data) < 60_000
        with pytest.raises(PhotoTooLargeError):
            clean_photograph(data)

    def test_the_bomb_is_refused_before_it_takes_memory(self):
        """In a process of its own, because the peak of this one is already high."""
        program = (
            "import sys; sys.path += ['site', '.']\n"
            "from tests.images.bomb import refuse; print(refuse())"
        )
        run = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        )
        grown_kilobytes = int(run.stdout.split()[-1])
        assert grown_kilobytes < 4_096

    def test_fifty_mutilated_pictures_are_cleaned_or_refused(self):
        chance = random.Random(21112026)
        samples = [photo_bytes(encoding, size=(64, 48)) for encoding in ENCODINGS]
        for number in range(50):
            data = bytearray(samples[number % len(samples)])
            for _ in range(chance.randint(1, 12)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            if chance.random() < 0.3:
                del data[chance.randrange(len(data)) :]
            try:
                clean = clean_photograph(bytes(data))
            except PhotoRefusedError:
                continue
            assert not any(secret in clean.content for secret in SECRETS)

    @settings(max_examples=40, deadline=None)
    @given(st.binary(max_size=300))
    def test_any_bytes_are_cleaned_or_refused(self, tail):
        for head in (b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\0\0\0WEBP"):
            with pytest.raises(PhotoRefusedError):
                clean_photograph(head + tail)


def tags_of(path) -> str:
    """Return what exiftool reads from the groups that carry private notes."""
    groups = ("-GPS:all", "-XMP:all", "-IPTC:all", "-EXIF:all", "-MakerNotes:all", "-Comment")
    run = subprocess.run(
        ["exiftool", "-q", "-r", "-s", *groups, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout.strip()
