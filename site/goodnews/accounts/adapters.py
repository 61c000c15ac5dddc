"""How allauth behaves here: no sign-up, limits by person and address, doors by role."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; nobody signs up."""

    def is_open_for_signup(self, request):
        return False

    def get_login_redirect_url(self, request):
        """Send staff to the admin and correspondents to the desk."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return settings.LOGIN_REDIRECT_URL

    def is_safe_url(self, url):
        """Take what cannot even be read as an address for an unsafe one.

        Source: allauth.account.adapter.DefaultAccountAdapter, 65.21, which raises.
        """
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:home")

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Count failures by name *and* address.

        allauth counts them by name alone, so that anybody could keep a
        colleague out by failing in their name. The limit by address in
        ``ACCOUNT_RATE_LIMITS`` still stops one machine that tries many names.

        Source: allauth.account.adapter.DefaultAccountAdapter, 65.21.
        """
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{self.get_client_ip(request)}:{key}"
