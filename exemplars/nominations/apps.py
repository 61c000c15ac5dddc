from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NominationsConfig(AppConfig):
    """Who is put forward, what the panel gave, who is honoured."""

    name = "exemplars.nominations"
    label = "nominations"
    verbose_name = _("nominations")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from . import belongings, signals
        from .models import SelectionRound
        from .permissions import RoundPermissionPolicy

        register_permission_policy(SelectionRound, RoundPermissionPolicy(SelectionRound))
        belongings.register()
        signals.connect()
