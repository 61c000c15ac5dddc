from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExemplarsConfig(AppConfig):
    name = "exemplars"
    verbose_name = _("exemplars")

    def ready(self):
        from goodnews.consents.choices import Purpose
        from goodnews.consents.models import ConsentRecord
        from goodnews.consents.withdrawals import register_withdrawal_action
        from goodnews.core.signals import purge_when_changed
        from goodnews.images.removal import register_picture_removal

        from . import belongings, signals
        from .models import ExemplarPage, Honour
        from .services import leave_profiles, take_down_portraits, take_down_profiles

        belongings.register()
        signals.connect()
        register_withdrawal_action(Purpose.PROFILE, take_down_profiles)
        register_withdrawal_action(Purpose.IMAGE, take_down_portraits)
        register_picture_removal(leave_profiles)
        purge_when_changed(ExemplarPage, Honour, ConsentRecord)
