from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentsConfig(AppConfig):
    name = "goodnews.consents"
    label = "consents"
    verbose_name = _("consents")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from goodnews.units.policies import KeepingPolicy

        from .choices import Purpose
        from .models import ConsentRecord, ConsentRequest, ConsentText
        from .services import take_down_pictures
        from .withdrawals import register_withdrawal_action

        for purpose in (Purpose.IMAGE, Purpose.STORY):
            register_withdrawal_action(purpose, take_down_pictures)
        # Evidence: added and withdrawn, never rewritten.
        for model in (ConsentRecord, ConsentRequest, ConsentText):
            policy = KeepingPolicy(model, withheld=["change", "delete"])
            register_permission_policy(model, policy)
