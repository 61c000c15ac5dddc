"""The photographs of the site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from .choices import Licence


class SiteImage(AbstractImage):
    """A photograph or drawing (ảnh), stored without metadata."""

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

    admin_form_fields = (*Image.admin_form_fields, "alt_text", "credit", "licence", "people_note")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        return self.alt_text


class SiteRendition(AbstractRendition):
    """A size and format of a photograph, made once."""

    image = models.ForeignKey(SiteImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
