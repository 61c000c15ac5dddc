from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContestsConfig(AppConfig):
    """Contests with their rounds, attempts and rankings."""

    name = "campaigns.contests"
    label = "contests"
    verbose_name = _("contests")

    def ready(self):
        from .attempts import bank
        from .entrants import belongings

        bank.register()
        belongings.register()
