"""Thin views beside allauth's own."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache

from .second_factor import has_second_factor


def admin_login(request):
    """Send Wagtail's sign-in page to ours, with ``next`` where it stays on this site."""
    target = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    query = {REDIRECT_FIELD_NAME: target if is_safe else reverse("wagtailadmin_home")}
    return redirect(f"{reverse('account_login')}?{urlencode(query)}")


def admin_password_reset(request, rest=""):
    """Send Wagtail's forgotten-password pages to ours."""
    return redirect("account_reset_password")


@never_cache
@login_required
def account_home(request):
    """Show the person's own account: password, second step, e-mail, signing out."""
    context = {
        "has_second_factor": has_second_factor(request.user),
        "can_use_admin": request.user.has_perm("wagtailadmin.access_admin"),
    }
    return render(request, "account/home.html", context)
