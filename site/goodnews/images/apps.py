import pillow_heif
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    """Photographs: cleaned on every way in, ready-made in every size that pages show."""

    name = "goodnews.images"
    label = "images"
    verbose_name = _("images")

    def ready(self):
        from . import signals

        # Phones send HEIC; from here on Pillow reads it.
        pillow_heif.register_heif_opener()
        signals.connect()
