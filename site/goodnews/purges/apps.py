from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PurgesConfig(AppConfig):
    """The purges of kept pages that were promised and are still to be done."""

    name = "goodnews.purges"
    verbose_name = _("purges")
