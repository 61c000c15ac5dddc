from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    # Two more configurations are visible in this module.
    default = True
    name = "goodnews.accounts"
    label = "accounts"
    verbose_name = _("accounts")

    def ready(self):
        from allauth.mfa.signals import authenticator_added

        from .second_factor import remember_enrolment

        authenticator_added.connect(remember_enrolment, dispatch_uid="remember-enrolment")


class UsersAppConfig(WagtailUsersAppConfig):
    """Wagtail's user management, with this project's views."""

    user_viewset = "goodnews.accounts.viewsets.UserViewSet"
