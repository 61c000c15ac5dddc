"""The photographs of the site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    get_upload_to,
)

from .choices import Licence
from .fields import PhotoField, as_clean_file

# What readers are told in the place of a picture whose consent was withdrawn.
REMOVED_PICTURE = _("This picture was removed on request.")
# Written together whenever the file changes.
FILE_FIELDS = ("file", "width", "height", "file_size", "file_hash", "upload_hash", "sources")


class SiteImage(AbstractImage):
    """A photograph or drawing (ảnh), stored without metadata."""

    file = PhotoField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows, for people who cannot see it."),
    )
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    licence = models.CharField(
        _("licence"), max_length=16, choices=Licence.choices, default=Licence.OWN
    )
    people_note = models.CharField(
        _("people in the picture"),
        max_length=250,
        blank=True,
        help_text=_("Who can be recognised, and whether there are children. Never public."),
    )
    # SHA-256 of the file that was uploaded, to recognise the same photograph.
    upload_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    # Ready-made files by preset, so that a page needs no query for its pictures.
    sources = models.JSONField(default=dict, editable=False)
    # Set once somebody in it takes back the consent; the file is a neutral drawing since.
    withdrawn_at = models.DateTimeField(_("removed at"), null=True, blank=True, editable=False)

    # Wagtail's "description" asks a second time for what the text alternative says.
    admin_form_fields = (
        *(name for name in Image.admin_form_fields if name != "description"),
        "alt_text",
        "credit",
        "licence",
        "people_note",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        return REMOVED_PICTURE if self.withdrawn_at else self.alt_text

    def get_upload_to(self, filename):
        # The name is 32 hexadecimal digits by now: fields.CleanPhotoFile.
        return f"original_images/{filename}"

    def save(self, *args, **kwargs):
        """Store the image; a new file is cleaned first, whoever assigned it.

        Raises:
            PhotoRefusedError: the new file cannot be used as a picture.
        """
        if self.file and not self.file._committed:
            self._take_clean_file()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], *FILE_FIELDS}
        super().save(*args, **kwargs)

    def _take_clean_file(self) -> None:
        clean = as_clean_file(self.file.file)
        # Assigning reads the size anew: turning and shrinking changed it.
        self.file = clean
        self.upload_hash = clean.upload_hash
        # Pages must not show the old picture until the new sizes are made.
        self.sources = {}
        self._set_image_file_metadata()


class SiteRendition(AbstractRendition):
    """A size and format of a photograph, made once."""

    image = models.ForeignKey(SiteImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
