"""Where every upload becomes a clean photograph, whatever way it came.

The form fields say what is wrong in words; the model field is the last line:
nothing reaches the storage through it that ``clean_photograph`` did not draw.
"""

import secrets

import willow
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.forms.fields import FileField
from wagtail.images.fields import WagtailImageField as WagtailImageFormField
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from .errors import PhotoRefusedError, PhotoTooHeavyError
from .photographs import MAX_BYTES, clean_photograph, open_photograph


class CleanPhotoFile(ContentFile):
    """A cleaned picture on its way to the storage, under a name made by chance."""

    def __init__(self, data: bytes):
        photograph = clean_photograph(data)
        super().__init__(photograph.content, name=f"{secrets.token_hex(16)}.{photograph.extension}")
        self.upload_hash = photograph.upload_hash
        self.content_type = "image/png" if photograph.extension == "png" else "image/jpeg"


def as_clean_file(content) -> CleanPhotoFile:
    """Return ``content`` cleaned; a file already cleaned is not drawn a second time.

    Raises:
        PhotoRefusedError: the file cannot be used as a picture.
    """
    # Django and Wagtail wrap the same file in one to three ``File`` objects.
    inner = content
    while inner is not None:
        if isinstance(inner, CleanPhotoFile):
            return inner
        inner = getattr(inner, "file", None)
    if content.size is not None and content.size > MAX_BYTES:
        raise PhotoTooHeavyError
    content.seek(0)
    data = content.read()
    content.seek(0)
    return CleanPhotoFile(data)


class PhotoFieldFile(WagtailImageFieldFile):
    """The file of an image: what is not clean is cleaned before it is stored."""

    def save(self, name, content, save=True):
        clean = as_clean_file(content)
        self.instance.upload_hash = clean.upload_hash
        clean.seek(0)
        super().save(clean.name, clean, save)

    def get_image_dimensions(self):
        """Return the size from the header, or (None, None) for what is no picture.

        Django asks as soon as a file is assigned, before anything was checked.
        """
        was_closed = self.closed
        try:
            self.open()
            with open_photograph(self.read()) as opened:
                return opened.size
        except PhotoRefusedError:
            return None, None
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class PhotoField(WagtailImageField):
    """A picture, stored without metadata and under a name of its own."""

    attr_class = PhotoFieldFile


class PhotoFormField(WagtailImageFormField):
    """An upload of a picture in Wagtail's admin; its message says what is wrong."""

    def to_python(self, data):
        uploaded = FileField.to_python(self, data)
        if uploaded is None:
            return None
        try:
            clean = as_clean_file(uploaded)
        except PhotoRefusedError as error:
            raise ValidationError(error.message, code="photo_refused") from error
        # Wagtail's forms expect the opened picture here.
        clean.image = willow.Image.open(clean)
        clean.seek(0)
        return clean
