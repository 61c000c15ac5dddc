"""Marking again what was answered, after an annulment: rooms that keep results register here.

Each registered rescorer is called in the transaction of the annulment: where
one fails, nothing has happened.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from .choices import AnnulmentKind


@dataclass(frozen=True)
class Rescoring:
    """What is no longer valid, and what is valid in its place.

    Attributes:
        first_version, last_version: the versions of the question that are hit, both included.
        corrected_version: number of the version whose key is right, for a correction.
    """

    question_key: UUID
    kind: AnnulmentKind
    first_version: int
    last_version: int
    corrected_version: int | None
    reason: str
    user: Any
    now: datetime


@dataclass(frozen=True)
class Rescored:
    """How much was marked again."""

    contest_count: int = 0
    response_count: int = 0

    def __add__(self, other: "Rescored") -> "Rescored":
        return Rescored(
            self.contest_count + other.contest_count, self.response_count + other.response_count
        )


class Rescorer(Protocol):
    """What a room that keeps results does when a question falls."""

    def rescore(self, rescoring: Rescoring) -> Rescored:
        """Mark everything again that used the versions hit; say how much it was."""


_rescorers: list[Rescorer] = []


def register_rescorer(rescorer: Rescorer) -> None:
    """Call ``rescorer`` at every annulment; registering one type twice changes nothing."""
    if all(type(known) is not type(rescorer) for known in _rescorers):
        _rescorers.append(rescorer)


def rescore_all(rescoring: Rescoring) -> Rescored:
    """Call every rescorer, in the order of their registration; return the sums."""
    parts: Iterable[Rescored] = (each.rescore(rescoring) for each in _rescorers)
    return sum(parts, Rescored())
