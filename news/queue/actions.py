"""Doing one thing to many waiting pages: each is tried, each refusal is named."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from goodnews.workflows.choices import Priority
from goodnews.workflows.errors import WorkflowError
from goodnews.workflows.models import WaitingItem
from goodnews.workflows.services import claim_item, release_claim, return_item, set_priority


class QueueAction(models.TextChoices):
    """What can be done to the chosen pages of the queue."""

    CLAIM = "claim", _("Claim")
    RELEASE = "release", _("Release")
    RETURN = "return", _("Return with comments")
    HURRY = "hurry", _("Mark as urgent")
    CALM = "calm", _("No longer urgent")


@dataclass
class Outcome:
    """What came of it: how many went well, and what stood in the way of the others."""

    done_count: int = 0
    refusals: list[str] = field(default_factory=list)


def apply_action(
    items: Iterable[WaitingItem], *, action: QueueAction, user, now: datetime, comment: str = ""
) -> Outcome:
    """Try ``action`` on each of ``items``, each in a transaction of its own."""
    act = _action_for(action, user=user, now=now, comment=comment)
    outcome = Outcome()
    for item in items:
        try:
            act(item)
        except WorkflowError as refusal:
            words = " ".join(refusal.messages)
            outcome.refusals.append(f"“{item.page.draft_title}”: {words}")
        else:
            outcome.done_count += 1
    return outcome


def _action_for(
    action: QueueAction, *, user, now: datetime, comment: str
) -> Callable[[WaitingItem], object]:
    actions = {
        QueueAction.CLAIM: lambda item: claim_item(item=item, user=user, now=now),
        QueueAction.RELEASE: lambda item: release_claim(item=item, user=user, now=now),
        QueueAction.RETURN: lambda item: return_item(item=item, user=user, comment=comment),
        QueueAction.HURRY: lambda item: set_priority(
            item=item, priority=Priority.URGENT, user=user
        ),
        QueueAction.CALM: lambda item: set_priority(item=item, priority=Priority.NORMAL, user=user),
    }
    return actions[action]


def done_in_words(action: QueueAction, count: int) -> str:
    """Return what has been done, for the person who did it."""
    words = {
        QueueAction.CLAIM: ngettext(
            "You claimed %(count)s story.", "You claimed %(count)s stories.", count
        ),
        QueueAction.RELEASE: ngettext(
            "%(count)s story released.", "%(count)s stories released.", count
        ),
        QueueAction.RETURN: ngettext(
            "%(count)s story returned to its author.",
            "%(count)s stories returned to their authors.",
            count,
        ),
        QueueAction.HURRY: ngettext(
            "%(count)s story marked as urgent.", "%(count)s stories marked as urgent.", count
        ),
        QueueAction.CALM: ngettext(
            "%(count)s story is no longer urgent.", "%(count)s stories are no longer urgent.", count
        ),
    }
    return words[action] % {"count": count}
