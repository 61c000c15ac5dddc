"""Why somebody cannot enter or is not erased yet, each with the sentence at the field."""

from django.utils.translation import gettext_lazy as _

from campaigns.contests.told_errors import ToldError


class RegistrationError(ToldError):
    """Parent of the errors of a registration.

    Attributes:
        field: the field of the form that it belongs to; None for the form as a whole.
    """

    field: str | None = None
    message = _("You cannot be registered now.")


class AlreadyRegisteredError(RegistrationError):
    """The person is an entrant of this contest."""

    field = "full_name"
    message = _(
        "This person is registered already. Come back with the return code; if it is lost, the "
        "page for coming back leads on."
    )


class AgeError(RegistrationError):
    """Too young or too old."""

    field = "birth_date"


class NoLeagueError(RegistrationError):
    """The contest has leagues, and none of them takes the person."""

    field = "birth_date"
    message = _("No league of this contest is for your age and unit. See the rules.")


class OtherUnitError(RegistrationError):
    """The unit does not take part."""

    field = "unit_text"
    message = _("People of this unit do not take part in this contest. See the rules.")


class RunningTeamError(RegistrationError):
    """Who runs the contest or the site does not enter it."""

    message = _("People who run the contest or this site do not take part in it.")


class ExcludedError(RegistrationError):
    """The organisers have put the person down as not taking part."""

    message = _(
        "The organisers have put you down among those who do not take part, such as the people "
        "who prepare the contest. If that is a mistake, ask them."
    )


class RosterError(RegistrationError):
    """Only people of the organisers' list enter, and the person is not on it."""

    message = _(
        "You are not found on the organisers' list of those who take part. Look at each detail "
        "once more: it must stand here as on the list, with all accents. If it does, ask the "
        "organisers: %(contact)s."
    )

    def __init__(self, *, field: str, contact: str):
        super().__init__(type(self).message % {"contact": contact})
        self.field = field


class ContestOverError(RegistrationError):
    """The last round is over."""

    message = _("The last round of this contest is over.")


class UnknownCodeError(RegistrationError):
    """No entrant of this contest has this return code."""

    field = "code"
    message = _("This contest has no such code. Look at each letter once more.")


class ContestNotOverError(ToldError):
    """Personal data are erased once the contest is over."""

    message = _(
        "The contest is not over, and needs to know who takes part. Until then you can stop naming "
        "the person, and disqualify whoever no longer wants to take part."
    )
