from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContestsConfig(AppConfig):
    """Contests with their rounds, attempts and rankings."""

    name = "campaigns.contests"
    label = "contests"
    verbose_name = _("contests")

    def ready(self):
        from goodnews.workflows.chores import Chore, register_chore

        from .attempts import bank, submitting
        from .entrants import belongings

        bank.register()
        belongings.register()
        register_chore(Chore("expire_attempts", timedelta(seconds=5), submitting.expire))
