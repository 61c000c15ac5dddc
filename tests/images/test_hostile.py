"""A thousand hostile files and two hundred of phones; a few of them every time.

All of them: ``HOSTILE_PICTURES=1 uv run pytest tests/images/test_hostile.py -s`` (some minutes).
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client, override_settings

from goodnews.images.errors import PhotoRefusedError
from goodnews.images.services import store_photo

from .factories import upload
from .hostile import FAMILIES, hostile_file, hostile_files
from .phones import phone_pictures

IS_WHOLE = os.environ.get("HOSTILE_PICTURES") == "1"
# One of each family, but for what takes seconds to draw.
FEW_HOSTILE = [number for number in range(len(FAMILIES)) if number not in (11, 17)]
FEW_PHONES = [*range(8, 16), 26, 43, 60]
MOST_MEGABYTES = 250
MOST_SECONDS = 20
ROOT = Path(__file__).resolve().parents[2]
# The whole takes the time it takes.
pytestmark = pytest.mark.timeout(0 if IS_WHOLE else 300)


def examined(folder: Path, files) -> list[dict]:
    """Return what became of ``files``, each cleaned by a small process of its own."""
    for name, data in files:
        (folder / name).write_bytes(data)
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    done = subprocess.run(
        [sys.executable, "-m", "tests.images.peak", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def summary(found: list[dict]) -> str:
    taken = sum("size" in row for row in found)
    peak = max(found, key=lambda row: row["peak_mb"])
    slowest = max(found, key=lambda row: row["seconds"])
    return (
        f"{len(found)} files, {taken} taken; peak {peak['peak_mb']} MB ({peak['name']}), "
        f"longest {slowest['seconds']} s ({slowest['name']})"
    )


def test_hostile_files_are_refused_or_drawn_anew_in_little_memory(tmp_path):
    found = examined(tmp_path, hostile_files(None if IS_WHOLE else FEW_HOSTILE))
    print(f"\n{summary(found)}")  # noqa: T201 - a figure to be written down
    wrong = [
        row
        for row in found
        if "crashed" in row
        or "died" in row
        or row.get("faults")
        or row["peak_mb"] > MOST_MEGABYTES
        or row["seconds"] > MOST_SECONDS
    ]
    assert wrong == []
    # Both happen: otherwise the files would be no test.
    assert any("refused" in row for row in found) and any("size" in row for row in found)


def test_pictures_of_phones_are_taken_and_stand_upright(tmp_path):
    found = examined(tmp_path, phone_pictures(None if IS_WHOLE else FEW_PHONES))
    print(f"\n{summary(found)}")  # noqa: T201 - a figure to be written down
    wrong = [row for row in found if row.get("faults") != [] or not row.get("is_upright")]
    assert wrong == []
    assert max(row["peak_mb"] for row in found) <= MOST_MEGABYTES


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="needs libimage-exiftool-perl")
@pytest.mark.django_db
def test_exiftool_finds_nothing_in_what_is_stored(settings):
    numbers = range(1000) if IS_WHOLE else FEW_HOSTILE[:10]
    stored = [store for number in numbers if (store := keep(number))]
    assert stored
    folder = Path(settings.MEDIA_ROOT)
    groups = ("-GPS:all", "-XMP:all", "-IPTC:all", "-EXIF:all", "-ICC_Profile:all", "-Comment")
    told = subprocess.run(
        ["exiftool", "-r", "-q", "-s3", *groups, str(folder)], capture_output=True, check=False
    )
    assert told.stdout.strip() == b""


@pytest.mark.django_db
def test_what_is_served_is_a_picture_and_nothing_else():
    image = next(found for number in FEW_HOSTILE if (found := keep(number)))
    with override_settings(ROOT_URLCONF="goodnews.urls"):
        response = Client().get(image.file.url)
    if response.status_code == 200:
        assert response["Content-Type"] in ("image/jpeg", "image/png")
        assert response["X-Content-Type-Options"] == "nosniff"
    assert image.file.name.rsplit(".", 1)[1] in ("jpg", "png")


def keep(number: int):
    """Return the image that is stored of a hostile file; None where it is refused."""
    name, data = hostile_file(number)
    try:
        return store_photo(file=upload(data, name=f"{name}.svg"), title=name)
    except PhotoRefusedError:
        return None
