"""Registration of this room's parts of the admin."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from .page_choosers import choosable
from .services import SECOND_FACTOR_REMOVED


@hooks.register("before_move_page")
def refuse_to_show_a_forbidden_move(request, page, destination):
    """Check the right before Wagtail asks to confirm: its page shows the title of any draft.

    Source: wagtail.admin.views.pages.move.MoveConfirmView, Wagtail 8.0, which
    checks it only when the confirmation is sent.
    """
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


@hooks.register("construct_page_chooser_queryset")
def choose_pages_that_may_be_named(pages, request):
    return choosable(pages, request.user)


@hooks.register("register_log_actions")
def register_log_actions(actions):
    label = gettext_lazy("Second step of signing in removed")
    actions.register_action(SECOND_FACTOR_REMOVED, label, label)


@hooks.register("register_account_menu_item")
def link_to_own_account(request):
    """Lead from Wagtail's account page to password, address and second step."""
    return {
        "url": reverse("accounts:home"),
        "label": _("Password and two-step sign-in"),
        "help_text": _("Change the password or the e-mail address, set up the second step."),
    }
