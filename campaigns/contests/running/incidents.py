"""What went wrong and what was done about it: acts of the organisers, sealed in the chain.

An incident is noted once and never changed; a correction is another one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from campaigns.contests.evidence.chain import record_act
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import Contest, ContestAct

from .errors import EndsFirstError, LaterError


@dataclass(frozen=True)
class Incident:
    """What an act of this kind says (sự cố).

    Attributes:
        ended_at: None where it was not over when it was noted.
        rounds: numbers of the rounds; empty for all.
    """

    began_at: datetime
    ended_at: datetime | None
    rounds: tuple[int, ...]
    what: str
    done: str
    act: ContestAct

    def is_about(self, number: int) -> bool:
        """Tell whether the round ``number`` was hit."""
        return not self.rounds or number in self.rounds


def note_incident(
    *,
    contest: Contest,
    began_at: datetime,
    ended_at: datetime | None,
    rounds: Collection[int],
    what: str,
    done: str,
    user,
    now: datetime,
) -> ContestAct:
    """Note what happened, for good.

    Raises:
        LaterError: it begins later than now.
        EndsFirstError: it ends before it begins.
    """
    if began_at > now:
        raise LaterError
    if ended_at is not None and ended_at < began_at:
        raise EndsFirstError
    details = {
        "from": began_at.isoformat(),
        "to": ended_at.isoformat() if ended_at else "",
        "rounds": sorted(rounds),
        "done": done,
    }
    return record_act(
        contest=contest,
        kind=ActKind.INCIDENT,
        reason=what,
        user=user,
        now=now,
        details=details,
    )


def incidents_in(acts: Iterable[ContestAct]) -> list[Incident]:
    """Return the incidents among ``acts``, in their order."""
    return [_incident(act) for act in acts if act.kind == ActKind.INCIDENT]


def _incident(act: ContestAct) -> Incident:
    said = act.details
    return Incident(
        began_at=datetime.fromisoformat(said["from"]),
        ended_at=datetime.fromisoformat(said["to"]) if said["to"] else None,
        rounds=tuple(said["rounds"]),
        what=act.reason,
        done=said["done"],
        act=act,
    )
