from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Abstract page base, text blocks, accent folding, the page cache; no tables."""

    name = "goodnews.core"
    label = "core"
    verbose_name = _("core")

    def ready(self):
        from . import choosers, signals

        signals.connect()
        choosers.guard_choosers()
