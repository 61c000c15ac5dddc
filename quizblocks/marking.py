"""How one answer is marked. Pure: knows neither Django nor the bank."""

from collections.abc import Collection
from fractions import Fraction


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
    return max(Fraction(balance, len(right)), Fraction(0))
