"""A translator hands a finished translation over; whoever decides about it meets the right page."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.forms import Field, HiddenInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from goodnews.workflows.models import ModeratedPage
from goodnews.workflows.models.unread import is_kept_in_step
from goodnews.workflows.passes import make_pass, open_pass
from goodnews.workflows.views import decide

from .translations import (
    OriginalNotPublicError,
    page_translations,
    send_translation,
    words_of_return,
)

SALT = "home.translations"


class SendToTranslationView(SubmitPageTranslationView):
    """Sends a public page to translation; wagtail-localize's own shows every draft to whoever translates."""

    def get_object(self):
        page = super().get_object()
        if not (page.live or self.may_edit(page)):
            raise OriginalNotPublicError
        return page

    def get_form(self):
        form = super().get_form()
        if not self.may_edit(self.object):
            # There are drafts below.
            _leave_empty(form.fields["include_subtree"])
        return form

    def may_edit(self, page: Page) -> bool:
        """Tell whether drafts of ``page`` are the business of whoever asks."""
        return page.permissions_for_user(self.request.user).can_edit()


class TakeOverView(UpdateTranslationsView):
    """Takes changes of an original over; wagtail-localize's own publishes for anybody who translates."""

    def get_form(self):
        form = super().get_form()
        if not self.may_publish():
            _leave_empty(form.fields["publish_translations"])
        return form

    def may_publish(self) -> bool:
        """Tell whether nobody else has to read the translations before they are public."""
        translations = self.object.translations.filter(enabled=True)
        targets = [each.get_target_instance() for each in translations]
        return all(
            isinstance(target, Page)
            and not isinstance(target, ModeratedPage)
            and target.permissions_for_user(self.request.user).can_publish()
            for target in targets
        )


def _leave_empty(field: Field) -> None:
    """Hide ``field``; disabled, it stays empty whatever is sent."""
    field.disabled, field.widget = True, HiddenInput()


def give_translation_up(request: HttpRequest, page_id: int) -> HttpResponse:
    """Let whoever may publish show the original's text instead; wagtail-localize asks no such right.

    Source: wagtail_localize.views.convert.convert_to_alias, 1.14.
    """
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    return convert_to_alias(request, page_id)


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
    return render(request, "home/admin/send_translation.html", context)


def decision_instead_of_editor(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Send whoever may decide about a translation under review to the page for that.

    In wagtail-localize's editor there is nothing to pass on or to return.
    """
    if request.method not in ("GET", "HEAD") or not is_kept_in_step(page):
        return None
    task_state = page.current_workflow_task_state
    if task_state is None:
        return None
    if not task_state.task.specific.get_actions(page.specific, request.user):
        return None
    token = make_pass(task_state, page=page, user=request.user, salt=SALT)
    return redirect("home_decide_translation", token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide_about_translation(request: HttpRequest, token: str) -> HttpResponse:
    """Show a translation as it will be published, and take the decision of whoever opened it."""
    return decide(request, partial(open_pass, token, user=request.user, salt=SALT))
