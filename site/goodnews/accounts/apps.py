from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "goodnews.accounts"
    label = "accounts"
    verbose_name = _("accounts")


class UsersAppConfig(WagtailUsersAppConfig):
    """Wagtail's user management, with this project's views."""
