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

        from goodnews.units.belongings import Belonging, register_belonging

        from .models import User
        from .second_factor import remember_enrolment

        authenticator_added.connect(remember_enrolment, dispatch_uid="remember-enrolment")
        register_belonging(
            Belonging(
                code="people",
                label=_("people with an account"),
                rows=lambda units: User.objects.filter(unit__in=units),
                is_assigned_singly=True,
                order=10,
            )
        )


class UsersAppConfig(WagtailUsersAppConfig):
    """Wagtail's user management, with this project's views."""

    user_viewset = "goodnews.accounts.viewsets.UserViewSet"
