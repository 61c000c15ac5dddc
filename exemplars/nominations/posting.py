"""What one post of the form does: keep everything, then what was asked for."""

import uuid
from dataclasses import dataclass, field

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goodnews.core.row_choices import is_row_id

from .access import may_nominate
from .choices import NominationState
from .duplicates import namesakes_of
from .errors import NominationError
from .forms import NominationForm, PhotoForm, photo_forms
from .models import Nomination, SelectionRound
from .models.nominations import MAX_PHOTOS, TYPED_FIELDS
from .services import (
    PhotoRefusal,
    add_photos,
    describe_photos,
    open_nomination,
    remove_photo,
    save_nomination,
    send_nomination,
)
from .services.moves import lock_nomination

SAVE, SEND, PHOTOS, REMOVE = "save", "send", "photos", "remove"


@dataclass
class Posted:
    """A post that was kept, with whatever is wrong with it."""

    nomination: Nomination
    form: NominationForm
    photos: list[PhotoForm]
    refusals: list[PhotoRefusal] = field(default_factory=list)
    is_behind: bool = False

    @property
    def is_valid(self) -> bool:
        """True if nothing is wrong."""
        is_right = all(photo.is_valid() for photo in self.photos if photo.is_bound)
        return not self.is_behind and not self.refusals and self.form.is_valid() and is_right

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Anchor and message of everything that is wrong, in the order of the form."""
        lines = [
            (f"#{self.form[name].auto_id}", message)
            for name in self.form.fields
            for message in self.form.errors.get(name, [])
        ]
        lines += [("#anh", f"{each.file_name}: {each.message}") for each in self.refusals]
        for photo in self.photos:
            lines += [
                (f"#{photo['alt_text'].auto_id}", message)
                for message in photo.errors.get("alt_text", [])
            ]
        return lines


def answer_post(request, *, round_: SelectionRound, key=None) -> HttpResponse:
    """Take a post of the form.

    Without a session, or with a stale security token, nothing is written; what
    was typed comes back in the form, ready to be sent again after signing in.
    """
    refused = CsrfViewMiddleware(lambda _request: HttpResponse()).process_view(
        request, answer_post, (), {}
    )
    is_new = key is None
    key = key or _key_in(request.POST.get("key", ""))
    if refused is not None or not request.user.is_authenticated:
        return _show_typed(request, round_, key)
    if not may_nominate(request.user):
        return render(request, "nominations/closed.html", status=403)
    try:
        nomination = (
            open_nomination(round_=round_, nominator=request.user, key=key, now=timezone.now())
            if is_new
            else Nomination.objects.workable_by(request.user).filter(key=key).first()
        )
    except NominationError as error:
        messages.error(request, error.sentence)
        return _show_typed(request, round_, key, status=409)
    if nomination is None:
        raise Http404
    return _work(request, nomination)


def _key_in(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def _show_typed(request, round_: SelectionRound, key, *, status: int = 403) -> HttpResponse:
    """Show again what was typed, without writing anything."""
    blank = Nomination(round=round_, key=key)
    form = NominationForm(request.POST, instance=blank)
    form.is_valid()
    if status == 403:
        messages.warning(
            request,
            _("You were signed out, or this page was open for long. Nothing you typed is lost."),
        )
    context = {"is_signed_out": not request.user.is_authenticated}
    return render_form(request, Posted(blank, form, []), status=status, **context)


def _work(request, nomination: Nomination) -> HttpResponse:
    action, _colon, number = request.POST.get("do", SAVE).partition(":")
    is_sent = nomination.state == NominationState.SENT
    if is_sent and action == SEND:
        # The second tap: the same receipt, no second nomination.
        return redirect(nomination)
    try:
        posted = _keep(request, nomination, is_sending=action == SEND)
        if posted.is_valid and action == SEND:
            send_nomination(nomination=posted.nomination, user=request.user, now=timezone.now())
            messages.success(
                request, _("Sent. Thank you! You will be told by e-mail what follows.")
            )
            return redirect(nomination)
        if action == REMOVE and is_row_id(number):
            remove_photo(nomination=nomination, photo_id=int(number))
    except NominationError as error:
        messages.error(request, error.sentence)
        return redirect(nomination)
    if posted.is_valid:
        if action == SAVE:
            messages.success(request, _("The draft is saved."))
        anchor = "#anh" if action in (PHOTOS, REMOVE) else ""
        return redirect(reverse("nominations:edit", args=[nomination.key]) + anchor)
    if action == REMOVE:
        posted.photos = photo_forms(nomination)
    return render_form(request, posted, status=409 if posted.is_behind else 422)


def _keep(request, nomination: Nomination, *, is_sending: bool) -> Posted:
    """Store each field that is valid, whatever is wrong with the others."""
    with transaction.atomic():
        held = lock_nomination(nomination)
        stored = {name: getattr(held, name) for name in TYPED_FIELDS}
        form = NominationForm(request.POST, instance=held, is_sending=is_sending)
        form.is_valid()
        seen = form.cleaned_data.get("edition") or 0
        if seen != held.edition and form.differs_from(stored):
            posted = Posted(held, form, photo_forms(held, data=request.POST), is_behind=True)
            return posted
        held = save_nomination(nomination=held, now=timezone.now())
    files = request.FILES.getlist("photos")
    refusals = add_photos(nomination=held, files=files, user=request.user) if files else []
    photos = photo_forms(held, data=request.POST)
    texts = {
        photo.instance.pk: photo.cleaned_data["alt_text"]
        for photo in photos
        if photo.is_bound and photo.is_valid()
    }
    describe_photos(nomination=held, texts=texts)
    return Posted(held, form, photos, refusals)


def render_form(request, posted: Posted, *, status: int = 200, **more) -> HttpResponse:
    """Show the form with whatever is wrong."""
    nomination = posted.nomination
    is_new = nomination.pk is None
    edit = reverse("nominations:edit", args=[nomination.key])
    new = reverse("nominations:new", args=[nomination.round.pk])
    context = {
        "nomination": nomination,
        "round": nomination.round,
        "form": posted.form,
        # A form that came too late is shown with the edition that it would replace.
        "edition": nomination.edition,
        "photos": posted.photos,
        "is_full": len(posted.photos) >= MAX_PHOTOS,
        "max_photos": MAX_PHOTOS,
        "errors": posted.errors if posted.form.is_bound else [],
        "is_behind": posted.is_behind,
        "is_new": is_new,
        "namesakes": [] if is_new else namesakes_of(nomination),
        "action": new if is_new else edit,
        **more,
    }
    return render(request, "nominations/edit.html", context, status=status)
