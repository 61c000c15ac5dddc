"""How many starts and registrations one process serves at once: the rest of its threads saves answers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

# Of these, how many may wait for a slot, and for how long.
MOST_WAITING = 2
PATIENCE = 1.0


class Slots:
    """A few slots of one process; whoever dies with it frees them."""

    def __init__(self, count: int):
        self._free = threading.BoundedSemaphore(count)
        self._waiting = threading.BoundedSemaphore(MOST_WAITING)

    @contextmanager
    def taken(self, *, patience: float = PATIENCE) -> Iterator[bool]:
        """Hold a slot for as long as the block takes; give False where none was free in time.

        Args:
            patience: seconds; only a few may wait so long, so that threads stay for answers.
        """
        has_slot = self._free.acquire(blocking=False) or self._wait(patience)
        try:
            yield has_slot
        finally:
            if has_slot:
                self._free.release()

    def _wait(self, patience: float) -> bool:
        if not self._waiting.acquire(blocking=False):
            return False
        try:
            return self._free.acquire(timeout=patience)
        finally:
            self._waiting.release()


# Of this process.
SLOTS = Slots(settings.CONTEST_START_SLOTS)
