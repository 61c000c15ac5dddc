"""The clock that decides, set by hand: the database's and every worker's at once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from unittest import mock

from django.utils import timezone

# Where every moment comes in that the database said.
READER = "campaigns.contests.clock.moment_of"


@contextmanager
def _all_clocks(moment: Callable[[], datetime]) -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(mock.patch(READER, lambda _said: moment()))
        stack.enter_context(mock.patch("django.utils.timezone.now", moment))
        yield


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let all clocks stand at ``moment``."""
    with _all_clocks(lambda: moment):
        yield


class RunningClock:
    """All clocks go on as fast as ever, from the moment that they were last set to."""

    def __init__(self):
        self.now = timezone.now
        self.ahead = timedelta()

    def moment(self) -> datetime:
        return self.now() + self.ahead

    def move(self, moment: datetime) -> None:
        self.ahead = moment - self.now()


@contextmanager
def running_clock() -> Iterator[RunningClock]:
    """Let all clocks follow the one that is returned."""
    found = RunningClock()
    with _all_clocks(found.moment):
        yield found
