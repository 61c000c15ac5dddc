"""What the entrants of a load sent and were told, and what the database holds. Plain values."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ticket:
    """One prepared entrant.

    Attributes:
        entrant: the entrant's key, in hexadecimal.
        cookie: name and value, as a browser sends it.
    """

    entrant: str
    cookie: str


@dataclass(frozen=True)
class Prepared:
    """A contest that is open, with its entrants.

    Attributes:
        path: the addresses of its entrants begin with it.
        items: how many questions a paper asks, all with a typed answer.
    """

    path: str
    items: int
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True)
class Save:
    """One answer that was sent; its text was never sent before."""

    place: int
    sequence: int
    text: str


@dataclass
class Log:
    """What one entrant sent and was told.

    Attributes:
        sent: every answer, acknowledged or not.
        acknowledged: those that the site said it had saved, in the order of its replies.
        receipts: each time that the site showed the receipt.
        differing: replays whose reply was another one than the first.
    """

    entrant: str
    sent: list[Save] = field(default_factory=list)
    acknowledged: list[Save] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    differing: int = 0


@dataclass
class Load:
    """What all entrants of one run saw together.

    Attributes:
        errors: replies that were none or a refusal, by what they were; each was tried again.
        error_moments, reply_moments: on the clock of ``time.monotonic``, in order.
        waits: seconds that each save took, its repetitions included.
    """

    logs: list[Log] = field(default_factory=list)
    requests: int = 0
    errors: Counter = field(default_factory=Counter)
    error_moments: list[float] = field(default_factory=list)
    reply_moments: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def error_share(self) -> float:
        """The share of requests that a client saw fail."""
        return sum(self.errors.values()) / max(self.requests, 1)


@dataclass(frozen=True)
class Held:
    """One answer as the database holds it."""

    place: int
    sequence: int
    text: str
    is_marked: bool


@dataclass(frozen=True)
class HeldAttempt:
    """One attempt as the database holds it.

    Attributes:
        receipt: what the site would show now; "" for an open attempt.
        is_marked_right: the score is what marking the answers gives now.
    """

    is_open: bool
    answers: tuple[Held, ...]
    receipt: str = ""
    is_marked_right: bool = True


# By the key of the entrant.
Standing = Mapping[str, tuple[HeldAttempt, ...]]
