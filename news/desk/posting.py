"""What one post of the desk's form does: keep everything, then what was asked for."""

import uuid
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goodnews.consents.choices import Purpose
from goodnews.consents.models import ConsentText
from goodnews.core.row_choices import MAX_ID_DIGITS

from .access import desk_view, may_use_desk
from .choices import EDITABLE_STATES
from .duplicates import lookalikes, same_photographs
from .errors import DeskError
from .forms import PhotoForm, SubmissionForm, blank_photo_form
from .models import HASH_LENGTH, MAX_PHOTOS, DeskDraft
from .passes import make_pass, read_pass
from .services import (
    PhotoRefusal,
    Stamp,
    add_photos,
    change_photos,
    move_photo,
    open_draft,
    remove_photo,
    save_draft,
    send_draft,
)
from .submissions import state_of

SEND, SAVE, ADD_PHOTOS, MOVE_UP, MOVE_DOWN, REMOVE = (
    "send",
    "save",
    "photos",
    "up",
    "down",
    "remove",
)
PHOTOS_ANCHOR = "#anh"


@dataclass
class Posted:
    """A post that was kept, with whatever is wrong with it."""

    draft: DeskDraft
    form: SubmissionForm
    photo_forms: list[PhotoForm]
    refusals: list[PhotoRefusal] = field(default_factory=list)
    is_sending: bool = False

    @property
    def needs_photo(self) -> bool:
        return self.is_sending and not self.photo_forms

    @property
    def is_valid(self) -> bool:
        return (
            not self.needs_photo
            and not self.refusals
            and self.form.is_valid()
            and all(form.is_valid() for form in self.photo_forms)
        )


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
    photos = [] if is_new else _photo_forms(draft)
    return _render(request, Posted(draft, form, photos), is_new=is_new)


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
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _keep_for_later(request, *, key, writer_id: int) -> HttpResponse:
    writer = get_user_model().objects.filter(pk=writer_id).first()
    if writer is not None and may_use_desk(writer):
        draft = open_draft(owner=writer, key=key, now=timezone.now())
        if draft is not None:
            try:
                _keep_post(request, draft, is_sending=False)
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


@desk_view
def _work(request, *, key) -> HttpResponse:
    draft = open_draft(owner=request.user, key=key, now=timezone.now())
    if draft is None:
        raise Http404
    action, _colon, number = request.POST.get("do", SAVE).partition(":")
    if action == SEND and is_under_way(draft):
        # The second tap: the same receipt, no second story.
        return redirect("desk:submission", key=draft.key)
    try:
        posted = _keep_post(request, draft, is_sending=action == SEND)
        if action == SEND and posted.is_valid:
            send_draft(draft=posted.draft, now=timezone.now())
            messages.success(
                request, _("Sent. Thank you! You will be told by e-mail what happens.")
            )
            return redirect("desk:submission", key=draft.key)
    except DeskError as error:
        return _refuse(request, draft, error)
    if action in (MOVE_UP, MOVE_DOWN, REMOVE):
        _arrange(posted.draft, action, number)
    if posted.is_valid:
        if action == SAVE:
            messages.success(request, _("The draft is saved."))
        anchor = "" if action in (SAVE, SEND) else PHOTOS_ANCHOR
        return redirect(reverse("desk:edit", args=[draft.key]) + anchor)
    if action in (MOVE_UP, MOVE_DOWN, REMOVE, ADD_PHOTOS):
        posted.photo_forms = _photo_forms(posted.draft)
    return _render(request, posted, status=422 if posted.is_sending else 200)


def _keep_post(request, draft: DeskDraft, *, is_sending: bool) -> Posted:
    files = request.FILES.getlist("photos")
    return keep(draft, request.POST, files=files, is_sending=is_sending)


def is_under_way(draft: DeskDraft) -> bool:
    """Tell whether the story was sent and is not in the author's hands."""
    return draft.sent_at is not None and state_of(draft) not in EDITABLE_STATES


def _refuse(request, draft: DeskDraft, error: DeskError) -> HttpResponse:
    messages.error(request, " ".join(error.messages))
    return redirect("desk:submission", key=draft.key)


