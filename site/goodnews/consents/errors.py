"""What can go wrong when a consent is recorded or withdrawn."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class ConsentError(ValidationError):
    """Parent of this room's errors; the message is for the person who reads it."""


class PartyMissingError(ConsentError):
    """Somebody who has to agree has not."""

    def __init__(self, missing):
        self.missing = tuple(missing)
        names = ", ".join(str(role.label) for role in self.missing)
        super().__init__(
            _("Agreement is missing from: %(missing)s."),
            code="party_missing",
            params={"missing": names},
        )


class ConsentTextMissingError(ConsentError):
    """There is no wording to agree to: a fault of set-up."""

    def __init__(self):
        super().__init__(_("There is no consent text for this purpose yet."), code="text_missing")


class AgreedInFutureError(ConsentError):
    def __init__(self):
        super().__init__(_("Nobody can have agreed in the future."), code="agreed_in_future")


class AlreadyWithdrawnError(ConsentError):
    def __init__(self):
        super().__init__(_("This consent was withdrawn already."), code="already_withdrawn")


class ProofRefusedError(ConsentError):
    """The file is no proof that can be kept; the message is for its sender."""

    message = _(
        "This file cannot be kept as a proof. Send a photograph of the signed paper, or a whole PDF."
    )

    def __init__(self):
        super().__init__(self.message, code="proof_refused")


class ProofTooHeavyError(ProofRefusedError):
    message = _("This file is heavier than 10 MB. Send a smaller one.")
