from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "goodnews.reports"
    label = "reports"
    verbose_name = _("reports")

    def ready(self):
        from goodnews.core.documents.heads import register_document_head

        from .models import ReportSettings

        register_document_head(lambda: ReportSettings.load().document_head)
