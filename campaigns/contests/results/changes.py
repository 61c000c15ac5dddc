"""What a correction changed: who moved between two versions of a table, and why. Pure."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from .prizes import Awards
from .ranking import Table, TableRow


class Cause(Enum):
    """Why somebody has another place."""

    NEW = "new"
    GONE = "gone"
    STATUS = "status"
    SCORE = "score"
    OWN = "own"
    OTHERS = "others"


class Move(NamedTuple):
    """One person whose place or score is another one.

    Attributes:
        old, new: the rows; None where the person is not in that version.
    """

    entrant: int
    old: TableRow | None
    new: TableRow | None
    cause: Cause


@dataclass(frozen=True)
class Changes:
    """What differs between two versions.

    Attributes:
        moves: in the order of the new table, who is gone last.
        won, lost: numbers of prizes and the persons who have them in one version only.
    """

    moves: tuple[Move, ...] = ()
    rescored: int = 0
    won: tuple[tuple[int, int], ...] = ()
    lost: tuple[tuple[int, int], ...] = ()


def changes_between(
    old: Table, new: Table, old_awards: Awards | None = None, new_awards: Awards | None = None
) -> Changes:
    """Return who moved from ``old`` to ``new``, and why."""
    before = {row.entrant: row for row in old.rows}
    after = {row.entrant: row for row in new.rows}
    moves = []
    for row in new.rows:
        known = before.get(row.entrant)
        if known is None or (known.place, known.score, known.status, known.is_shared) != (
            row.place,
            row.score,
            row.status,
            row.is_shared,
        ):
            moves.append(Move(row.entrant, known, row, _cause(known, row)))
    moves += [
        Move(row.entrant, row, None, Cause.GONE) for row in old.rows if row.entrant not in after
    ]
    had, has = _winners(old_awards), _winners(new_awards)
    return Changes(
        moves=tuple(moves),
        rescored=sum(move.cause == Cause.SCORE for move in moves),
        won=tuple(sorted(has - had)),
        lost=tuple(sorted(had - has)),
    )


def _cause(old: TableRow | None, new: TableRow) -> Cause:
    if old is None:
        return Cause.NEW
    if old.status != new.status:
        return Cause.STATUS
    if old.score != new.score:
        return Cause.SCORE
    own_before, own_after = (
        row._replace(place=0, is_shared=False, unit=0, league="") for row in (old, new)
    )
    return Cause.OWN if own_before != own_after else Cause.OTHERS


def _winners(awards: Awards | None) -> set[tuple[int, int]]:
    return {(each.prize, each.entrant) for each in awards.persons} if awards else set()
