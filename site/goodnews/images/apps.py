import pillow_heif
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    """Photographs: cleaned on every way in, ready-made in every size that pages show."""

    name = "goodnews.images"
    label = "images"
    verbose_name = _("images")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from . import signals
        from .models import SiteImage
        from .policies import PicturePolicy

        # Exact: goes before Wagtail's own, whichever is registered first.
        policy = PicturePolicy(
            SiteImage, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user"
        )
        register_permission_policy(SiteImage, policy, exact_class=True)
        # Phones send HEIC; from here on Pillow reads it.
        pillow_heif.register_heif_opener()
        signals.connect()
