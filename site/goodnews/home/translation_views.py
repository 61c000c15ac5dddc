"""A translator hands a finished translation over; whoever decides about it meets the right page."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Locale, Page, WorkflowState
from wagtail_localize.models import Translation

from goodnews.workflows.passes import make_pass, open_pass
from goodnews.workflows.views import decide

from .translations import page_translations, send_translation, state_of, words_of_return

SALT = "home.translations"


@require_http_methods(["GET", "HEAD", "POST"])
def send_translation_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask once more, then hand the translated page to the reviewers."""
    translation = get_object_or_404(page_translations(), target=page_id)
    page = Page.objects.get(pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if request.method == "POST":
        send_translation(translation=translation, user=request.user)
        messages.success(request, _("“%(title)s” is with the reviewers.") % {"title": page.title})
        return redirect("wagtailadmin_home")
    context = {"page": page, "translation": translation, "returned": words_of_return(page)}
    context["is_under_review"] = state_of(page) == WorkflowState.STATUS_IN_PROGRESS
    return render(request, "home/admin/send_translation.html", context)


def decision_instead_of_editor(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Send whoever may decide about a translation under review to the page for that.

    In wagtail-localize's editor there is nothing to pass on or to return.
    """
    is_kept_in_step = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    if request.method not in ("GET", "HEAD") or not is_kept_in_step.exists():
        return None
    task_state = page.current_workflow_task_state
    if task_state is None:
        return None
    if not task_state.task.specific.get_actions(page.specific, request.user):
        return None
    token = make_pass(task_state, page=page, user=request.user, salt=SALT)
    return redirect("home_decide_translation", page.pk, token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide_about_translation(request: HttpRequest, page_id: int, token: str) -> HttpResponse:
    """Show a translation as it will be published, and take the decision of whoever opened it."""
    page = get_object_or_404(Page, pk=page_id)
    original = page.get_translations().filter(locale=Locale.get_default(), live=True).first()
    return decide(
        request, partial(open_pass, token, user=request.user, salt=SALT), original=original
    )
