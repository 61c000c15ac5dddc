"""Taking down: always possible, at once, for approvers (rule 4)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from goodnews.accounts.roles import Role
from goodnews.workflows.errors import TakeDownRefusedError
from goodnews.workflows.models import Approval


def may_take_down(*, page: Page, user) -> bool:
    """Tell whether ``user`` may take ``page`` down, and there is something to take down."""
    is_approver = user.is_active and (user.is_superuser or user.has_role(Role.APPROVER))
    return is_approver and not page.is_root() and (page.live or page.approved_schedule)


@transaction.atomic
def take_down(*, page: Page, user, reason: str, now: datetime) -> None:
    """Take ``page`` off the public site on the word of an approver.

    Raises:
        TakeDownRefusedError: ``user`` is no approver, or the page is neither
            public nor planned.
    """
    page = Page.objects.select_for_update(of=("self",)).get(pk=page.pk).specific
    if not may_take_down(page=page, user=user):
        if page.live or page.approved_schedule:
            raise TakeDownRefusedError
        raise TakeDownRefusedError(_("This page is not public."))
    end_publication(page=page, user=user, reason=reason, now=now)


@transaction.atomic
def end_publication(*, page: Page, reason: str, now: datetime, user=None) -> None:
    """Take ``page`` down because something else demands it, such as a withdrawn consent.

    Its planned publication and its approvals end too. No right is asked for.
    """
    page = page.specific
    if page.live:
        # Without a user Wagtail does not ask for the publish right, which nobody has.
        page.unpublish(log_action=False)
    page.revisions.update(approved_go_live_at=None)
    Approval.objects.in_force().filter(revision__in=page.revisions.all()).update(revoked_at=now)
    log(
        instance=page,
        action="workflows.take_down",
        user=user,
        data={"reason": reason},
    )
