"""Views of the workflow inside Wagtail's admin."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.models import Locale, Page

from goodnews.accounts.second_factor import ask_for_second_factor
from goodnews.consents.services import hold_consents

from .forms import DecisionForm, TakeDownForm
from .models import Claim, ModeratedPage, WaitingItem
from .passes import ApprovalPass, PassRefusedError, open_pass
from .services import claim_item, may_release_others, may_take_down, release_claim, take_down

# Wagtail's name of the action.
RETURN = "reject"


def take_down_page(request, page_id: int):
    """Ask for the reason, then take the page down at once."""
    page = get_object_or_404(Page, pk=page_id)
    if not may_take_down(page=page, user=request.user):
        raise PermissionDenied
    form = TakeDownForm(request.POST or None)
    if form.is_valid():
        take_down(
            page=page,
            user=request.user,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        messages.success(request, _("“%(title)s” is off the site.") % {"title": page.title})
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return render(request, "workflows/admin/take_down.html", {"page": page, "form": form})


@never_cache
def decide_by_link(request, token: str):
    """Show one revision to the approver whom the link was sent to, and take the decision."""
    refusal = ask_for_second_factor(request)
    if refusal is not None:
        return refusal
    return decide(request, partial(open_pass, token, user=request.user))


def decide(request: HttpRequest, opening: Callable[[], ApprovalPass]) -> HttpResponse:
    """Show one revision with the ways to decide about it, and take the decision.

    Args:
        opening: opens the stage, or raises a ``PassRefusedError``.
    """
    action = request.POST.get("do", "")
    form = DecisionForm(request.POST or None, is_return=action == RETURN)
    with transaction.atomic():
        if request.method == "POST":
            # Before the page that the pass locks: in the order in which a withdrawal takes them.
            hold_consents()
        try:
            opened = opening()
        except PassRefusedError as error:
            return _show_refused(request, error)
        task = opened.task_state.task.specific
        approvals = ways_to_approve(task, opened.page.specific, request.user)
        if action in (RETURN, *approvals) and form.is_valid():
            task.on_action(opened.task_state, request.user, action, **form.cleaned_data)
            messages.success(request, _("Your decision is taken. Thank you!"))
            return redirect("wagtailadmin_home")
    candidate = opened.revision.as_object()
    context = {
        "page": candidate,
        "original": original_of(candidate),
        "stage": task,
        "approvals": approvals,
        "revision": opened.revision,
        "form": form,
        "faults": [m for fault in candidate.approval_faults() for m in fault.messages]
        if isinstance(candidate, ModeratedPage)
        else [],
    }
    return render(request, "workflows/admin/decide.html", context)


def original_of(page: Page) -> Page | None:
    """Return the public page that ``page`` translates; None of an original."""
    return page.get_translations().filter(locale=Locale.get_default(), live=True).first()


def ways_to_approve(task, page, user) -> dict[str, str]:
    """Return the actions by which ``user`` may pass ``page`` on, with their labels."""
    return {
        name: label
        for name, label, asks_for_words in task.get_actions(page, user)
        if name in task.approving_actions and not asks_for_words
    }


def _show_refused(request, error: PassRefusedError):
    messages.error(request, " ".join(error.messages))
    return redirect("wagtailadmin_home")


@dataclass(frozen=True)
class Handle:
    """What one person may do about the claim on a waiting page.

    Attributes:
        claim: who holds it now, if anybody.
    """

    item: WaitingItem
    claim: Claim | None
    may_claim: bool
    may_release: bool


def handle_for(page_id: int, user) -> Handle | None:
    """Return what ``user`` may do about the claim on a page; None if it is not theirs to know."""
    now = timezone.now()
    items = WaitingItem.objects.waiting().visible_to(user).with_holders(now=now)
    item = items.select_related("page", "task").filter(page=page_id).first()
    if item is None:
        return None
    claim = item.held_claims[0] if item.held_claims else None
    if claim is None:
        decides = WaitingItem.objects.decidable_by(user).filter(pk=item.pk).exists()
        return Handle(item, None, may_claim=decides, may_release=False)
    may_release = claim.claimed_by_id == user.pk or may_release_others(user)
    return Handle(item, claim, may_claim=False, may_release=may_release)


def claim_page(request, page_id: int):
    """Say who holds the page, and let somebody take it on or give it back."""
    get_object_or_404(Page, pk=page_id)
    handle = handle_for(page_id, request.user)
    if handle is None:
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "workflows/admin/claim.html", {"handle": handle})
    title = {"title": handle.item.page.draft_title}
    if request.POST.get("action") == "release":
        release_claim(item=handle.item, user=request.user, now=timezone.now())
        messages.success(request, _("“%(title)s” is free again for others.") % title)
    else:
        claim_item(item=handle.item, user=request.user, now=timezone.now())
        messages.success(request, _("You hold “%(title)s” now; others are locked out.") % title)
    return redirect("wagtailadmin_pages:edit", page_id)
