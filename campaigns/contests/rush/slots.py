"""How many starts and registrations one process serves at once: the rest of its threads saves answers."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from django.conf import settings

# How many may wait for a slot, and for how long.
MOST_WAITING = 2
PATIENCE = 1.0
# How long slots have to be full before the line is told, in seconds: five people in the same
# tenth of a second are no rush.
LASTING = 0.5


class Slots:
    """A few slots of one process; whoever dies with it frees them."""

    def __init__(self, count: int):
        self._free = count
        self._waiting = 0
        self._full_since: float | None = None
        self._changed = Condition()

    @contextmanager
    def taken(self, *, patience: float = PATIENCE) -> Iterator[bool]:
        """Hold a slot for as long as the block takes; give False where none was free in time.

        Args:
            patience: seconds; only a few may wait so long, so that threads stay for answers.
        """
        has_slot = self._take(patience)
        try:
            yield has_slot
        finally:
            if has_slot:
                self._give_back()

    @property
    def are_full_for_long(self) -> bool:
        """Whether none was free for :data:`LASTING` seconds, however often one changed hands."""
        since = self._full_since
        return since is not None and time.monotonic() - since >= LASTING

    def _take(self, patience: float) -> bool:
        with self._changed:
            if not self._free and self._waiting < MOST_WAITING:
                self._waiting += 1
                self._changed.wait_for(lambda: self._free, patience)
                self._waiting -= 1
            if not self._free:
                return False
            self._free -= 1
            if not self._free and self._full_since is None:
                self._full_since = time.monotonic()
            return True

    def _give_back(self) -> None:
        with self._changed:
            self._free += 1
            if not self._waiting:
                self._full_since = None
            self._changed.notify()


# Of this process.
SLOTS = Slots(settings.CONTEST_START_SLOTS)
