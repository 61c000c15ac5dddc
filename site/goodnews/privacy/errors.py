"""What can go wrong with a request about personal data, each with the sentence people read."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class PrivacyError(ValidationError):
    """Parent of this room's errors; the message is for the person who reads it."""

    default_message = _("The request could not be read.")
    code = "privacy"

    def __init__(self, message=None):
        super().__init__(message or self.default_message, code=self.code)


class PostRefusedError(PrivacyError):
    """What was posted is none that the site's own form could send."""

    default_message = _(
        "We could not read what was sent. Go back, reload the page and send it again."
    )
    code = "refused"


class TooManyRequestsError(PrivacyError):
    """One address sends more requests than people behind it would."""

    default_message = _(
        "Many requests came from your network within an hour. Wait a little and send it again; "
        "what you wrote is still here. If it is urgent, call the office."
    )
    code = "too_many"


class RequestClosedError(PrivacyError):
    """The request has its answer; another one is a new request."""

    default_message = _("This request has its answer already.")
    code = "closed"


class IdentityUncheckedError(PrivacyError):
    """Something is to be done for somebody whose identity nobody has checked."""

    default_message = _("First write down how you made sure who is asking.")
    code = "unchecked"
