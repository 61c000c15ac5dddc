from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The correspondents' own place: write on a phone, send, follow, correct."""

    name = "news.desk"
    label = "desk"
    verbose_name = _("desk")

    def ready(self):
        from goodnews.workflows.addresses import register_author_address

        from . import signals
        from .addresses import find_author_address

        register_author_address(find_author_address)
        signals.connect()
