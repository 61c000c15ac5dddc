"""Where the board learns how many people wait to be let in; a room with a waiting line says it."""

from collections.abc import Callable

# Takes the id of a contest, returns how many wait now, or None where it has no line.
Waiting = Callable[[int], int | None]

_lines: list[Waiting] = []


def register_waiting_line(waiting: Waiting) -> None:
    """Let the board ask ``waiting``; once is enough."""
    if waiting not in _lines:
        _lines.append(waiting)


def waiting_now(contest_id: int) -> int | None:
    """Return how many people wait; None where no line is kept."""
    found = [number for line in _lines if (number := line(contest_id)) is not None]
    return sum(found) if found else None
