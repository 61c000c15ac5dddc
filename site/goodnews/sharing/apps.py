from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    """Links, cards and QR codes for sharing; what search engines are told."""

    name = "goodnews.sharing"
    label = "sharing"
    verbose_name = _("sharing")

    def ready(self):
        from goodnews.core.signals import purge_when_changed
        from goodnews.images.models import SiteImage

        from . import signals

        signals.connect()
        # Here, because images stand below the page cache and cannot know it.
        purge_when_changed(SiteImage)
