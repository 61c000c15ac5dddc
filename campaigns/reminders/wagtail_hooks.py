"""What the reminders add to Wagtail's admin; registration only."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from .viewsets import ReminderViewSetGroup


@hooks.register("register_admin_viewset")
def register_reminder_viewsets():
    return ReminderViewSetGroup()


@hooks.register("register_account_menu_item")
def link_to_preferences(request):
    return {
        "url": reverse("reminders:preferences"),
        "label": _("Reminders by e-mail"),
        "help_text": _("Mute the reminders, or let them come again."),
    }
