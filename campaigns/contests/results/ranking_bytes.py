"""A ranking and what it was made of as bytes: the same bytes for the same thing, always.

Pure. One line for the head, one for each unit, one for each person or attempt; a line holds
whole numbers and codes of leagues, parted by commas.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from campaigns.contests.rules import ContestRules, from_json, to_json

from .ranking import (
    ALL_ROUNDS,
    Counts,
    RankedAttempt,
    Table,
    TableRow,
    UnitCount,
    rank,
    rank_sum,
)

FORMAT = 1


@dataclass(frozen=True)
class Inputs:
    """Everything that a ranking is a function of.

    Attributes:
        round: number of the round, ``ALL_ROUNDS`` for the sum.
        truths: number of a round and its frozen truth.
        headcounts: id of a unit and how many young people it had.
    """

    rules: ContestRules
    round: int
    truths: tuple[tuple[int, int], ...] = ()
    headcounts: tuple[tuple[int, int], ...] = ()
    attempts: tuple[RankedAttempt, ...] = ()

    def table(self) -> Table:
        """Return the ranking."""
        truths, headcounts = dict(self.truths), dict(self.headcounts)
        if self.round == ALL_ROUNDS:
            return rank_sum(self.rules, self.attempts, truths, headcounts)
        return rank(self.rules.round(self.round), self.attempts, truths.get(self.round), headcounts)


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of ``content`` in hexadecimal digits."""
    return sha256(content).hexdigest()


def inputs_to_bytes(inputs: Inputs) -> bytes:
    """Return ``inputs`` in canonical order."""
    head = _json(
        {
            "format": FORMAT,
            "round": inputs.round,
            "truths": sorted(inputs.truths),
            "headcounts": sorted(inputs.headcounts),
            "attempts": len(inputs.attempts),
        }
    )
    lines = [head, to_json(inputs.rules)]
    lines += [_attempt_line(each) for each in sorted(inputs.attempts)]
    return _joined(lines)


def inputs_from_bytes(content: bytes) -> Inputs:
    """Return what :func:`inputs_to_bytes` wrote."""
    lines = iter(content.decode().splitlines())
    head, rules = json.loads(next(lines)), from_json(next(lines))
    return Inputs(
        rules=rules,
        round=head["round"],
        truths=tuple((number, truth) for number, truth in head["truths"]),
        headcounts=tuple((unit, count) for unit, count in head["headcounts"]),
        attempts=tuple(_attempt(line) for line in lines),
    )


def _attempt_line(each: RankedAttempt) -> str:
    guess = "" if each.prediction is None else each.prediction
    return (
        f"{each.attempt},{each.entrant},{each.round},{each.unit},{each.league},{each.score},"
        f"{int(each.is_full)},{guess},{each.started},{each.submitted},{int(each.is_out)}"
    )


def _attempt(line: str) -> RankedAttempt:
    attempt, entrant, number, unit, league, score, full, guess, started, submitted, out = (
        line.split(",")
    )
    return RankedAttempt(
        int(attempt),
        int(entrant),
        int(number),
        int(unit),
        league,
        int(score),
        full == "1",
        int(guess) if guess else None,
        int(started),
        int(submitted),
        out == "1",
    )


def to_bytes(table: Table) -> bytes:
    """Return ``table`` as the bytes that are stored and compared."""
    head = _json(
        {
            "format": FORMAT,
            "round": table.round,
            "tie_breaks": table.tie_breaks,
            "truth": table.truth,
            "counts": table.counts,
            "units": len(table.units),
        }
    )
    lines = [head]
    lines += [",".join(map(str, each)) for each in table.units]
    lines += [_row_line(row) for row in table.rows]
    return _joined(lines)


def from_bytes(content: bytes, *, places: int | None = None) -> Table:
    """Return what :func:`to_bytes` wrote.

    Args:
        places: read no further than this place of each league.
    """
    lines = iter(content.decode().splitlines())
    head = json.loads(next(lines))
    units = tuple(_unit(line) for line in islice(lines, head["units"]))
    return Table(
        round=head["round"],
        tie_breaks=tuple(head["tie_breaks"]),
        truth=head["truth"],
        counts=Counts(*head["counts"]),
        units=units,
        rows=tuple(_rows(lines, places)),
    )


def top_of(content: str) -> tuple[Counts, tuple[UnitCount, ...]]:
    """Return the counts and the units of a stored table, which may be cut off below them.

    A unit whose line is cut is left out.
    """
    lines = iter(content[: content.rfind("\n") + 1].splitlines())
    head = json.loads(next(lines))
    return Counts(*head["counts"]), tuple(map(_unit, islice(lines, head["units"])))


def _unit(line: str) -> UnitCount:
    unit, league, *numbers = line.split(",")
    return UnitCount(int(unit), league, *map(int, numbers))


def _row_line(row: TableRow) -> str:
    return (
        f"{row.place},{int(row.is_shared)},{row.status},{row.entrant},{row.attempt},{row.unit},"
        f"{row.league},{row.score},{row.distance},{row.duration},{row.submitted},{row.started},"
        f"{row.full_mark_attempts}"
    )


def _rows(lines: Iterable[str], places: int | None) -> Iterator[TableRow]:
    for line in lines:
        row = row_of(line)
        # The ranked stand at the top, by place.
        if places is not None and not 0 < row.place <= places:
            return
        yield row


def row_of(line: str) -> TableRow:
    """Return the row that one line of a stored table says."""
    place, shared, status, entrant, attempt, unit, league, *numbers = line.split(",")
    return TableRow(
        int(place),
        shared == "1",
        status,
        int(entrant),
        int(attempt),
        int(unit),
        league,
        *map(int, numbers),
    )


def _json(value: dict) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _joined(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
