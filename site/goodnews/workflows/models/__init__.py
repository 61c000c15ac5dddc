"""Pages that go live only with an approval, the approvals, and the tasks that lead there."""

from .approvals import Approval
from .days_off import DayOff
from .failures import PublicationFailure
from .letters import Letter
from .pages import ModeratedPage
from .replies import REPLY_LENGTH, AuthorReply
from .settings import ReturnPhrase, ReviewSettings
from .tasks import ApprovalTask, PeerReviewTask, ReviewTask, UnitReviewTask
from .waiting import Claim, WaitingItem

__all__ = [
    "REPLY_LENGTH",
    "Approval",
    "ApprovalTask",
    "AuthorReply",
    "Claim",
    "DayOff",
    "Letter",
    "ModeratedPage",
    "PeerReviewTask",
    "PublicationFailure",
    "ReturnPhrase",
    "ReviewSettings",
    "ReviewTask",
    "UnitReviewTask",
    "WaitingItem",
]
