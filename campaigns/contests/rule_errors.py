"""What can go wrong with the records of contests."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from .findings import Finding
from .told_errors import ToldError


class RulesError(ToldError):
    """Parent of the errors of rules; ``message`` is for the organiser."""

    message = _("This cannot be done with these rules.")


class NotPublishedError(RulesError):
    """The contest has no published rules."""

    message = _("The contest is not published yet.")


class AlreadyPublishedError(RulesError):
    """The contest was published before."""

    message = _("The contest is published already.")


class ReasonMissingError(RulesError):
    """Published rules change with a reason, which everybody may read."""

    message = _("Say why the published rules change: everybody may read it.")


class ContestInUseError(RulesError):
    """Only a draft that was never public and that nobody entered is deleted."""

    message = _("Only a draft that was never public and that nobody has entered can be deleted.")


class ContestEnteredError(RulesError):
    """A contest that somebody has entered stays public."""

    message = _(
        "Somebody has entered: the contest stays public, so that they find their rounds and results."
    )


class FoundWrongError(RulesError):
    """Something in the rules is wrong.

    Attributes:
        findings: what, and at which field.
    """

    def __init__(self, findings: Sequence[Finding]):
        self.findings = tuple(findings)
        super().__init__()

    def __str__(self):
        return "; ".join(f"{each.path}: {each.message}" for each in self.findings)


class NotReadyError(FoundWrongError):
    """The rules cannot be published as they are."""

    message = _("The contest cannot be published yet: see what is missing.")


class FrozenRulesError(FoundWrongError):
    """A part of the rules can no longer change."""

    message = _("A part of the rules can no longer change, because a round has opened.")
