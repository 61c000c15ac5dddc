"""The desk: list, form, state of one submission."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodnews.core.manuals import manual
from goodnews.workflows.errors import WorkflowError
from goodnews.workflows.services import reply_to_return

from .access import desk_view
from .choices import SubmissionState
from .duplicates import lookalikes
from .errors import DeskError
from .forms import ReplyForm, WordForm
from .models import DeskDraft
from .posting import answer_get, answer_post
from .services import delete_draft, start_from_word, take_up_again, withdraw_submission
from .services.drafts import is_behind
from .submissions import submissions_of, timeline_of

PAGE_SIZE = 20


@require_safe
@desk_view
def list_submissions(request):
    """Show the user's own stories: what was returned first, then the last changed."""
    drafts = DeskDraft.objects.owned_by(request.user).select_related("page").author_first()
    page = Paginator(drafts, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/list.html",
        {"submissions": submissions_of(page.object_list), "pager": page},
    )


@require_safe
@desk_view
def read_guide(request):
    """Show the guide of those who send stories."""
    return render(request, "desk/guide.html", {"text": manual("huong-dan-cong-tac-vien")})


# The security token is checked in ``posting``, which keeps what was typed when it fails.
@csrf_exempt
@never_cache
@sensitive_post_parameters()
def write_new(request):
    """Show an empty form, or take what was written in one."""
    if request.method == "POST":
        return answer_post(request)
    return answer_get(request, key=uuid.uuid4())


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def write_from_word(request):
    """Make a draft of a Word file, for the author to check and send."""
    form = WordForm(request.POST or None, request.FILES or None, initial={"key": uuid.uuid4()})
    if not form.is_valid():
        return render(request, "desk/word.html", {"form": form})
    story = form.cleaned_data["file"]
    try:
        made = start_from_word(
            owner=request.user, key=form.cleaned_data["key"], story=story, now=timezone.now()
        )
    except DeskError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("desk:submission", key=form.cleaned_data["key"])
    messages.success(request, _("This is what the file holds. Check it, then send it."))
    left_out = story.left_out + len(made.refusals)
    if left_out:
        words = ngettext(
            "%(n)d picture of the file could not be taken along.",
            "%(n)d pictures of the file could not be taken along.",
            left_out,
        )
        messages.warning(request, words % {"n": left_out})
    return redirect("desk:edit", key=made.draft.key)


@csrf_exempt
@never_cache
@sensitive_post_parameters()
def write_again(request, key):
    """Show a draft or a returned story in the form, or take what was changed."""
    if request.method == "POST":
        return answer_post(request, key=key)
    return _show_form(request, key)


@desk_view
def _show_form(request, key):
    draft = own_draft(request, key)
    submission = submissions_of([draft])[0]
    if not submission.is_editable:
        if submission.state == SubmissionState.IN_REVIEW:
            messages.warning(request, held_by(submission))
        return redirect("desk:submission", key=key)
    if is_behind(draft):
        # Filling the form from the page writes, so it waits for the author's tap.
        return redirect("desk:submission", key=key)
    return answer_get(request, key=key, draft=draft)


@require_safe
@desk_view
def show_lookalikes(request, key):
    """Answer with the hint below the title that is being typed, or with nothing."""
    draft = DeskDraft(owner=request.user, key=key)
    found = lookalikes(title=request.GET.get("title", ""), draft=draft, now=timezone.now())
    return render(request, "desk/includes/lookalikes.html", {"lookalikes": found})


@require_safe
@desk_view
def show_submission(request, key):
    """Show where one submission stands: its receipt and its timeline."""
    draft = own_draft(request, key)
    submission = submissions_of([draft])[0]
    if submission.state == SubmissionState.DRAFT:
        return redirect("desk:edit", key=key)
    return _show_submission(request, submission, ReplyForm())


def _show_submission(request, submission, reply_form, *, status: int = 200):
    context = {
        "submission": submission,
        "timeline": timeline_of(submission),
        "photos": submission.draft.photos.select_related("image").order_by("position", "pk"),
        "reply_form": reply_form,
    }
    return render(request, "desk/submission.html", context, status=status)


@require_POST
@desk_view
def reply(request, key):
    """Send the author's words to whoever returned the story."""
    draft = own_draft(request, key)
    form = ReplyForm(request.POST)
    if draft.page is None:
        return redirect("desk:submission", key=key)
    if not form.is_valid():
        return _show_submission(request, submissions_of([draft])[0], form, status=422)
    try:
        reply_to_return(
            page=draft.page, author=request.user, text=form.cleaned_data["text"], now=timezone.now()
        )
    except WorkflowError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("Your reply is with the reviewer. Correct the story and send it again.")
        )
    return redirect("desk:submission", key=key)


@require_POST
@desk_view
def take_up(request, key):
    """Fill the form from the page that came back, and open it."""
    try:
        take_up_again(draft=own_draft(request, key), now=timezone.now())
    except DeskError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("desk:submission", key=key)
    return redirect("desk:edit", key=key)


@require_POST
@desk_view
def withdraw(request, key):
    """Take a story back from the reviewers."""
    try:
        withdraw_submission(draft=own_draft(request, key))
    except DeskError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("The story is withdrawn. You can correct it and send it again.")
        )
    return redirect("desk:submission", key=key)


@require_POST
@desk_view
def delete(request, key):
    """Throw away a draft that was never sent."""
    try:
        delete_draft(draft=own_draft(request, key))
    except DeskError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("desk:submission", key=key)
    messages.success(request, _("The draft is deleted."))
    return redirect("desk:list")


def own_draft(request, key) -> DeskDraft:
    """Return the user's own draft.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    drafts = DeskDraft.objects.owned_by(request.user).select_related("page", "unit", "owner")
    return get_object_or_404(drafts, key=key)


def held_by(submission) -> str:
    """Return the sentence that says who has the story now."""
    return _("%(holder)s has this story now (%(stage)s). You can change it when it comes back.") % {
        "holder": submission.claimant or submission.holder,
        "stage": submission.stage,
    }
