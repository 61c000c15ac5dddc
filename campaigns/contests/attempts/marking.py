"""What an attempt earns. Pure: plain values in, exact numbers out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from campaigns.contests.choices import SeveralRightRule
from quizblocks.choices import ONE_ANSWER_KINDS, TYPED_KINDS, QuestionKind
from quizblocks.formats.numbers import NumberRefusedError, read_number
from quizblocks.marking import (
    NOTHING,
    WHOLE,
    mark_number,
    mark_order,
    mark_pairs,
    mark_response,
    mark_text,
)

FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class KeyInForce:
    """By what an item is marked.

    Attributes:
        content: of the key; see :mod:`quizblocks.key_contents`.
        is_annulled: everybody who was asked gets all the points.
    """

    content: Mapping[str, Any]
    is_annulled: bool = False


@dataclass(frozen=True)
class Result:
    """What an attempt earned: the share of each item by its place, and the sum."""

    shares: Mapping[int, Fraction]
    score: Decimal
    is_full: bool


def mark_paper(
    *,
    points: Sequence[int],
    kinds: Sequence[str],
    keys: Sequence[KeyInForce],
    answers: Mapping[int, Mapping[str, Any]],
    rule: str,
    essay: Fraction = NOTHING,
    essay_points: int = 0,
) -> Result:
    """Mark a whole paper.

    Args:
        points, kinds, keys: of the items, in their order; the first has place 1.
        answers: what was saved, by place.
        rule: a value of ``SeveralRightRule``.
        essay, essay_points: what people gave for the essay, and what it is worth.
    """
    shares = {
        place: share_of(kind=kind, key=key, answer=answers.get(place, {}), rule=rule)
        for place, (kind, key) in enumerate(zip(kinds, keys, strict=True), start=1)
    }
    total = sum((points[place - 1] * share for place, share in shares.items()), essay)
    return Result(shares, exact(total), bool(shares) and total == sum(points) + essay_points)


def share_of(*, kind: str, key: KeyInForce, answer: Mapping[str, Any], rule: str) -> Fraction:
    """Return the share of the points that ``answer`` earns, from 0 to 1.

    By the exact rule a part of a right answer earns nothing. What is typed keeps the shares
    that the bank gives to single answers.
    """
    if key.is_annulled:
        return WHOLE
    share = _share(kind, key.content, answer)
    is_exact = rule == SeveralRightRule.EXACT and kind not in TYPED_KINDS
    return NOTHING if is_exact and share != WHOLE else share


def _share(kind: str, content: Mapping[str, Any], answer: Mapping[str, Any]) -> Fraction:
    if kind in TYPED_KINDS:
        return _typed_share(kind, content, answer.get("text", ""))
    if kind == QuestionKind.ORDERING:
        return _order_share(content.get("order", ()), answer.get("chosen", {}))
    if kind in (QuestionKind.MATCHING, QuestionKind.GAPS):
        right = content.get("pairs" if kind == QuestionKind.MATCHING else "gaps", {})
        return mark_pairs(right=right, given=answer.get("chosen", {})) if right else NOTHING
    right = content.get("right", ())
    if not right:
        return NOTHING
    return mark_response(
        takes_one=kind in ONE_ANSWER_KINDS, key=right, response=answer.get("picked", ())
    )


def _typed_share(kind: str, content: Mapping[str, Any], text: str) -> Fraction:
    if kind == QuestionKind.SHORT_ANSWER:
        accepted = [(said, Fraction(share)) for said, share in content.get("texts", ())]
        overlooks = content.get("overlooks", ())
        return mark_text(accepted=accepted, text=text, overlooks=overlooks) if text else NOTHING
    try:
        number = read_number(text)
    except NumberRefusedError:
        return NOTHING
    ranges = [tuple(map(Fraction, said)) for said in content.get("numbers", ())]
    return mark_number(accepted=ranges, number=number)


def _order_share(right: Sequence[str], chosen: Mapping[str, str]) -> Fraction:
    """Return the share of an order; one that is not complete earns nothing."""
    places = {str(place) for place in range(1, len(right) + 1)}
    if len(right) < 2 or set(chosen) != set(right) or set(chosen.values()) != places:
        return NOTHING
    given = sorted(right, key=lambda step: int(chosen[step]))
    return mark_order(right=right, given=given)


def exact(number: Fraction) -> Decimal:
    """Return ``number`` with four places, a half rounded up."""
    # Fractions of paper marks have small denominators: Decimal's 28 places are far more than enough.
    quotient = Decimal(number.numerator) / Decimal(number.denominator)
    return quotient.quantize(FOUR_PLACES, rounding=ROUND_HALF_UP)
