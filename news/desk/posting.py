"""What one post of the desk's form does: keep everything, then what was asked for."""

import uuid

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goodnews.consents.choices import Purpose
from goodnews.consents.models import ConsentText

from .access import desk_view, may_use_desk
from .choices import EDITABLE_STATES
from .conflicts import differences_of, refuse_if_behind
from .duplicates import lookalikes, same_photographs
from .errors import ChangedElsewhereError, DeskError
from .forms import SubmissionForm, blank_photo_form
from .keeping import Posted, keep, photo_forms_of, photo_id_of, summary_of
from .letters import stamp_in
from .models import MAX_PEOPLE, MAX_PHOTOS, DeskDraft
from .passes import make_pass, read_pass
from .person_forms import blank_person_form, person_forms
from .services import (
    add_person,
    add_photos,
    discard_people,
    is_own_hand,
    lock_draft,
    move_photo,
    open_draft,
    remove_photo,
    send_draft,
)
from .submissions import state_of, submissions_of

SEND, SAVE, ADD_PHOTOS, MOVE_UP, MOVE_DOWN, REMOVE = (
    "send",
    "save",
    "photos",
    "up",
    "down",
    "remove",
)
ADD_PERSON, DROP_PERSON = "person", "unname"
# Two tabs wrote: this text becomes a story of its own.
SPLIT = "split"
ANCHORS = {SAVE: "", SEND: "", SPLIT: "", ADD_PERSON: "#nguoi", DROP_PERSON: "#nguoi"}
PHOTOS_ANCHOR = "#anh"


@desk_view
def answer_get(request, *, key, draft: DeskDraft | None = None) -> HttpResponse:
    """Show the form, empty or filled from ``draft``; writes nothing."""
    is_new = draft is None
    if is_new:
        today = timezone.localdate()
        draft = DeskDraft(owner=request.user, key=key, unit=request.user.unit, happened_on=today)
        form = SubmissionForm(instance=draft)
    else:
        form = SubmissionForm(instance=draft, initial={"themes": draft.themes.all()})
    photos = [] if is_new else photo_forms_of(draft)
    posted = Posted(draft, form, photos, person_forms(draft))
    return _render(request, posted, is_new=is_new)


def answer_post(request, *, key=None) -> HttpResponse:
    """Take a post of the form.

    Without a session, or with a stale security token, the words are kept as
    the draft of whoever wrote them (``passes``) and shown again after signing
    in; nothing is sent.
    """
    key = key or _posted_key(request)
    is_trusted = CsrfViewMiddleware(lambda _request: HttpResponse()).process_view(
        request, answer_post, (), {}
    )
    writer = read_pass(request.POST.get("pass", ""), key=key)
    is_own = request.user.is_authenticated and writer in (None, request.user.pk)
    if is_trusted is None and is_own:
        return _work(request, key=key)
    if writer is not None:
        return _keep_for_later(request, key=key, writer_id=writer)
    if is_trusted is not None:
        return is_trusted
    return redirect_to_login(reverse("desk:new"))


def _posted_key(request) -> uuid.UUID:
    return _key_in(request.POST.get("key", "")) or uuid.uuid4()


def _key_in(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _keep_for_later(request, *, key, writer_id: int) -> HttpResponse:
    writer = get_user_model().objects.filter(pk=writer_id).first()
    if writer is not None and may_use_desk(writer):
        draft = open_draft(owner=writer, key=key, now=timezone.now())
        if draft is not None:
            try:
                _keep_post(request, draft, is_sending=False)
            except ChangedElsewhereError:
                key = _keep_apart(request, key, writer)
            except DeskError as error:
                messages.error(request, " ".join(error.messages))
            else:
                messages.warning(
                    request,
                    _("You were signed out meanwhile. Your story is kept: check it and send it."),
                )
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("desk:edit", args=[key]))
    if request.user != writer:
        return redirect("desk:list")
    return redirect("desk:edit", key=key)


def _key_of_copy(request, key: uuid.UUID) -> uuid.UUID:
    """Return a key for this text as a story of its own: the same text twice is one copy."""
    return uuid.uuid5(key, request.POST.get("title", "") + request.POST.get("text", ""))


def _keep_apart(request, key: uuid.UUID, writer) -> uuid.UUID:
    """Keep a post that came too late as a draft of its own, so that neither text is lost."""
    key = _key_of_copy(request, key)
    draft = open_draft(owner=writer, key=key, now=timezone.now())
    keep(draft, request.POST, files=request.FILES, is_sending=False)
    messages.warning(
        request,
        _("The story was changed elsewhere meanwhile. What you wrote here is a story of its own."),
    )
    return draft.key


def _show_both(request, draft: DeskDraft) -> HttpResponse:
    """Show what was typed here beside what the site has; the author says which counts.

    The photographs of the post are with the story already, whichever text wins.
    """
    stored = DeskDraft.objects.select_related("unit", "owner").get(pk=draft.pk)
    differences = differences_of(stored, request.POST)
    form = SubmissionForm(request.POST, instance=DeskDraft.objects.get(pk=draft.pk))
    form.is_valid()
    people = person_forms(stored, data=request.POST)
    posted = Posted(stored, form, photo_forms_of(stored, data=request.POST), people)
    return _render(request, posted, status=409, differences=differences)


