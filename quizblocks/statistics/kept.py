"""Answers that rooms above keep person by person: they register here and tell sums alone.

The bank knows nothing of contests. Whatever keeps attempts registers an object that answers
:class:`AnswerKeeper`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from quizblocks.choices import AnnulmentKind, AnswerBasis
from quizblocks.models import Annulment

from .sums import ItemSums


@dataclass(frozen=True)
class KeptSums:
    """The sums of one version of one question in one quiz that is over.

    Attributes:
        name: of the quiz, as people know it.
        closed_on: the day on which it ended.
        weight: how much the question moves the total; None where it takes away.
    """

    question_key: UUID
    version: int
    name: str
    closed_on: date
    sums: ItemSums
    weight: float | None = None


class AnswerKeeper(Protocol):
    """What a room that keeps attempts answers."""

    def sums_of(self, question_keys: Collection[UUID], *, basis: AnswerBasis) -> Iterable[KeptSums]:
        """Return the sums of every quiz that is over: a constant number of queries.

        Args:
            question_keys: keys, or a query for them.
        """

    def waiting_for(self, question_keys: Collection[UUID]) -> Iterable[str]:
        """Return the names of quizzes that ask these questions and tell nothing yet."""

    def changed_since(self, moment) -> Iterable[UUID]:
        """Return the questions whose sums are others than at ``moment``; all for None."""


_keepers: list[AnswerKeeper] = []


def register_answer_keeper(keeper: AnswerKeeper) -> None:
    """Ask ``keeper`` from now on; registering one type twice changes nothing."""
    if all(type(known) is not type(keeper) for known in _keepers):
        _keepers.append(keeper)


def kept_sums(
    question_keys: Collection[UUID], *, basis: AnswerBasis = AnswerBasis.FIRST
) -> list[KeptSums]:
    """Return what is kept of ``question_keys``, less the versions that were annulled.

    A version whose key was corrected counts: its answers were marked again.
    """
    found = [each for keeper in _keepers for each in keeper.sums_of(question_keys, basis=basis)]
    if not found:
        return []
    annulled = Annulment.objects.in_force().filter(
        kind=AnnulmentKind.ANNUL, question_key__in={each.question_key for each in found}
    )
    ranges: dict[UUID, list[tuple[int, int]]] = {}
    for key, first, last in annulled.values_list("question_key", "first_version", "last_version"):
        ranges.setdefault(key, []).append((first, last))
    return [
        each
        for each in found
        if not any(
            first <= each.version <= last for first, last in ranges.get(each.question_key, ())
        )
    ]


def waiting_for(question_keys: Collection[UUID]) -> list[str]:
    """Return the names of quizzes that ask ``question_keys`` and tell nothing yet."""
    return [name for keeper in _keepers for name in keeper.waiting_for(question_keys)]


def changed_since(moment) -> set[UUID]:
    """Return the questions whose kept sums are others than at ``moment``; all for None."""
    return {key for keeper in _keepers for key in keeper.changed_since(moment)}
