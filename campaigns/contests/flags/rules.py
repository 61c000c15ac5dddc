"""What is a sign of unfair play. Pure: moments, numbers and answers in, signs out.

Every rule is soft: honest people do such things too, and two people look at each sign.
"""

import json
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import blake2b
from typing import Any, NamedTuple

# To read a question with its choices and press one takes longer, even where it is known.
LEAST_SECONDS = 3
# Few people are wrong in the same four places together with their neighbour; nobody with a stranger.
WRONG_IN_UNIT = 4
WRONG_ANYWHERE = 7
# Brothers and sisters share a phone, a class shares a computer: from so many names on.
NAMES_OF_PHONE = 2
NAMES_OF_GUARDIAN = 3
NAMES_OF_DEVICE = 3
DIGEST_BYTES = 16
# A save that waits for a submission under way has read its clock after it.
PATIENCE = timedelta(seconds=30)


class Saved(NamedTuple):
    """One saved answer.

    Attributes:
        question: what was asked, as every attempt names it.
        content: what was answered, in the form in which any two attempts can be compared.
        share: of the points, from 0 to 1; None where it is not marked.
    """

    question: str
    content: Any
    share: Decimal | None
    saved_at: datetime


class Pattern(NamedTuple):
    """All answers of an attempt as one fingerprint, and how many of them are wrong."""

    digest: bytes
    wrong: int


class Twin(NamedTuple):
    """An attempt whose wrong answers are many enough to be compared."""

    pattern: Pattern
    unit: int
    entrant: int
    number: int


@dataclass(frozen=True)
class Moments:
    """When somebody registered, and when one of their attempts began and ended.

    Attributes:
        before_ended: when the attempt before it in the same round ended, or None.
    """

    registered_at: datetime
    started_at: datetime
    submitted_at: datetime
    before_ended: datetime | None = None


def is_too_fast(*, items: int, seconds: float, score: Decimal, full_marks: int) -> bool:
    """Tell whether an attempt took less time than reading does, and was at least half right.

    Somebody who ticks anything to have a look is quick too, and wins nothing by it.
    """
    return seconds < items * LEAST_SECONDS and score * 2 >= full_marks > 0


def impossible_moments(moments: Moments, saved: Iterable[datetime]) -> list[str]:
    """Return what cannot have happened in this order, as codes; nothing for every honest attempt.

    The site itself lets none of these happen: they tell of a database that was written to.
    """
    found = []
    if moments.started_at < moments.registered_at:
        found.append("before_registration")
    if moments.before_ended is not None and moments.started_at < moments.before_ended:
        found.append("overlap")
    times = list(saved)
    if times and min(times) < moments.started_at:
        found.append("saved_before")
    if times and max(times) > moments.submitted_at + PATIENCE:
        found.append("saved_after")
    return found


def pattern_of(answers: Iterable[Saved]) -> Pattern:
    """Return what was answered, whatever the order of questions; an empty answer is none."""
    given = [each for each in answers if each.content]
    said = sorted((each.question, json.dumps(each.content, sort_keys=True)) for each in given)
    text = json.dumps(said, separators=(",", ":"))
    wrong = sum(each.share is not None and each.share < 1 for each in given)
    return Pattern(blake2b(text.encode(), digest_size=DIGEST_BYTES).digest(), wrong)


def twins_among(attempts: Iterable[Twin]) -> dict[int, tuple[Twin, str, int]]:
    """Return for each entrant with a twin the attempt, the name of the group and its people.

    Two people are twins who answered the same, also in at least four wrong places in one unit,
    or in at least seven anywhere. Two attempts of one person are not.
    """
    groups: dict[tuple[bytes, int], list[Twin]] = {}
    for each in attempts:
        if each.pattern.wrong >= WRONG_ANYWHERE:
            groups.setdefault((each.pattern.digest, 0), []).append(each)
        elif each.pattern.wrong >= WRONG_IN_UNIT and each.unit:
            groups.setdefault((each.pattern.digest, each.unit), []).append(each)
    found: dict[int, tuple[Twin, str, int]] = {}
    for (digest, unit), own in groups.items():
        people = len({each.entrant for each in own})
        if people < 2:
            continue
        for each in own:
            known = found.get(each.entrant)
            if known is None or known[0].pattern.wrong < each.pattern.wrong:
                found[each.entrant] = (each, f"{digest.hex()}:{unit}", people)
    return found


def shared(pairs: Iterable[tuple[int, Hashable]], least: int) -> dict[Hashable, Sequence[int]]:
    """Return what at least ``least`` entrants have in common, with who they are.

    Args:
        pairs: entrants with what they have; nothing ("") is no sign.
    """
    groups: dict[Hashable, list[int]] = {}
    for entrant, thing in pairs:
        if thing:
            groups.setdefault(thing, []).append(entrant)
    return {thing: own for thing, own in groups.items() if len(set(own)) >= least}
