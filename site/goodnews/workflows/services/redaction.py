"""Taking something out of what editors kept of a page, because it may not come back."""

import copy
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.models import Revision

from goodnews.core.picture_values import PICTURE_KEYS, silence_picture
from goodnews.workflows.models import Approval
from goodnews.workflows.models.approvals import digest_content


@transaction.atomic
def redact_revisions(
    *, model: type, page_ids: Iterable[int], number: int, redact: Callable[[dict], bool]
) -> set[int]:
    """Take the row ``number`` out of every revision of the pages that hold it.

    An approval holds on: nothing is said anew, something is no longer said.

    Args:
        model: the type of the pages.
        page_ids: pages that show it; drafts that do are found here.
        redact: changes the content of a revision, and tells whether it did.

    Returns:
        The numbers of the pages whose revisions changed.
    """
    wanted = {str(pk) for pk in page_ids}
    wanted |= {
        revision.object_id
        for revision in _drafts_with(model, number)
        if redact(copy.deepcopy(revision.content))
    }
    pages = model.objects.filter(pk__in=[int(pk) for pk in wanted])
    changed = set()
    for page in pages:
        for revision in page.revisions.all():
            if _redact(revision, redact):
                changed.add(page.pk)
    return changed


@transaction.atomic
def silence_in_bodies(*, model: type, number: int) -> set[int]:
    """Take what the stored bodies of ``model`` say about a picture out of them.

    By table, past the gate: nothing new is shown.

    Returns:
        The numbers of the pages that show the picture in their bodies.
    """
    block = model._meta.get_field("body").stream_block
    stored = model.objects.annotate(text=Cast("body", TextField()))
    named = Q()
    for key in PICTURE_KEYS:
        named |= Q(text__contains=f'"{key}": {number}')
    changed = set()
    for page in stored.filter(named):
        raw = copy.deepcopy(page.body.get_prep_value())
        if silence_picture(raw, number):
            model.objects.filter(pk=page.pk).update(body=block.to_python(raw))
            changed.add(page.pk)
    return changed


def _drafts_with(model: type, number: int):
    """Yield the latest revisions that readers do not see and that may hold ``number``."""
    pending = model.objects.filter(Q(live=False) | Q(has_unpublished_changes=True))
    drafts = Revision.objects.filter(pk__in=pending.values("latest_revision"))
    # Numbers follow a colon in both databases' JSON; what is really meant is seen by reading.
    return (
        drafts.annotate(text=Cast("content", TextField()))
        .filter(text__contains=f": {number}")
        .iterator(chunk_size=200)
    )


def _redact(revision: Revision, redact: Callable[[dict], bool]) -> bool:
    content = copy.deepcopy(revision.content)
    if not redact(content):
        return False
    before = digest_content(revision.content)
    Revision.objects.filter(pk=revision.pk).update(content=content)
    Approval.objects.filter(revision=revision, content_digest=before).update(
        content_digest=digest_content(content)
    )
    return True
