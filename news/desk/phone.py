"""What the desk's script asks for: a token, save, add a photograph, send. JSON both ways."""

from django.db import transaction
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from .access import phone_view, refusal
from .errors import ChangedElsewhereError, DeskError
from .keeping import Posted, keep, photo_id_of, summary_of
from .letters import BadLetterError, LargeLetterError, Letter, read_letter
from .models import DeskDraft
from .phone_keys import former_owners_of, owner_of
from .posting import is_under_way, thank
from .services import (
    Stamp,
    add_photos,
    hash_of,
    is_overtaken,
    lock_draft,
    open_draft,
    remove_photo,
    send_draft,
)


@require_safe
@phone_view
def greet(request):
    """Say who is signed in, and give the token that saving and sending ask for."""
    person = {"owner": owner_of(request.user), "former": former_owners_of(request.user)}
    return JsonResponse({**person, "token": get_token(request)})


@require_POST
@phone_view
@sensitive_variables("letter")
def save(request, key):
    """Keep a draft as it is; incomplete is no fault."""
    return _answer(request, key, is_sending=False)


@require_POST
@phone_view
@sensitive_variables("letter")
def send(request, key):
    """Keep a draft and hand it to the reviewers. The same ticket again is the same sending."""
    return _answer(request, key, is_sending=True)


@require_POST
@phone_view
def add_photo(request, key):
    """Take one photograph; one that the draft has already is taken for arrived."""
    file = request.FILES.get("photo")
    if file is None:
        return _bad_letter()
    content_hash = hash_of(file)
    if request.POST.get("hash") != content_hash:
        return refusal(409, "broken", _("The photograph did not arrive whole. It is sent again."))
    draft = open_draft(owner=request.user, key=key, now=timezone.now())
    if draft is None:
        return _not_found()
    if not draft.photos.filter(content_hash=content_hash).exists():
        try:
            refusals = add_photos(draft=draft, files=[file], now=timezone.now())
        except DeskError as error:
            return refusal(409, "held", " ".join(error.messages))
        if refusals:
            return refusal(422, "refused", refusals[0].message)
    return JsonResponse({"photos": _photos_of(draft)})


def _answer(request, key, *, is_sending: bool) -> JsonResponse:
    try:
        letter = read_letter(request)
    except LargeLetterError:
        return refusal(413, "large", _("This is too long to be saved."))
    except BadLetterError:
        return _bad_letter()
    if is_sending and letter.ticket is None:
        return _bad_letter()
    try:
        return _take(request, key, letter, is_sending=is_sending)
    except ChangedElsewhereError as error:
        draft = DeskDraft.objects.owned_by(request.user).filter(key=key).first()
        edition = draft.edition if draft else 0
        return refusal(409, "changed", " ".join(error.messages), edition=edition)
    except DeskError as error:
        return refusal(409, "held", " ".join(error.messages))


@transaction.atomic
def _take(request, key, letter: Letter, *, is_sending: bool) -> JsonResponse:
    """Keep and send under one lock, so that of five equal letters one does something."""
    draft = open_draft(owner=request.user, key=key, now=timezone.now())
    if draft is None:
        return _not_found()
    draft = lock_draft(draft)
    if is_sending and letter.ticket == draft.sent_with:
        return _tell_sent(draft)
    if is_under_way(draft) and _holds(draft, letter.stamp):
        return _tell_sent(draft)
    if is_overtaken(draft, letter.stamp):
        if is_sending:
            raise ChangedElsewhereError
        return _tell_saved(draft)
    for name in letter.fields.getlist("removed"):
        photo_id = photo_id_of(draft, name)
        if photo_id is not None:
            remove_photo(draft=draft, photo_id=photo_id)
    posted = keep(draft, letter.fields, is_sending=is_sending, stamp=letter.stamp)
    if not is_sending:
        return _tell_saved(posted.draft, posted)
    if not posted.is_valid:
        return refusal(422, "incomplete", "", **_state_of(posted.draft, posted))
    sent = send_draft(draft=posted.draft, ticket=letter.ticket, now=timezone.now())
    thank(request, sent)
    return _tell_sent(sent)


def _holds(draft: DeskDraft, stamp: Stamp) -> bool:
    return draft.writer == stamp.writer and stamp.sequence <= draft.sequence


def _tell_saved(draft: DeskDraft, posted: Posted | None = None) -> JsonResponse:
    return JsonResponse(_state_of(draft, posted))


def _state_of(draft: DeskDraft, posted: Posted | None) -> dict:
    """Return what the site holds now; ``problems`` are the fields that it could not keep."""
    problems = summary_of(posted) if posted else []
    return {
        "edition": draft.edition,
        "saved_at": date_format(timezone.localtime(draft.saved_at), "H:i"),
        "photos": _photos_of(draft),
        "problems": [{"anchor": anchor, "message": str(message)} for anchor, message in problems],
    }


def _tell_sent(draft: DeskDraft) -> JsonResponse:
    return JsonResponse({"address": reverse("desk:submission", args=[draft.key])})


def _photos_of(draft: DeskDraft) -> list[str]:
    return list(draft.photos.exclude(content_hash="").values_list("content_hash", flat=True))


def _bad_letter() -> JsonResponse:
    return refusal(400, "bad", _("The site did not understand this. Reload the page."))


def _not_found() -> JsonResponse:
    return refusal(404, "missing", _("This story is not yours, or it was deleted."))
