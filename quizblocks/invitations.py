"""What a reader may do after a quiz ("Thử sức ở cuộc thi"): upper rooms say what is open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Invitation:
    """Something that is open now, with the words of its link."""

    label: str
    url: str


Inviting = Callable[[datetime, str], Iterable[Invitation]]
_inviting: list[Inviting] = []


def register_inviting(inviting: Inviting) -> None:
    """Let ``inviting`` say what is open at a moment, given the generation of everything public.

    It is asked with every reply to an answer, so it keeps what it knows.
    """
    _inviting.append(inviting)


def forget_inviting(inviting: Inviting) -> None:
    """Ask ``inviting`` no more."""
    _inviting.remove(inviting)


def invitations(now: datetime, *, generation: str) -> list[Invitation]:
    """Return everything that is open at ``now``."""
    return [invitation for inviting in _inviting for invitation in inviting(now, generation)]
