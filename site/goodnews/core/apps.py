from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Abstract page base, text blocks, accent folding, the page cache; no tables."""

    name = "goodnews.core"
    label = "core"
    verbose_name = _("core")

    def ready(self):
        from django.db.models import DateTimeField
        from wagtail.admin.ui.fields import register_display_class

        from . import choosers, exports, signals
        from .moment_display import MomentDisplay

        register_display_class(DateTimeField, display_class=MomentDisplay)
        signals.connect()
        choosers.guard_choosers()
        exports.guard_exports()
