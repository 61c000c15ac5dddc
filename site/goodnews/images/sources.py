"""The ready-made files of a picture: drawing them (pure) and reading their record.

``SiteImage.sources`` holds where they are, so that a page shows a picture
without a query::

    {"made_from": "original_images/5e….jpg 640 360 90 90",
     "stem": "images/0c5d…",
     "presets": {"card": [[320, 180], [640, 360]], …}}

A file is named ``<stem>-<preset>-<width>.<avif or jpg>``.
"""

import io
import math
from dataclasses import dataclass

from PIL import Image
from wagtail.images.models import Filter

from .presets import AVIF_OPTIONS, JPEG_OPTIONS, PRESETS

FORMATS = {"avif": "AVIF", "jpg": "JPEG"}
FORMAT_FILTERS = {"avif": "format-avif", "jpg": "format-jpeg"}
SOURCE_SPECS = frozenset(
    f"{spec}|{FORMAT_FILTERS[extension]}"
    for preset in PRESETS.values()
    for spec in preset.specs
    for extension in FORMATS
)


@dataclass(frozen=True)
class Cut:
    """Which part of a picture a preset shows, and how large it is drawn."""

    preset: str
    spec: str
    box: tuple[float, float, float, float]
    size: tuple[int, int]


@dataclass(frozen=True)
class DrawnSource:
    """One size of a picture in one format, not stored yet."""

    preset: str
    filter_spec: str
    extension: str
    width: int
    height: int
    content: bytes

    def name(self, stem: str) -> str:
        return source_name(stem, self.preset, self.width, self.extension)


def source_name(stem: str, preset: str, width: int, extension: str) -> str:
    return f"{stem}-{preset}-{width}.{extension}"


def made_from(image) -> str:
    """Return what the files of ``image`` depend on: its file and its focal point."""
    focus = (
        image.focal_point_x,
        image.focal_point_y,
        image.focal_point_width,
        image.focal_point_height,
    )
    return " ".join([image.file.name, *("-" if part is None else str(part) for part in focus)])


def has_fresh_sources(image) -> bool:
    """Tell whether the recorded files show ``image`` as it is now."""
    return bool(image.file) and image.sources.get("made_from") == made_from(image)


def plan_cuts(image) -> list[Cut]:
    """Return every cut of ``image``, each size of a preset once.

    Wagtail's own filters decide, so that focal points act as editors expect.
    """
    cuts = []
    for preset, declared in PRESETS.items():
        seen = set()
        for spec in declared.specs:
            transform = Filter(spec).get_transform(image)
            size = (max(1, round(transform.size[0])), max(1, round(transform.size[1])))
            # A small picture is never blown up: two sizes may come out the same.
            if size[0] in seen:
                continue
            seen.add(size[0])
            cuts.append(Cut(preset, spec, _clamped(transform.get_rect(), image), size))
    return cuts


def _clamped(rect, image) -> tuple[float, float, float, float]:
    left, top = max(0.0, rect.left), max(0.0, rect.top)
    right, bottom = min(float(image.width), rect.right), min(float(image.height), rect.bottom)
    return left, top, max(right, left + 1e-3), max(bottom, top + 1e-3)


def draw_sources(data: bytes, *, cuts: list[Cut], size: tuple[int, int]):
    """Yield every cut in every format; ``size`` is that of the picture in ``data``."""
    with Image.open(io.BytesIO(data)) as opened:
        # JPEG can be decoded smaller: no more pixels than the largest cut needs.
        need = max(cut.size[0] / (cut.box[2] - cut.box[0]) for cut in cuts)
        opened.draft(None, (math.ceil(size[0] * need), math.ceil(size[1] * need)))
        picture = _on_white(opened)
    scale_x, scale_y = picture.width / size[0], picture.height / size[1]
    for cut in cuts:
        left, top, right, bottom = cut.box
        box = (left * scale_x, top * scale_y, right * scale_x, bottom * scale_y)
        resized = picture.resize(cut.size, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)
        for extension, filter_name in FORMAT_FILTERS.items():
            yield DrawnSource(
                preset=cut.preset,
                filter_spec=f"{cut.spec}|{filter_name}",
                extension=extension,
                width=cut.size[0],
                height=cut.size[1],
                content=_encoded(resized, extension),
            )


def _on_white(opened: Image.Image) -> Image.Image:
    """Return the picture as "RGB"; what can be seen through becomes white."""
    if opened.mode == "RGB":
        opened.load()
        return opened
    layers = opened.convert("RGBA")
    canvas = Image.new("RGB", layers.size, "white")
    canvas.paste(layers, mask=layers.getchannel("A"))
    return canvas


def _encoded(picture: Image.Image, extension: str) -> bytes:
    out = io.BytesIO()
    options = AVIF_OPTIONS if extension == "avif" else JPEG_OPTIONS
    picture.save(out, FORMATS[extension], **options)
    return out.getvalue()
