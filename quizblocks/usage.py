"""Who uses questions: rooms above tell it here, so that a running contest keeps its questions.

The bank knows nothing of contests. Whatever uses questions registers an object
that answers :meth:`QuestionUser.uses_of`.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Use:
    """One use of one question.

    Attributes:
        name: the contest or whatever it is, as people know it.
        url: its address in the admin, or "".
        is_running: people answer it now: the question must not change.
        is_contest: results hang on it: an annulment needs a second person.
    """

    question_key: UUID
    name: str
    url: str = ""
    is_running: bool = False
    is_contest: bool = True


class QuestionUser(Protocol):
    """What a room that uses questions answers."""

    def uses_of(self, question_keys: Collection[UUID]) -> Iterable[Use]:
        """Return every use of ``question_keys``: a constant number of queries."""


_users: list[QuestionUser] = []
_lifted: ContextVar[frozenset[UUID]] = ContextVar("lifted question locks", default=frozenset())


def register_question_user(user: QuestionUser) -> None:
    """Ask ``user`` from now on; registering one type twice changes nothing."""
    if all(type(known) is not type(user) for known in _users):
        _users.append(user)


def uses_of(question_keys: Collection[UUID]) -> list[Use]:
    """Return every use of ``question_keys``."""
    keys = list(question_keys)
    return [use for user in _users for use in user.uses_of(keys)] if keys else []


def running_uses(question_keys: Collection[UUID]) -> list[Use]:
    """Return the uses that lock ``question_keys``, but for locks that are lifted right now."""
    lifted = _lifted.get()
    held = [key for key in question_keys if key not in lifted]
    return [use for use in uses_of(held) if use.is_running]


@contextmanager
def lock_lifted(question_keys: Collection[UUID]) -> Iterator[None]:
    """Let an annulment write questions that a running contest holds."""
    token = _lifted.set(_lifted.get() | frozenset(question_keys))
    try:
        yield
    finally:
        _lifted.reset(token)
