from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The correspondents' own place: write on a phone, send, follow, correct."""

    name = "news.desk"
    label = "desk"
    verbose_name = _("desk")

    def ready(self):
        from goodnews.consents.choices import Purpose
        from goodnews.consents.withdrawals import register_withdrawal_action
        from goodnews.workflows.addresses import register_author_addresses

        from . import belongings, metrics, signals
        from .addresses import find_author_addresses
        from .withdrawals import take_down_stories

        register_author_addresses(find_author_addresses)
        register_withdrawal_action(Purpose.STORY, take_down_stories)
        metrics.register()
        belongings.register()
        signals.connect()
