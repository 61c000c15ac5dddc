from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The correspondents' own place: write on a phone, send, follow, correct."""

    name = "news.desk"
    label = "desk"
    verbose_name = _("desk")

    def ready(self):
        from goodnews.consents.readers import register_proof_reader
        from goodnews.images.policies import register_picture_reader
        from goodnews.images.removal import register_picture_removal
        from goodnews.workflows.addresses import register_author_addresses

        from . import belongings, metrics, signals
        from .addresses import find_author_addresses
        from .branches import pictures_of_branch
        from .proofs import may_read_proof
        from .services import leave_drafts

        register_author_addresses(find_author_addresses)
        register_picture_removal(leave_drafts)
        register_picture_reader(pictures_of_branch)
        register_proof_reader(may_read_proof)
        metrics.register()
        belongings.register()
        signals.connect()
