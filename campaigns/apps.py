from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = _("campaigns")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from goodnews.core.signals import purge_when_changed

        from .models import CampaignEntry, CampaignPage
        from .permissions import EntryPermissionPolicy

        register_permission_policy(CampaignEntry, EntryPermissionPolicy(CampaignEntry))
        purge_when_changed(CampaignEntry, CampaignPage)
