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


class PurposeMissingError(ConsentError):
    """Nothing is asked for, or something that nobody can agree to."""

    def __init__(self):
        super().__init__(_("Choose what is asked for."), code="purpose_missing")


class NameMissingError(ConsentError):
    def __init__(self):
        super().__init__(_("Write your full name."), code="name_missing")


class SharedNameError(ConsentError):
    """A child and the parent or guardian would answer by one and the same name."""

    def __init__(self):
        super().__init__(
            _(
                "The child and the parent or guardian cannot have one and the same name here. Each "
                "writes their own full name; if they share it, add the year of birth after it."
            ),
            code="shared_name",
        )


class UnaskedPurposeError(ConsentError):
    """Agreement to something that was not asked."""

    def __init__(self):
        super().__init__(_("Nobody asked for this."), code="unasked_purpose")


class AlreadyAnsweredError(ConsentError):
    """A link is made anew or a request taken back, but the answer is there already."""

    def __init__(self):
        super().__init__(_("This was answered already."), code="already_answered")


class ConsentLinkError(ConsentError):
    """The link opens nothing (any more); parent of the reasons, which only staff get told."""

    message = _("This link is not valid.")
    code = "link_unknown"

    def __init__(self):
        super().__init__(self.message, code=self.code)


class LinkExpiredError(ConsentLinkError):
    message = _("This link was not answered in time.")
    code = "link_expired"


class LinkRevokedError(ConsentLinkError):
    message = _("This request was taken back.")
    code = "link_revoked"


class ProofRefusedError(ConsentError):
    """The file is no proof that can be kept; the message is for its sender."""

    message = _(
        "This file cannot be kept as a proof. Send a photograph of the signed paper, or a whole PDF."
    )

    def __init__(self):
        super().__init__(self.message, code="proof_refused")


class ProofTooHeavyError(ProofRefusedError):
    message = _("This file is heavier than 10 MB. Send a smaller one.")
