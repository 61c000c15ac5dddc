from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    """Rules, letters, and a log of what was sent to whom."""

    name = "campaigns.reminders"
    label = "reminders"
    verbose_name = _("reminders")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from .models import Letter, ReminderRule
        from .permissions import LetterPermissionPolicy, RulePermissionPolicy

        register_permission_policy(ReminderRule, RulePermissionPolicy(ReminderRule))
        register_permission_policy(Letter, LetterPermissionPolicy(Letter))
