from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    """Review, approval and publication: only what was approved goes live."""

    name = "goodnews.workflows"
    label = "workflows"
    verbose_name = _("workflows")

    def ready(self):
        from . import belongings, rota, signals

        signals.connect()
        belongings.register()
        rota.register()
