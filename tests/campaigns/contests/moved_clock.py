"""The clock that decides, set by hand: the database's and every worker's at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest import mock

from django.utils import timezone

from campaigns.contests import clock

ANSWERS = {"postgresql": "SELECT TIMESTAMPTZ '{}+00'", "sqlite": "SELECT '{}'"}


def asked(moment: datetime) -> dict[str, str]:
    """Return what asks each database for ``moment`` instead of its own clock."""
    said = f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
    return {vendor: answer.format(said) for vendor, answer in ANSWERS.items()}


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let all clocks stand at ``moment``."""
    with (
        mock.patch.dict(clock.QUERIES, asked(moment)),
        mock.patch("django.utils.timezone.now", return_value=moment),
    ):
        yield


class RunningClock(dict):
    """All clocks go on as fast as ever, from the moment that they were last set to."""

    def __init__(self):
        super().__init__()
        self.now = timezone.now
        self.ahead = timedelta()

    def __getitem__(self, vendor):
        return asked(self.moment())[vendor]

    def moment(self) -> datetime:
        return self.now() + self.ahead

    def move(self, moment: datetime) -> None:
        self.ahead = moment - self.now()


@contextmanager
def running_clock() -> Iterator[RunningClock]:
    """Let all clocks follow the one that is returned."""
    found = RunningClock()
    with (
        mock.patch.object(clock, "QUERIES", found),
        mock.patch("django.utils.timezone.now", found.moment),
    ):
        yield found
