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

        from . import belongings
        from .models import ExemplarPage, Honour
        from .services import take_down_profiles

        belongings.register()
        register_withdrawal_action(Purpose.PROFILE, take_down_profiles)
        purge_when_changed(ExemplarPage, Honour, ConsentRecord)
