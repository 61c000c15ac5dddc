"""Is this the reader's first answer, a later one, or the same sent again? No cookie, no name.

A network address and a browser's name are not a person: a class of forty shares
both. So the page's own script says what only the phone knows, whether it
answered this quiz before, and gives each showing of the page a number by chance
that it forgets with the page. Where there is no script, the same answers from
the same address and browser within ten minutes are a reload, others a later try.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from django.core.cache import cache
from django.http import QueryDict
from django.utils import timezone

from goodnews.core.clients import client_address, header
from goodnews.stats.services.visits import salt_of
from goodnews.stats.visitors import is_bot, visitor_token

from .shown import Answer

VISIT_LENGTH = 16
KEPT_SECONDS = 600
_salts: dict[date, str] = {}


class Standing(Enum):
    """How an answer is counted."""

    FIRST = "first"
    LATER = "later"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True)
class Sender:
    """Who sent a form, as far as the counts ask.

    Attributes:
        visit: the number that the page's script made for this showing; empty without it.
        is_again: the phone says that it answered this quiz before.
    """

    address: str
    user_agent: str
    visit: str = ""
    is_again: bool = False


def sender_of(request, data: QueryDict) -> Sender:
    """Return who sent the form ``data``."""
    visit = data.get("visit", "")
    is_sound = len(visit) == VISIT_LENGTH and visit.isascii() and visit.isalnum()
    return Sender(
        address=client_address(request),
        user_agent=header(request, "HTTP_USER_AGENT"),
        visit=visit if is_sound else "",
        is_again=data.get("again") == "1",
    )


def standing_of(
    sender: Sender, *, block_id: UUID, answers: Mapping[int, Answer], now: datetime
) -> Standing:
    """Tell how ``answers``, by question id, are to be counted, and note them.

    What is noted is a hash with the day's salt, for ten minutes, in the cache only.
    """
    if is_bot(sender.user_agent):
        return Standing.NOT_COUNTED
    name = name_of(sender, place=str(block_id), asked=answers, day=timezone.localdate(now))
    if sender.visit:
        if not cache.add(f"{name}:{sender.visit}", 1, timeout=KEPT_SECONDS):
            return Standing.NOT_COUNTED
        return Standing.LATER if sender.is_again else Standing.FIRST
    if not cache.add(f"{name}:{_digest(answers)}", 1, timeout=KEPT_SECONDS):
        return Standing.NOT_COUNTED
    is_first = cache.add(name, 1, timeout=KEPT_SECONDS)
    return Standing.FIRST if is_first else Standing.LATER


def name_of(sender: Sender, *, place: str, asked: Iterable[int], day: date) -> str:
    """Return what is noted of a form about the questions ``asked`` at ``place``: it names nobody."""
    token = visitor_token(
        salt=_kept_salt(day), address=sender.address, user_agent=sender.user_agent
    )
    questions = "-".join(str(pk) for pk in sorted(asked))
    return f"quiz:{day}:{token}:{place}:{questions}"


def _kept_salt(day: date) -> str:
    """Return the day's salt, kept in the memory of this process for as long as the day lasts."""
    if day not in _salts:
        _salts.clear()
        _salts[day] = salt_of(day=day)
    return _salts[day]


def _digest(answers: Mapping[int, Answer]) -> str:
    plain = repr(sorted((pk, answer.in_order) for pk, answer in answers.items()))
    return hashlib.sha256(plain.encode()).hexdigest()[:VISIT_LENGTH]
