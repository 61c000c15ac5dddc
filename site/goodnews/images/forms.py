"""Wagtail's image forms: add, add many, edit, replace the file, upload in a chooser."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from .fields import PhotoFormField


class SiteImageForm(BaseImageForm):
    """An image with an alternative text and a file that was cleaned."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "alt_text" in self.fields:
            self.fields["alt_text"].required = True
        if "file" in self.fields:
            self._take_photo_field()

    def _take_photo_field(self) -> None:
        """Wagtail builds this field itself, whatever the model says."""
        stock = self.fields["file"]
        self.fields["file"] = PhotoFormField(
            label=_("File"), required=stock.required, widget=stock.widget
        )

    def save(self, commit=True):
        # In one transaction, because Wagtail saves the image first and deletes the
        # old renditions afterwards; the new ones are made after the commit.
        with transaction.atomic():
            return super().save(commit=commit)
