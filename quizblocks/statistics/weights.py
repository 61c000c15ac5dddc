"""How much each question moves the total of a quiz (effective weight). Pure.

Source: "Quiz statistics calculations" of Moodle's documentation.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from .sums import Attempt, scaled


@dataclass(frozen=True, slots=True)
class Earned:
    """What ``count`` people earned for one question of a quiz and for the whole, scaled."""

    name: Hashable
    own: int
    total: int
    count: int = 1


def weights_of(earned: Iterable[Earned], *, people: int) -> dict[Hashable, float | None]:
    """Return the weights of all questions of one quiz, in shares that add up to 1.

    None for a question whose covariance with the total is negative: it takes away. Who was
    not asked a question earned nothing for it.

    Args:
        people: who answered the quiz, whatever they were asked.
    """
    owns: dict[Hashable, int] = {}
    products: dict[Hashable, int] = {}
    for each in earned:
        owns[each.name] = owns.get(each.name, 0) + each.count * each.own
        products[each.name] = products.get(each.name, 0) + each.count * each.own * each.total
    whole = sum(owns.values())
    # The divisor is the same for all, so that the shares do not need it.
    covariances = {name: people * products[name] - own * whole for name, own in owns.items()}
    roots = {name: sqrt(found) if found >= 0 else None for name, found in covariances.items()}
    total = sum(root for root in roots.values() if root is not None)
    return {
        name: None if root is None or not total else root / total for name, root in roots.items()
    }


def effective_weights(attempts: Sequence[Attempt]) -> dict[Hashable, float | None]:
    """Return the weights of a matrix of attempts at one quiz."""
    earned = []
    for attempt in attempts:
        owns = {name: scaled(share) for name, share in attempt.shares.items()}
        total = sum(owns.values())
        earned += [Earned(name, own, total) for name, own in owns.items()]
    return weights_of(earned, people=len(attempts))
