"""An author answers to a return."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, TaskState, WorkflowState

from goodnews.workflows.errors import NothingToReplyToError, TooManyRepliesError
from goodnews.workflows.models import AuthorReply
from goodnews.workflows.models.replies import REPLIES_TO_A_RETURN
from goodnews.workflows.notices import tell_replied


@transaction.atomic
def reply_to_return(*, page: Page, author, text: str, now: datetime) -> AuthorReply:
    """Keep the author's words with the return they answer, and tell whoever returned the page.

    The same words a second time are the same reply.

    Raises:
        NothingToReplyToError: the page is not back in the author's hands.
        TooManyRepliesError: there are enough replies to this return.
    """
    page = page.specific
    workflow_state = page.current_workflow_state
    if workflow_state is None or workflow_state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        raise NothingToReplyToError
    returned = TaskState.objects.select_for_update().get(pk=workflow_state.current_task_state_id)
    replies = AuthorReply.objects.filter(task_state=returned)
    known = replies.filter(author=author, text=text).first()
    if known is not None:
        return known
    if replies.count() >= REPLIES_TO_A_RETURN:
        raise TooManyRepliesError
    reply = AuthorReply.objects.create(
        task_state=returned, author=author, text=text, written_at=now
    )
    log(instance=page, action="workflows.reply", user=author, data={"text": text})
    tell_replied(reply, page=page)
    return reply
