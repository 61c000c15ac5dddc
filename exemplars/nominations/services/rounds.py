"""The stages of a round, one after the other; there is no way back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from exemplars.nominations import notices
from exemplars.nominations.choices import UNDECIDED_STATES, NominationState, RoundState
from exemplars.nominations.errors import NotReadyError, TooEarlyError
from exemplars.nominations.models import Nomination, SelectionRound
from exemplars.nominations.progress import is_scored_by_all
from exemplars.nominations.scorers import forget_scorers

from .moves import lock_round, move, needed_reason, refuse_unless

STAGE = "nominations.stage"
LEAST_MEMBERS = 2
NOT_SENT_AGAIN = _("It was returned and not sent again before the scoring began.")


@transaction.atomic
def open_nominations(*, round_: SelectionRound, user, now: datetime) -> SelectionRound:
    """Let units nominate, from the round's opening moment on.

    Raises:
        NotReadyError: there are no criteria, or the closing moment has passed.
        WrongStageError: the round is past this stage.
    """
    round_ = lock_round(round_)
    refuse_unless(round_, {RoundState.DRAFT})
    if not round_.is_by_votes and not round_.criteria.exists():
        raise NotReadyError(_("Say first by which criteria the panel will judge."))
    if round_.closes_at <= now:
        raise NotReadyError(_("The moment at which nominations close has passed already."))
    return _enter(round_, RoundState.NOMINATING, user=user, now=now)


@transaction.atomic
def start_long_list(*, round_: SelectionRound, user, now: datetime) -> SelectionRound:
    """End the nominations and let the office make the long list.

    Raises:
        TooEarlyError: nominations are still open.
        WrongStageError: the round stands at another stage.
    """
    round_ = lock_round(round_)
    refuse_unless(round_, {RoundState.NOMINATING})
    if now < round_.closes_at:
        raise TooEarlyError(_("Nominations are still open: units were promised this time."))
    return _enter(round_, RoundState.LONG_LIST, user=user, now=now)


@transaction.atomic
def open_scoring(*, round_: SelectionRound, user, now: datetime) -> SelectionRound:
    """Give the long list to the panel and tell its members.

    Raises:
        NotReadyError: something is undecided or missing.
        WrongStageError: the round stands at another stage.
    """
    round_ = lock_round(round_)
    refuse_unless(round_, {RoundState.LONG_LIST})
    nominations = Nomination.objects.select_for_update().filter(round=round_)
    waiting = nominations.filter(state=NominationState.SENT).count()
    if waiting:
        raise NotReadyError(
            ngettext(
                "%(n)d nomination is still undecided: put it on the long list or leave it out.",
                "%(n)d nominations are still undecided: put them on the long list or leave them "
                "out.",
                waiting,
            )
            % {"n": waiting}
        )
    if not nominations.filter(state=NominationState.LONG_LISTED).exists():
        raise NotReadyError(_("The long list is empty."))
    if round_.members.count() < LEAST_MEMBERS:
        raise NotReadyError(_("Name at least two members of the panel first."))
    if round_.scoring_closes_at <= now:
        raise NotReadyError(_("The moment at which scoring closes has passed already."))
    for nomination in nominations.filter(state=NominationState.RETURNED):
        move(
            nomination,
            NominationState.NOT_CHOSEN,
            user=user,
            now=now,
            reason=str(NOT_SENT_AGAIN),
        )
        notices.tell_decided(nomination, reason=str(NOT_SENT_AGAIN), by=user)
    nominations.filter(state=NominationState.LONG_LISTED).update(is_in_scoring=True)
    round_ = _enter(round_, RoundState.SCORING, user=user, now=now)
    notices.tell_scoring_opened(round_)
    return round_


@transaction.atomic
def close_scoring(*, round_: SelectionRound, user, now: datetime) -> SelectionRound:
    """End the scoring for good; from now on everybody concerned reads what was given.

    Raises:
        TooEarlyError: the time is not over and some member has not scored all.
        WrongStageError: the round stands at another stage.
    """
    round_ = lock_round(round_)
    refuse_unless(round_, {RoundState.SCORING})
    if now < round_.scoring_closes_at and not is_scored_by_all(round_):
        raise TooEarlyError(_("The panel still has time, and not everybody has scored everything."))
    return _enter(round_, RoundState.SHORT_LIST, user=user, now=now)


@transaction.atomic
def close_round(*, round_: SelectionRound, reason: str, user, now: datetime) -> SelectionRound:
    """End the round; what is not honoured by now was not chosen, for ``reason``.

    Raises:
        ReasonNeededError: no reason is given.
        WrongStageError: the round stands at another stage.
    """
    round_ = lock_round(round_)
    refuse_unless(round_, {RoundState.SHORT_LIST})
    round_.closing_reason = needed_reason(reason)
    left = Nomination.objects.select_for_update().filter(round=round_, state__in=UNDECIDED_STATES)
    for nomination in left:
        move(
            nomination,
            NominationState.NOT_CHOSEN,
            user=user,
            now=now,
            reason=round_.closing_reason,
        )
        notices.tell_decided(nomination, reason=round_.closing_reason, by=user)
    return _enter(round_, RoundState.CLOSED, user=user, now=now)


def _enter(round_: SelectionRound, state: RoundState, *, user, now: datetime) -> SelectionRound:
    before = round_.state
    round_.state = state
    round_.save(update_fields=["state", "closing_reason"])
    forget_scorers()
    log(
        instance=round_,
        action=STAGE,
        user=user,
        timestamp=now,
        data={"from": before, "to": str(state)},
    )
    return round_
