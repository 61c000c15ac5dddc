"""Which steps the office can take now, with the services that take them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import services
from .choices import TAKING_STATES, UNDECIDED_STATES, NominationState, RoundState
from .models import Nomination, SelectionRound

RETURN, LONG_LIST, SHORT_LIST, HONOUR, LEAVE_OUT = (
    "return",
    "long_list",
    "short_list",
    "honour",
    "leave_out",
)
LABELS = {
    RETURN: _("Return it to the nominator"),
    LONG_LIST: _("Put it on the long list"),
    SHORT_LIST: _("Put it on the short list"),
    HONOUR: _("Honour"),
    LEAVE_OUT: _("Leave it out"),
}
DECIDERS: dict[str, Callable] = {
    RETURN: services.return_nomination,
    LONG_LIST: services.put_on_long_list,
    SHORT_LIST: services.put_on_short_list,
    HONOUR: services.honour,
    LEAVE_OUT: services.leave_out,
}


def actions_for(nomination: Nomination, *, user) -> list[tuple[str, str]]:
    """Return the decisions that ``user`` can take on ``nomination`` now, with their labels."""
    if nomination.nominator_id == user.pk:
        return []
    stage, state = nomination.round.state, nomination.state
    is_sifting, is_choosing = stage == RoundState.LONG_LIST, stage == RoundState.SHORT_LIST
    is_sent = state == NominationState.SENT
    possible = {
        LONG_LIST: is_sifting and (is_sent or state == NominationState.NOT_CHOSEN),
        SHORT_LIST: is_choosing and state == NominationState.LONG_LISTED,
        HONOUR: is_choosing and state == NominationState.SHORT_LISTED,
        RETURN: stage in TAKING_STATES and is_sent,
        LEAVE_OUT: (is_sifting and (is_sent or state == NominationState.LONG_LISTED))
        or (is_choosing and state in UNDECIDED_STATES),
    }
    return [(action, LABELS[action]) for action, is_possible in possible.items() if is_possible]


@dataclass(frozen=True)
class Step:
    """The next stage of a round: what the button says, what it means, what does it."""

    label: str
    note: str
    take: Callable
    needs_reason: bool = False


STEPS = {
    RoundState.DRAFT: Step(
        _("Open the nominations"),
        _("Units see the round at the desk and can nominate from its opening moment on."),
        services.open_nominations,
    ),
    RoundState.NOMINATING: Step(
        _("Make the long list"),
        _("Possible once nominations are closed. Then decide on each, with reasons."),
        services.start_long_list,
    ),
    RoundState.LONG_LIST: Step(
        _("Open the scoring"),
        _(
            "The panel is told by e-mail. Criteria and panel stay as they are from then on; what "
            "members give is secret until the scoring is closed."
        ),
        services.open_scoring,
    ),
    RoundState.SCORING: Step(
        _("Close the scoring"),
        _(
            "Possible once its time is over, or everybody has scored everything. There is no way "
            "back: from then on the results can be read."
        ),
        services.close_scoring,
    ),
    RoundState.SHORT_LIST: Step(
        _("Close the round"),
        _("Whatever is not honoured by now was not chosen, for the reasons that you write here."),
        services.close_round,
        needs_reason=True,
    ),
}


def next_step(round_: SelectionRound) -> Step | None:
    """Return what the office can do next with ``round_``; None once it is closed."""
    return STEPS.get(round_.state)
