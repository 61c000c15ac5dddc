"""Clean files one by one, each in a process of its own, and say what that cost; no Django set up.

Run as ``python -m tests.images.peak FOLDER``; prints one line of JSON a file. The
process that draws the files is another one: what it used is not counted here.
"""

import io
import json
import sys
import warnings
from pathlib import Path

import pillow_heif
from PIL import Image

from goodnews.images.errors import PhotoRefusedError
from goodnews.images.photographs import clean_photograph
from tests.children import in_a_child

from .anatomy import faults_of


def examine(data: bytes) -> dict:
    """Return what became of ``data``: refused and why, or what is wrong with what was kept."""
    try:
        clean = clean_photograph(data)
    except PhotoRefusedError as refusal:
        return {"refused": type(refusal).__name__}
    except Exception as error:  # noqa: BLE001 - any other error is the finding
        return {"crashed": repr(error)[:200]}
    kept = Image.open(io.BytesIO(clean.content))
    kept.load()
    place = (min(8, kept.width - 1), min(8, kept.height - 1))
    red, green, _blue = kept.convert("RGB").getpixel(place)
    return {
        "faults": faults_of(clean.content, clean.extension),
        "size": [clean.width, clean.height],
        "is_upright": red > 150 and green < 100,
    }


def main(folder: str) -> None:
    pillow_heif.register_heif_opener()
    warnings.simplefilter("ignore")
    # Decoders are loaded once, before anything is measured.
    Image.preinit()
    for path in sorted(Path(folder).iterdir()):
        found = in_a_child(lambda path=path: examine(path.read_bytes()))
        print(json.dumps({"name": path.name, **found}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
