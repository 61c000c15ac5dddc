"""What can go wrong between a draft and the public page."""

from collections import defaultdict

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _


class WorkflowError(ValidationError):
    """Parent of this room's errors; the message is for the person who reads it."""

    default_message = _("This step is not possible now.")

    def __init__(self, message=None, **kwargs):
        super().__init__(message if message is not None else self.default_message, **kwargs)


class PublicationRefusedError(WorkflowError):
    """The gate refused: not approved, or consent, source or credit is missing.

    Args:
        faults: messages or ValidationErrors, kept by field, so that Wagtail's
            API can answer with them too.
    """

    def __init__(self, faults):
        by_field = defaultdict(list)
        for fault in faults if isinstance(faults, (list, tuple)) else [faults]:
            error = fault if isinstance(fault, ValidationError) else ValidationError(fault)
            if hasattr(error, "error_dict"):
                for field, errors in error.error_dict.items():
                    by_field[field].extend(errors)
            else:
                by_field[NON_FIELD_ERRORS].extend(error.error_list)
        super().__init__(dict(by_field))


class SelfApprovalError(WorkflowError):
    """Nobody approves what they changed last."""

    default_message = _(
        "Your changes are saved, but you cannot approve your own last edit. "
        "Somebody else has to approve it."
    )


class StepTakenError(WorkflowError):
    """Somebody else was quicker, or the step has ended."""

    default_message = _("This step has already been decided, or the page has left this stage.")


class ReviewerMismatchError(WorkflowError):
    """The person may not decide this step."""

    default_message = _("You are not among the people who decide this step.")


class ClaimedError(WorkflowError):
    """Somebody else has the page in hand.

    Args:
        claim: the claim that stands in the way, if it is known.
    """

    default_message = _("Somebody else has just claimed this story.")

    def __init__(self, claim=None):
        self.claim = claim
        if claim is None:
            super().__init__()
            return
        name = claim.claimed_by.display_name
        super().__init__(
            _("%(name)s holds this story since %(since)s.")
            % {
                "name": name,
                "since": date_format(timezone.localtime(claim.claimed_at), "H:i d/m/Y"),
            }
        )


class NothingToReplyToError(WorkflowError):
    """Nobody has asked anything of the author, or the page went on meanwhile."""

    default_message = _("This story is not waiting for your reply any more.")


class TooManyRepliesError(WorkflowError):
    """There are enough replies to one return."""

    default_message = _("You have replied five times. Correct the story and send it again.")


class NotHeldError(WorkflowError):
    """There is no claim that this person could give back."""

    default_message = _("You do not hold this story, so you cannot release it.")


class PriorityRefusedError(WorkflowError):
    """Only the office says what is urgent."""

    default_message = _("Only editors and approvers set the priority.")


class TakeDownRefusedError(WorkflowError):
    """Only approvers take a page down, and only a page that is public."""

    default_message = _("Only approvers can take a page down.")