def keep(
    draft: DeskDraft, data: QueryDict, *, files=(), is_sending: bool, stamp: Stamp | None = None
) -> Posted:
    """Store whatever is in order: photographs first, then each field that is valid."""
    refusals = add_photos(draft=draft, files=files, now=timezone.now()) if files else []
    form = SubmissionForm(data, instance=draft, is_sending=is_sending)
    form.is_valid()
    draft = save_draft(
        draft=form.instance,
        themes=form.cleaned_data.get("themes"),
        stamp=stamp,
        now=timezone.now(),
    )
    photo_forms = _photo_forms(draft, data=data, is_sending=is_sending)
    changes = {
        photo_form.instance.pk: photo_form.cleaned_data
        for photo_form in photo_forms
        if photo_form.is_bound and (photo_form.is_valid() or photo_form.cleaned_data)
    }
    cover_id = photo_id_of(draft, data.get("cover", ""))
    change_photos(draft=draft, changes=changes, cover_id=cover_id)
    for photo_form in photo_forms:
        photo_form.instance.refresh_from_db(fields=["is_cover"])
    return Posted(draft, form, photo_forms, refusals, is_sending)


def _photo_forms(draft: DeskDraft, *, data=None, is_sending: bool = False) -> list[PhotoForm]:
    photos = draft.photos.select_related("image").order_by("position", "pk")
    return [_photo_form(photo, data, is_sending) for photo in photos]


def _photo_form(photo, data, is_sending: bool) -> PhotoForm:
    # A phone names a photograph by its hash: it describes it before the site has it.
    prefixes = (f"photo-{photo.pk}", f"photo-{photo.content_hash}")
    posted = next((p for p in prefixes if data is not None and f"{p}-alt_text" in data), None)
    # A photograph that came with this very post has no fields in it yet.
    return PhotoForm(
        data if posted or is_sending else None,
        instance=photo,
        is_sending=is_sending,
        posted_prefix=posted,
    )


def _arrange(draft: DeskDraft, action: str, name: str) -> None:
    photo_id = photo_id_of(draft, name)
    if photo_id is None:
        return
    if action == REMOVE:
        remove_photo(draft=draft, photo_id=photo_id)
    else:
        move_photo(draft=draft, photo_id=photo_id, step=-1 if action == MOVE_UP else 1)


def photo_id_of(draft: DeskDraft, name: str) -> int | None:
    """Return the id of the photograph that a form calls ``name``: its id, or its hash."""
    if len(name) == HASH_LENGTH:
        return draft.photos.filter(content_hash=name).values_list("pk", flat=True).first()
    is_id = name.isascii() and name.isdigit() and len(name) <= MAX_ID_DIGITS
    return int(name) if is_id else None


def _render(request, posted: Posted, *, is_new: bool = False, status: int = 200) -> HttpResponse:
    draft = posted.draft
    twins = same_photographs(draft) if posted.photo_forms else {}
    for photo_form in posted.photo_forms:
        photo_form.twin = twins.get(photo_form.instance.pk)
    context = {
        "draft": draft,
        "lookalikes": lookalikes(title=draft.title, draft=draft, now=timezone.now()),
        "form": posted.form,
        "photo_forms": posted.photo_forms,
        "refusals": posted.refusals,
        "needs_photo": posted.needs_photo,
        "errors": summary_of(posted),
        "is_new": is_new,
        "is_full": len(posted.photo_forms) >= MAX_PHOTOS,
        "max_photos": MAX_PHOTOS,
        "blank_photo": blank_photo_form(),
        "consent_text": ConsentText.objects.current(purpose=Purpose.STORY).first(),
        "note": make_pass(user=draft.owner, key=draft.key),
        "action": reverse("desk:new") if is_new else reverse("desk:edit", args=[draft.key]),
    }
    return render(request, "desk/edit.html", context, status=status)


def summary_of(posted: Posted) -> list[tuple[str, str]]:
    """Return (anchor, message) for every error, in the order of the form."""
    lines = []
    for name in posted.form.fields:
        lines += [
            (f"#{posted.form[name].id_for_label or posted.form[name].auto_id}", message)
            for message in posted.form.errors.get(name, [])
        ]
    lines += [("#anh", f"{refusal.file_name}: {refusal.message}") for refusal in posted.refusals]
    if posted.needs_photo:
        lines.append(("#id_photos", _("Add at least one photograph.")))
    for number, form in enumerate(posted.photo_forms, start=1):
        for name, errors in form.errors.items():
            lines += [
                (
                    f"#{form[name].id_for_label}",
                    _("Photo %(n)d: %(error)s") % {"n": number, "error": e},
                )
                for e in errors
            ]
    return lines
