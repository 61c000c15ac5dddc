"""What somebody sees of their own answers, on the page of their personal link."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .choices import RequestStatus
from .models import ConsentAnswer, ConsentRequest, ConsentRequestParty
from .states import PurposeState, RequestState, state_of
from .wording import reader_kind, title_of

WITHDRAWABLE = frozenset({RequestStatus.AGREED, RequestStatus.WAITING, RequestStatus.EXPIRED})


@dataclass(frozen=True)
class AnswerLine:
    """One purpose with the reader's own answer to it.

    Attributes:
        text: the wording that was shown.
        sentence: what follows from it now.
        tone: "ok", "wait" or "off"; the look only helps.
    """

    purpose: str
    title: str
    agrees: bool
    text: str
    sentence: str
    tone: str
    may_withdraw: bool


@dataclass(frozen=True)
class Receipt:
    """The answers of one person."""

    party: ConsentRequestParty
    lines: tuple[AnswerLine, ...]

    @property
    def withdrawable(self) -> list[AnswerLine]:
        return [line for line in self.lines if line.may_withdraw]


def receipt_of(party: ConsentRequestParty, *, now: datetime) -> Receipt:
    """Return what ``party`` answered and what has become of it."""
    request = ConsentRequest.objects.with_answers().get(pk=party.request_id)
    state = state_of(request, now=now)
    own = next(each for each in request.parties.all() if each.pk == party.pk)
    answers = {answer.purpose_id: answer for answer in own.answers.all()}
    kind = reader_kind(role=party.role, age_band=request.age_band)
    return Receipt(
        own,
        tuple(
            _line(state, each, answers[each.asked.pk], own, kind)
            for each in state.purposes
            if each.asked.pk in answers
        ),
    )


def _line(
    state: RequestState,
    each: PurposeState,
    answer: ConsentAnswer,
    party: ConsentRequestParty,
    kind: str,
) -> AnswerLine:
    sentence, tone = _outcome(state, each, answer)
    body = each.asked.text.body_for(role=party.role, age_band=state.request.age_band)
    return AnswerLine(
        purpose=each.asked.purpose,
        title=title_of(each.asked.purpose, kind),
        agrees=answer.agrees,
        text=body,
        sentence=sentence,
        tone=tone,
        may_withdraw=answer.stands and each.status in WITHDRAWABLE,
    )


def _outcome(state: RequestState, each: PurposeState, answer: ConsentAnswer) -> tuple[str, str]:
    if answer.withdrawn_at is not None:
        sentence = _(
            "Withdrawn from this link at %(moment)s. What was published goes from the site within "
            "60 seconds."
        )
        return sentence % {"moment": _moment(answer.withdrawn_at)}, "off"
    record = each.asked.record
    if record is not None and record.withdrawn_at is not None:
        return _("Withdrawn at %(moment)s; it is no longer published.") % {
            "moment": _moment(record.withdrawn_at)
        }, "off"
    if each.status == RequestStatus.AGREED:
        return _agreed(record), "ok"
    if each.status == RequestStatus.WAITING:
        roles = ", ".join(str(role.label) for role in state.waiting_for)
        return _("Nothing is published yet: waiting for %(roles)s.") % {"roles": roles}, "wait"
    if each.status == RequestStatus.LAPSED:
        return _("The time it was given for is over; it is no longer published."), "off"
    if not answer.agrees:
        return _("Nothing of this is published."), "off"
    return _("Not everybody needed has agreed, so nothing of this is published."), "off"


def _agreed(record) -> str:
    if record.valid_until is None:
        return _("In force: this may be published.")
    return _("In force: this may be published until %(day)s.") % {
        "day": date_format(record.valid_until, "d/m/Y")
    }


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "H:i d/m/Y")
