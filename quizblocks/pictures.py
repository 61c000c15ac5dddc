"""Pictures of questions as pages show them, read for many questions at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from goodnews.images.models import SiteImage

from .formats.items import ItemPicture
from .shown import ShownPicture

Images = Mapping[int, SiteImage]


def images_of(pks: Iterable[int]) -> Images:
    """Return pictures by their ids: one query, none where nothing is asked for."""
    wanted = set(pks)
    return SiteImage.objects.in_bulk(wanted) if wanted else {}


def shown(picture: ItemPicture | None, images: Images) -> ShownPicture | None:
    """Return ``picture`` as a page shows it; None where there is none."""
    image = images.get(picture.image) if picture else None
    return ShownPicture(image, picture.alt) if image else None


def picture_said(said: Mapping[str, Any]) -> ItemPicture | None:
    """Return the picture that a content, or a row of one, names."""
    if not said.get("picture"):
        return None
    return ItemPicture(said.get("picture_alt", ""), image=said["picture"])
