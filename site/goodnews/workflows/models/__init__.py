"""Pages that go live only with an approval, the approvals, and the tasks that lead there."""

from .approvals import Approval
from .failures import PublicationFailure
from .pages import ModeratedPage
from .tasks import ApprovalTask, PeerReviewTask, ReviewTask, UnitReviewTask

__all__ = [
    "Approval",
    "ApprovalTask",
    "ModeratedPage",
    "PeerReviewTask",
    "PublicationFailure",
    "ReviewTask",
    "UnitReviewTask",
]