def thank(request, draft: DeskDraft) -> None:
    """Say on the next page that ``draft`` has arrived."""
    words = _("“%(title)s” is sent. Thank you!")
    messages.success(request, words % {"title": draft.title})


def _open(request, key: uuid.UUID) -> DeskDraft:
    draft = open_draft(owner=request.user, key=key, now=timezone.now())
    if draft is None:
        raise Http404
    return draft


@desk_view
def _work(request, *, key) -> HttpResponse:
    action, _colon, number = request.POST.get("do", SAVE).partition(":")
    key = _key_of_copy(request, key) if action == SPLIT else key
    draft = _open(request, key)
    if action == SEND and is_under_way(draft):
        # The second tap: the same receipt, no second story.
        return redirect("desk:submission", key=draft.key)
    try:
        posted = _keep_post(request, draft, is_sending=action == SEND)
        if action == SEND and posted.is_valid:
            send_draft(draft=posted.draft, now=timezone.now())
            thank(request, posted.draft)
            return redirect("desk:submission", key=draft.key)
        _arrange(posted.draft, action, number)
    except ChangedElsewhereError:
        return _show_both(request, draft)
    except DeskError as error:
        return _refuse(request, draft, error)
    if posted.is_valid:
        if action in (SAVE, SPLIT):
            messages.success(request, _("The draft is saved."))
        return redirect(reverse("desk:edit", args=[draft.key]) + ANCHORS.get(action, PHOTOS_ANCHOR))
    if action in (MOVE_UP, MOVE_DOWN, REMOVE, ADD_PHOTOS):
        posted.photo_forms = photo_forms_of(posted.draft)
    elif action in (ADD_PERSON, DROP_PERSON):
        posted.person_forms = person_forms(posted.draft)
    return _render(request, posted, status=422 if posted.is_sending else 200)


def _keep_post(request, draft: DeskDraft, *, is_sending: bool) -> Posted:
    """Keep a post of the plain form, unless somebody else saved since it was opened.

    Raises:
        ChangedElsewhereError: another tab or phone did, and this one says something else.
    """
    photos = request.FILES.getlist("photos")
    # Beside whatever the story has, and so never in the way of another tab.
    refusals = add_photos(draft=draft, files=photos, now=timezone.now()) if photos else []
    with transaction.atomic():
        draft = lock_draft(draft)
        stamp = stamp_in(request.POST)
        if not is_own_hand(draft, stamp):
            refuse_if_behind(draft, request.POST)
        return keep(
            draft,
            request.POST,
            files=request.FILES,
            refusals=refusals,
            is_sending=is_sending,
            stamp=stamp,
        )


def is_under_way(draft: DeskDraft) -> bool:
    """Tell whether the story was sent and is not in the author's hands."""
    return draft.sent_at is not None and state_of(draft) not in EDITABLE_STATES


def _refuse(request, draft: DeskDraft, error: DeskError) -> HttpResponse:
    messages.error(request, " ".join(error.messages))
    return redirect("desk:submission", key=draft.key)


def _arrange(draft: DeskDraft, action: str, name: str) -> None:
    """Do what a button beside a photograph or a person asks for."""
    if action == ADD_PERSON:
        add_person(draft=draft)
    elif action == DROP_PERSON:
        discard_people(draft.named_people.filter(key=_key_in(name)))
    photo_id = photo_id_of(draft, name) if action in (MOVE_UP, MOVE_DOWN, REMOVE) else None
    if photo_id is None:
        return
    if action == REMOVE:
        remove_photo(draft=draft, photo_id=photo_id)
    else:
        move_photo(draft=draft, photo_id=photo_id, step=-1 if action == MOVE_UP else 1)


def _render(
    request, posted: Posted, *, is_new: bool = False, status: int = 200, differences=()
) -> HttpResponse:
    draft = posted.draft
    twins = same_photographs(draft) if posted.photo_forms else {}
    for photo_form in posted.photo_forms:
        photo_form.twin = twins.get(photo_form.instance.pk)
    context = {
        "draft": draft,
        "returned": submissions_of([draft])[0] if draft.sent_at else None,
        "lookalikes": lookalikes(title=draft.title, draft=draft, now=timezone.now()),
        "form": posted.form,
        "photo_forms": posted.photo_forms,
        "refusals": posted.refusals,
        "needs_photo": posted.needs_photo,
        "errors": [] if differences else summary_of(posted),
        "differences": differences,
        "is_new": is_new,
        "is_full": len(posted.photo_forms) >= MAX_PHOTOS,
        "max_photos": MAX_PHOTOS,
        "person_forms": posted.person_forms,
        "max_people": MAX_PEOPLE,
        "blank_photo": blank_photo_form(),
        "blank_person": blank_person_form(),
        "consent_text": ConsentText.objects.current(purpose=Purpose.STORY).first(),
        "note": make_pass(user=draft.owner, key=draft.key),
        "action": reverse("desk:new") if is_new else reverse("desk:edit", args=[draft.key]),
    }
    return render(request, "desk/edit.html", context, status=status)
