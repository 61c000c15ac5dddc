"""The proof of a consent: uploaded by the phone's script, given back to the story's own author."""

from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodnews.consents.downloads import answer_with_proof
from goodnews.consents.errors import ProofRefusedError
from goodnews.workflows.querysets import OFFICE_ROLES
from news.models import StoryPage

from .access import desk_view, phone_view, refusal
from .branches import stories_of_branch
from .errors import DeskError
from .models import DeskDraft, DeskPerson
from .services import hold_draft, keep_proof, open_draft


@require_http_methods(["GET", "HEAD", "POST"])
def proof(request, key, person):
    """Take the proof of one person, or give it to the author."""
    answer = _take if request.method == "POST" else _give
    return answer(request, key=key, person=person)


@desk_view
def _give(request, *, key, person) -> HttpResponse:
    drafts = DeskDraft.objects.owned_by(request.user).filter(key=key)
    named = get_object_or_404(
        DeskPerson.objects.select_related("proof"), draft__in=drafts, key=person
    )
    if named.proof is None:
        raise Http404
    return answer_with_proof(named.proof)


@phone_view
def _take(request, *, key, person) -> JsonResponse:
    file = request.FILES.get("proof")
    if file is None:
        return refusal(400, "bad", _("The site did not understand this. Reload the page."))
    draft = open_draft(owner=request.user, key=key, now=timezone.now())
    if draft is None:
        return refusal(404, "missing", _("This story is not yours, or it was deleted."))
    try:
        with transaction.atomic():
            draft = hold_draft(draft=draft)
            keep_proof(draft=draft, key=person, file=file, now=timezone.now())
    except ProofRefusedError as error:
        return refusal(422, "refused", " ".join(error.messages))
    except DeskError as error:
        return refusal(409, "held", " ".join(error.messages))
    return JsonResponse({"address": request.path})


def may_read_proof(*, record, user) -> bool:
    """Tell whether ``user`` works on the story that the consent ``record`` is about.

    The office works on every story, a unit's reviewer on those of the own branch.
    """
    if user.roles & OFFICE_ROLES:
        return StoryPage.objects.filter(translation_key=record.subject_key).exists()
    return stories_of_branch(user).filter(translation_key=record.subject_key).exists()
