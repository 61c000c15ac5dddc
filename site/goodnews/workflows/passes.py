"""A pass to decide about one revision (đường dẫn duyệt), for an approver who is away.

Signed, not stored: it names the stage, the revision and the person. It opens
once because a decided stage does not come back, and never another text, since
an edit makes another revision.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, TaskState

from .errors import WorkflowError
from .models.tasks import latest_revision_of

VALID_FOR = timedelta(days=3)
SALT = "workflows.approval"


class PassRefusedError(WorkflowError):
    """The pass opens nothing (any more)."""

    default_message = _("This link is not valid. Open the story from the dashboard.")


class PassExpiredError(PassRefusedError):
    default_message = _("This link is older than three days. Open the story from the dashboard.")


class PassUsedError(PassRefusedError):
    default_message = _("This stage has been decided already. Thank you!")


class PassOutdatedError(PassRefusedError):
    default_message = _("The text was changed after this link was sent. Read the new version.")


class PassOfAnotherError(PassRefusedError):
    default_message = _("This link was sent to somebody else. Sign in with that account.")


@dataclass(frozen=True)
class ApprovalPass:
    """What a valid pass opens."""

    task_state: TaskState
    page: Page
    revision: Revision


def approval_path(task_state: TaskState, *, page, user) -> str:
    """Return the path by which ``user`` decides about ``page`` as it is now."""
    return reverse("workflows_decide", args=[make_pass(task_state, page=page, user=user)])


def make_pass(task_state: TaskState, *, page, user, salt: str = SALT) -> str:
    """Return the token that opens the stage of ``page`` as it is now for ``user``.

    Args:
        salt: of the door that it opens; another door refuses it.
    """
    return signing.dumps([task_state.pk, latest_revision_of(page).pk, user.pk], salt=salt)


def open_pass(token: str, *, user, salt: str = SALT) -> ApprovalPass:
    """Return what ``token`` opens for ``user``; the page stays locked for the transaction.

    Raises:
        PassRefusedError: it was changed, has expired, is another person's, the
            stage is over, or the text is another by now.
    """
    try:
        state_id, revision_id, user_id = signing.loads(token, salt=salt, max_age=VALID_FOR)
    except signing.SignatureExpired as error:
        raise PassExpiredError from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise PassRefusedError from error
    if user.pk != user_id:
        raise PassOfAnotherError
    state = TaskState.objects.filter(pk=state_id).select_related("workflow_state", "task").first()
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        raise PassUsedError
    # No edit comes in between this look and the decision.
    page = Page.objects.select_for_update().get(pk=state.workflow_state.object_id)
    latest = latest_revision_of(page)
    if latest is None or latest.pk != revision_id:
        raise PassOutdatedError
    return ApprovalPass(state, page, latest)
