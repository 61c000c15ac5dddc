"""A picture that may not be shown any more leaves the site, wherever it is shown.

Nothing of it is kept: consents are the evidence, not pictures. The row stays,
because bodies of pages name it by number; it holds a neutral drawing from then on.
"""

import io
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageDraw

from .choices import Licence
from .models import SiteImage, SiteRendition

# Shown to editors among their images, so in their language.
REMOVED_TITLE = "Ảnh đã gỡ theo yêu cầu"
SIZE = (1280, 720)
PAPER, LINE = "#E3F0FC", "#0B5CAD"

_actions: list[Callable] = []


def register_picture_removal(action: Callable) -> None:
    """Call ``action(image=…, now=…)`` in the transaction in which a picture is removed.

    Rooms whose pages show pictures register, in ``AppConfig.ready``, how a
    picture leaves those pages and what was made from them.
    """
    if action not in _actions:
        _actions.append(action)


def same_pictures(image: SiteImage) -> list[SiteImage]:
    """Return ``image`` with every copy of the same upload."""
    images = SiteImage.objects.filter(withdrawn_at__isnull=True)
    if not image.upload_hash:
        return list(images.filter(pk=image.pk))
    return list(images.filter(upload_hash=image.upload_hash))


@transaction.atomic
def remove_picture(*, image: SiteImage, now: datetime) -> int:
    """Remove a picture and its copies: from pages, from lists and from the storage.

    The files are deleted right after the commit by this very process; a task
    worker that is down keeps none of them.

    Returns:
        How many rows were emptied; 0 if it was removed before.
    """
    images = same_pictures(image)
    for found in images:
        for action in _actions:
            action(image=found, now=now)
        _empty(found, now=now)
    return len(images)


def _empty(image: SiteImage, *, now: datetime) -> None:
    doomed = [(image.file.storage, image.file.name)]
    for rendition in SiteRendition.objects.filter(image=image):
        doomed.append((rendition.file.storage, rendition.file.name))
    # Its signals empty Wagtail's caches, and leave the files to a worker.
    SiteRendition.objects.filter(image=image).delete()
    image.title, image.alt_text, image.credit, image.people_note = REMOVED_TITLE, "", "", ""
    image.description = ""
    image.licence = Licence.OWN
    image.sources = {}
    image.focal_point_x = image.focal_point_y = None
    image.focal_point_width = image.focal_point_height = None
    image.withdrawn_at = now
    image.file = ContentFile(neutral_picture(), name="neutral.png")
    image.save()
    image.tags.clear()
    transaction.on_commit(partial(_delete_files, doomed), robust=True)


def _delete_files(files) -> None:
    for storage, name in files:
        storage.delete(name)


def neutral_picture() -> bytes:
    """Return a quiet drawing: an empty frame on the site's pale blue."""
    canvas = Image.new("RGB", SIZE, PAPER)
    brush = ImageDraw.Draw(canvas)
    width, height = SIZE
    box = (width // 2 - 150, height // 2 - 100, width // 2 + 150, height // 2 + 100)
    brush.rounded_rectangle(box, radius=20, outline=LINE, width=8)
    brush.line((box[0] + 36, box[3] - 36, box[2] - 36, box[1] + 36), fill=LINE, width=8)
    out = io.BytesIO()
    canvas.save(out, "PNG")
    return out.getvalue()
