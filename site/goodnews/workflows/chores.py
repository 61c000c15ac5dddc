"""What is done again and again (việc định kỳ): a registry, and the round that does what is due.

``run_scheduler`` goes round once a second. Every chore may run on several
servers at the same moment and be killed at any moment; its room sees to that.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Chore:
    """Something to be done every so often.

    Attributes:
        name: for the log.
        every: how long it rests after it began.
        run: does it; it is given the moment.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], object]


_chores: dict[str, Chore] = {}


def register_chore(chore: Chore) -> None:
    """Let ``run_scheduler`` do ``chore``.

    Raises:
        ValueError: the name is taken.
    """
    if chore.name in _chores:
        raise ValueError(f"“{chore.name}” is registered already")
    _chores[chore.name] = chore


def all_chores() -> list[Chore]:
    """Return every chore in the order of registration."""
    return list(_chores.values())


@dataclass
class Round:
    """Does what is due, and remembers when each chore is due again."""

    chores: list[Chore]
    due_at: dict[str, datetime] = field(default_factory=dict)

    def run(self, *, clock: Callable[[], datetime]) -> list[str]:
        """Run what is due; a chore that fails stops no other.

        Args:
            clock: tells the moment, which moves on while a chore is at work.

        Returns:
            the names of the chores that were run without a fault.
        """
        done = []
        for chore in self.chores:
            now = clock()
            if now < self.due_at.get(chore.name, now):
                continue
            self.due_at[chore.name] = now + chore.every
            try:
                chore.run(now)
            except Exception:
                logger.exception(
                    "Chore failed", extra={"event": "chore_failed", "chore": chore.name}
                )
            else:
                done.append(chore.name)
        return done
