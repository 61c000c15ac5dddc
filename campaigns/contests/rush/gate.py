"""Who may begin now. Saves and submissions of attempts that run never come here."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from campaigns.contests.personal import TooManyError
from goodnews.core.askers import wants_json
from goodnews.core.open_forms import count_sent

from .keeping import take_place, tell_full
from .known import KnownContest
from .line import Place
from .slots import SLOTS
from .tickets import Ticket, keep_ticket, read_ticket

# Numbers that one entrant may take; more would only make the line longer for the others.
TICKETS_PER_ENTRANT = 20
TICKETS_SECONDS = 600
# How soon a page asks again, in seconds; spread, so that not everybody comes at once.
SOONEST, LATEST = 3, 60
SPREAD = 0.1
# So many seconds are counted down; a longer wait is asked about once more on the way, when the
# speed is known better.
SURE, SHARE = 20, 0.6
# When it is somebody's turn and no slot is free: in a burst, and where that lasts. Then everybody
# who asks again takes a three-hundredth of a second from those who answer.
A_MOMENT, A_WHILE = (1, 3), (3, 8)
# Of the line, each some kilobytes: by language, round and state.
MOST_PAGES = 100
# For private use: no text of ours has them.
AHEAD, WAIT, WAIT_FIRST, AGAIN = "\ue000", "\ue001", "\ue002", "\ue003"


class State(Enum):
    """What the page of the line says.

    ``SOON`` is waiting for a time that is counted down; ``FULL`` is the state of somebody whose
    turn it is, but no slot is free yet.
    """

    WAITING = "waiting"
    SOON = "soon"
    FULL = "full"
    TURN = "turn"


@dataclass(frozen=True)
class Turn:
    """What the line says to somebody who wants to begin.

    Attributes:
        ticket: what they came with.
        place: None where the line is lost: then whoever finds a slot begins.
        has_slot: whether they may begin, now.
    """

    ticket: Ticket | None
    place: Place | None
    has_slot: bool


@contextmanager
def turn_of(request: HttpRequest, slug: str, key: UUID) -> Iterator[Turn]:
    """Ask the line for the entrant with ``key``; their slot is theirs as long as the block takes.

    Args:
        slug: of the contest.
    """
    ticket = read_ticket(request, slug, key)
    place = take_place((ticket.era, ticket.number) if ticket else None)
    if place and not place.is_turn:
        yield Turn(ticket, place, has_slot=False)
        return
    with SLOTS.taken() as has_slot:
        if not has_slot and SLOTS.are_full_for_long:
            tell_full()
        yield Turn(ticket, place, has_slot)


def put_in_line(
    request: HttpRequest,
    contest: KnownContest,
    key: UUID,
    place: Place | None,
    *,
    number: int,
    closes_at: datetime,
) -> HttpResponse:
    """Tell the entrant with ``key`` their place, and let their device keep it.

    Args:
        number, closes_at: of the round.
    """
    response = line_answer(request, contest, number, place, closes_at=closes_at, is_full=True)
    if place is not None:
        ticket = Ticket(place.era, place.number, closes_at)
        keep_ticket(request, response, contest.slug, key, ticket)
    return response


def count_ticket(key: UUID, *, now: datetime) -> None:
    """Note one more number of the entrant with ``key``.

    Raises:
        TooManyError: they took number after number.
    """
    sent = count_sent("contest-tickets", key.hex, seconds=TICKETS_SECONDS, now=now)
    if sent > TICKETS_PER_ENTRANT:
        raise TooManyError


def line_answer(
    request: HttpRequest,
    contest: KnownContest,
    number: int,
    place: Place | None,
    *,
    closes_at: datetime,
    is_full: bool = False,
) -> HttpResponse:
    """Say how many are ahead and how long that takes, with 503; with 200 that it is their turn.

    Args:
        place: None where the line is lost.
        is_full: whether somebody whose turn it is has just found no free slot.
    """
    ahead = place.ahead if place else 0
    seconds = place.seconds if place else 0
    status = 503 if ahead or is_full else 200
    rng, soon = random.SystemRandom(), A_WHILE if SLOTS.are_full_for_long else A_MOMENT
    again = seconds_to_next(seconds, rng=rng) if ahead else rng.randint(*soon)
    if status == 503 and wants_json(request):
        said = {"reason": "line", "message": place_words(ahead), "ahead": ahead}
        response = JsonResponse({**said, "seconds": round(seconds)}, status=status)
    else:
        state = _state(ahead, seconds, is_full=is_full)
        page = _page(get_language(), contest, number, closes_at, state)
        wait = wait_words(seconds)
        for mark, words in (
            (AHEAD, place_words(ahead)),
            (WAIT, wait),
            (WAIT_FIRST, capfirst(wait)),
            (AGAIN, str(again)),
        ):
            page = page.replace(mark, escape(words))
        response = HttpResponse(page, status=status)
    if status == 503:
        response["Retry-After"] = str(again)
    return response


def _state(ahead: int, seconds: float, *, is_full: bool) -> State:
    if ahead:
        return State.SOON if seconds <= SURE else State.WAITING
    return State.FULL if is_full else State.TURN


@lru_cache(maxsize=MOST_PAGES)
def _page(
    _language: str, contest: KnownContest, number: int, closes_at: datetime, state: State
) -> str:
    """Return the page of the line with marks for what those who wait do not have in common.

    Thousands look at it within seconds, and rendering was two thirds of what a look cost.
    """
    context = {
        "contest": contest,
        "ahead": AHEAD if state in (State.WAITING, State.SOON) else "",
        "wait": WAIT,
        "wait_first": WAIT_FIRST,
        "is_soon": state is State.SOON,
        "is_full": state is State.FULL,
        "closes_at": closes_at,
        "again": "" if state is State.TURN else AGAIN,
        "start": reverse("contest_attempts:start", args=[contest.slug, number]),
        "address": reverse("contest_attempts:line", args=[contest.slug, number]),
    }
    # Without the request: the frame of other pages asks the database.
    return render_to_string("contests/line.html", context)


def seconds_to_next(seconds: float, *, rng: random.Random) -> int:
    """Return after how many seconds somebody who waits ``seconds`` asks again."""
    share = 1 if seconds <= SURE else SHARE
    within = min(max(seconds * share, SOONEST), LATEST)
    return round(within * rng.uniform(1, 1 + SPREAD))


def place_words(ahead: int) -> str:
    """Return how many are ahead, in words; it is somebody's turn where there is nobody."""
    if not ahead:
        return _("It is your turn.")
    said = ngettext(
        "%(count)s person is ahead of you.", "%(count)s people are ahead of you.", ahead
    )
    return said % {"count": f"{ahead:,}".replace(",", ".")}


def wait_words(seconds: float) -> str:
    """Return about how long it takes, in words."""
    if seconds < 60:
        return _("less than a minute")
    minutes = round(seconds / 60)
    return ngettext("about %(count)d minute", "about %(count)d minutes", minutes) % {
        "count": minutes
    }
