from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    """Review, approval and publication: only what was approved goes live."""

    name = "goodnews.workflows"
    label = "workflows"
    verbose_name = _("workflows")

    def ready(self):
        from goodnews.consents.notices import register_last_day_notice, register_request_notice

        from . import belongings, consent_notices, rota, signals

        signals.connect()
        belongings.register()
        rota.register()
        register_last_day_notice(consent_notices.tell_of_last_days)
        register_request_notice(consent_notices.tell_of_request)
