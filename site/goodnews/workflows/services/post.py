"""Letters that were left behind."""

from dataclasses import dataclass
from datetime import datetime

from goodnews.workflows.mails import deliver
from goodnews.workflows.models import Letter


@dataclass(frozen=True)
class PostRun:
    """What one run did."""

    sent_count: int
    waiting_count: int
    forgotten_count: int


def send_waiting_letters(*, now: datetime) -> PostRun:
    """Send what is due, and forget what was sent a month ago."""
    sent_count = deliver(Letter.objects.due_at(now), now=now)
    forgotten_count, _by_model = Letter.objects.over_at(now).delete()
    return PostRun(
        sent_count=sent_count,
        waiting_count=Letter.objects.due_at(now).count(),
        forgotten_count=forgotten_count,
    )
