from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "goodnews.search"
    label = "search"
    verbose_name = _("search")

    def ready(self):
        from goodnews.consents.choices import Purpose
        from goodnews.consents.withdrawals import register_withdrawal_action

        from .namesakes import take_down_found_stories

        register_withdrawal_action(Purpose.PROFILE, take_down_found_stories)
