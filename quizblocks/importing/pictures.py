"""Pictures of a file on their way into the site, and out of it into a file."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError

from goodnews.images.errors import PhotoRefusedError
from goodnews.images.models import SiteImage
from goodnews.images.services import private_collection, store_photo
from quizblocks.formats.items import Item, ItemPicture, Reading, Remark
from quizblocks.models.pictures import MOST_IN_ALT
from quizblocks.pictures import images_of

# Shown to editors among their images, so in their language; it tells nothing of the question.
TITLE = "Ảnh câu hỏi {name}"
MOST_PICTURES = 500


def take_in(reading: Reading, *, user) -> Reading:
    """Return ``reading`` with its pictures kept by the site, each cleaned as every photograph is.

    The same file comes in once, however often it is read. A picture that is refused is left
    out, with a remark at its question.
    """
    intake = Intake(user)
    items = tuple(intake.take(item) if item.pictures else item for item in reading.items)
    return replace(reading, items=items, remarks=(*reading.remarks, *intake.remarks))


class Intake:
    """Takes the pictures of one file."""

    def __init__(self, user):
        self.user = user
        self.remarks: list[Remark] = []
        self.known: dict[str, int] = {}

    def take(self, item: Item) -> Item:
        """Return ``item`` with the ids of its pictures in place of their contents."""
        return _each_picture(item, lambda picture: self._kept(picture, item))

    def _kept(self, picture: ItemPicture | None, item: Item) -> ItemPicture | None:
        if picture is None:
            return None
        name = hashlib.sha256(picture.content).hexdigest()
        try:
            if name not in self.known:
                self.known[name] = self._image(picture.content, name)
        except PhotoRefusedError as error:
            message = _("A picture was left out: %(reason)s")
            self.remarks.append(Remark(item.place, message % {"reason": error.message}))
            return None
        alt = picture.alt[:MOST_IN_ALT]
        if not alt:
            alt = str(_("Picture without a description"))
            message = _("A picture has no description. Write one in the bank.")
            self.remarks.append(Remark(item.place, message))
        return ItemPicture(alt, image=self.known[name])

    def _image(self, content: bytes, name: str) -> int:
        """Return the id of the picture: one that the site has already, or a new one."""
        if len(self.known) >= MOST_PICTURES:
            raise PhotoRefusedError(_("The file has too many pictures."))
        own = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        images = SiteImage.objects.filter(withdrawn_at__isnull=True).order_by("pk")
        found = images.filter(upload_hash=name).first() or images.filter(file_hash=own).first()
        if found is None:
            found = store_photo(
                file=ContentFile(content, name="hinh"),
                title=TITLE.format(name=name[:8]),
                uploaded_by=self.user,
                collection=private_collection(),
            )
        return found.pk


def with_contents(items: Iterable[Item]) -> Iterator[Item]:
    """Yield ``items`` with the contents of their pictures: one query for all of them."""
    items = list(items)
    images = images_of(picture.image for item in items for picture in item.pictures)

    def filled(picture: ItemPicture | None) -> ItemPicture | None:
        if picture is None:
            return None
        return ItemPicture(picture.alt, content_of(images[picture.image]))

    for item in items:
        yield _each_picture(item, filled) if item.pictures else item


def content_of(image: SiteImage) -> bytes:
    """Return the file of a picture; nothing where the storage has lost it."""
    try:
        with image.open_file() as file:
            return file.read()
    except SourceImageIOError:
        return b""


def _each_picture(item: Item, change: Callable) -> Item:
    choices = tuple(replace(choice, picture=change(choice.picture)) for choice in item.choices)
    return replace(item, picture=change(item.picture), choices=choices)
