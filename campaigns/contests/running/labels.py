"""What the board calls pages and refusals."""

from django.utils.translation import gettext_lazy as _

STEPS = {
    "register": _("registration"),
    "come_back": _("coming back by code"),
    "mine": _("own rounds"),
    "start": _("beginning a try"),
    "answer": _("page of the questions"),
    "save": _("saving an answer"),
    "receipt": _("receipt"),
    "check": _("checking a receipt"),
    "new_code": _("new return code"),
    "leave": _("leaving the device"),
    "unname": _("being named no longer"),
    "notes": _("asking for messages"),
    "ask": _("questions to the organisers"),
    "stop": _("wanting no more reminders"),
    "lost_code": _("asking for a new return code"),
    "line": _("the line"),
    "own_result": _("own result"),
    "own_certificate": _("own certificate"),
}
# By the name of the error.
REFUSALS = {
    "NotOpenYetError": _("the round has not begun"),
    "RoundClosedError": _("the round is over"),
    "NoTriesLeftError": _("every try is used"),
    "DisqualifiedError": _("the entrant is out"),
    "EmptyBankError": _("too few questions in the bank: look at it now"),
    "TimeOverError": _("the time of the try is over"),
    "SubmittedError": _("the try was submitted before"),
    "OvertakenError": _("another device has answered meanwhile"),
    "UnreadableAnswerError": _("an answer that cannot be read"),
    "TooLargeError": _("far too long"),
    "NoPredictionError": _("no prediction is asked for"),
    "NotANumberError": _("the prediction is no number"),
    "EssayTooLongError": _("an essay of too many words"),
    "AlreadyRegisteredError": _("registered already"),
    "AgeError": _("too young or too old"),
    "NoLeagueError": _("no league for this age or unit"),
    "OtherUnitError": _("the unit does not take part"),
    "RunningTeamError": _("runs the contest or the site"),
    "ExcludedError": _("excluded by the organisers"),
    "RosterError": _("not on the list"),
    "ContestOverError": _("the contest is over"),
    "UnknownCodeError": _("unknown return code"),
    "TooManyWaitingError": _("three questions wait for an answer already"),
    "TooManyQuestionsError": _("ten questions within a day"),
    "PostRefusedError": _("a form of another site, or damaged"),
    "TooMuchError": _("far too long"),
    "TooManyError": _("too many forms from one network"),
    "OperationalError": _("the database was busy: look at it now"),
    "InterfaceError": _("the database was away: look at it now"),
}


def step_label(step: str):
    """Return what a page is called; its name where nobody has given it words."""
    return STEPS.get(step, step)


def refusal_label(name: str):
    """Return why something was refused; the name of the error where it has no words."""
    return REFUSALS.get(name, name)
