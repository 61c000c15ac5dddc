"""How one answer is marked. Pure: knows neither Django nor the bank.

Every mark is a share from 0 to 1; the order in which anything is shown never matters.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from .typed_texts import says

NOTHING, WHOLE = Fraction(0), Fraction(1)


def mark_response(*, takes_one: bool, key: Collection, response: Collection) -> Fraction:
    """Return the share of the mark earned, from 0 to 1.

    A question with one answer is right or wrong. One with many earns a share
    for each right choice and loses one for each wrong choice, never under 0.

    Args:
        takes_one: whether exactly one choice may be picked.
        key: names of the right choices.
        response: names of the choices picked.

    Raises:
        ValueError: ``key`` is empty, so the question cannot be marked.
    """
    right, picked = set(key), set(response)
    if not right:
        raise ValueError("a question needs at least one right choice")
    if takes_one:
        return Fraction(int(picked == right))
    balance = len(picked & right) - len(picked - right)
    return max(Fraction(balance, len(right)), NOTHING)


def best_share(shares: Iterable[Fraction]) -> Fraction:
    """Return the best of ``shares``, from 0 to 1; 0 where there is none."""
    return min(max(NOTHING, *shares, NOTHING), WHOLE)


def mark_number(
    *, accepted: Iterable[tuple[Fraction, Fraction, Fraction]], number: Fraction
) -> Fraction:
    """Return the best share of the ranges in which ``number`` lies, both ends included.

    Args:
        accepted: lowest number, highest number and share of each range.
    """
    return best_share(share for low, high, share in accepted if low <= number <= high)


def mark_text(
    *, accepted: Iterable[tuple[str, Fraction]], text: str, overlooks: Collection[str]
) -> Fraction:
    """Return the best share of the accepted texts that ``text`` says.

    Args:
        accepted: text, in which "*" stands for anything, and share of each.
        overlooks: what makes no difference, as :func:`quizblocks.typed_texts.says` has it.
    """
    return best_share(share for said, share in accepted if says(text, said, overlooks=overlooks))


def mark_order(*, right: Sequence[Hashable], given: Sequence[Hashable]) -> Fraction:
    """Return the share of the steps that are followed by the right next step.

    One step too early or too late costs its own links and not those of all steps
    after it, as comparing places would.

    Args:
        right: the steps in the right order, none twice.
        given: the same steps as they were ordered.

    Raises:
        ValueError: not the same steps, or fewer than two.
    """
    if len(right) < 2 or sorted(map(hash, right)) != sorted(map(hash, given)):
        raise ValueError("an order needs two steps, and the same ones")
    links = set(pairwise(right))
    return Fraction(sum(link in links for link in pairwise(given)), len(links))


def mark_pairs(
    *, right: Mapping[Hashable, Hashable], given: Mapping[Hashable, Hashable]
) -> Fraction:
    """Return the share of the rows that have the right partner.

    Args:
        right: the partner of each row.
        given: the partners that were chosen.

    Raises:
        ValueError: there are no rows.
    """
    if not right:
        raise ValueError("there is nothing to pair")
    found = sum(given.get(row) == partner for row, partner in right.items())
    return Fraction(found, len(right))
