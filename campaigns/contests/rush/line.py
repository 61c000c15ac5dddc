"""The waiting line (hàng chờ) as a value; pure. Numbers are given in order and called at a pace.

The pace finds itself: it grows while people wait and slots are free, and shrinks whenever
somebody whose turn it is finds no slot. So it needs no list of who is there: a number whose
owner has left costs one slot for a moment, and a number that was called stays called.
"""

import json
import math
from dataclasses import asdict, dataclass, replace

# Of the pace: a second while people wait; once for a second in which slots were full.
GROWTH = 1.05
SHRINKAGE = 0.9
LOWEST_PACE = 0.5
# How long nobody is called after somebody found no slot, in seconds.
STANDSTILL = 0.5
# Over how many seconds the speed is measured that people are told.
MEASURED_OVER = 10
# A number stays good until so many others were called: half an hour at twenty a second.
KEPT_FOR = 36_000


@dataclass(frozen=True)
class Line:
    """A line at a moment. Moments are seconds on one clock that never goes back.

    Attributes:
        era: names this line; numbers of another one are of a line that was lost.
        given: the last number given.
        called: numbers up to this one may begin.
        pace: how many are called a second while nothing presses.
        speed: how many were called a second of late.
        at: when it was asked last.
        pressed_at: when somebody called found no slot last.
    """

    era: str
    pace: float
    speed: float
    at: float
    given: int = 0
    called: float = 0.0
    pressed_at: float = -1e9

    @property
    def has_waiting(self) -> bool:
        """Whether somebody has a number that is not called yet."""
        return self.given > self.called

    def knows(self, number: int) -> bool:
        """Whether ``number`` was given and is not very old."""
        return max(self.called - KEPT_FOR, 1) <= number <= self.given


@dataclass(frozen=True)
class Place:
    """Somebody's place in a line.

    Attributes:
        ahead: how many are served before; 0 when it is their turn.
        seconds: how long that takes at the measured speed.
    """

    era: str
    number: int
    ahead: int
    seconds: float

    @property
    def is_turn(self) -> bool:
        return self.ahead == 0


def new_line(*, era: str, top: float, now: float) -> Line:
    """Return an empty line that calls at the highest pace, and promises half of it, to begin with.

    Too slow a start leaves slots free; too short a promise brings everybody back too early.
    """
    return Line(era=era, pace=top, speed=top / 2, at=now, called=top)


def ask(
    line: Line, *, ticket: tuple[str, int] | None, top: float, now: float
) -> tuple[Line, Place]:
    """Return the line now, and the place of whoever asks.

    Args:
        ticket: era and number that they were given; None for a newcomer, who is given one.
        top: the highest pace.
    """
    line = advance(line, top=top, now=now)
    if ticket is not None and ticket[0] != line.era:
        return line, _turn(ticket)
    number = ticket[1] if ticket else 0
    if not line.knows(number):
        number = line.given + 1
        line = replace(line, given=number)
    return line, _place(line, number)


def look(line: Line | None, *, ticket: tuple[str, int], top: float, now: float) -> Place:
    """Return the place of whoever has ``ticket`` without a step of the line; None where none is kept.

    A number that the line does not know is called: whoever presses the button is given another.
    """
    if line is None or ticket[0] != line.era or not line.knows(ticket[1]):
        return _turn(ticket)
    return _place(advance(line, top=top, now=now), ticket[1])


def _place(line: Line, number: int) -> Place:
    ahead = max(math.ceil(number - line.called), 0)
    seconds = ahead / max(line.speed, LOWEST_PACE)
    return Place(era=line.era, number=number, ahead=ahead, seconds=seconds)


def _turn(ticket: tuple[str, int]) -> Place:
    """Return the place of somebody who has waited in a line that nobody remembers."""
    return Place(*ticket, ahead=0, seconds=0)


def advance(line: Line, *, top: float, now: float) -> Line:
    """Call whoever is to be called by ``now``; the highest pace's second may come at once."""
    passed = now - line.at
    if passed <= 0:
        return replace(line, at=now)
    moving = min(max(now - line.pressed_at - STANDSTILL, 0), passed)
    # The highest pace may have been lowered since.
    pace, speed = min(line.pace, top), min(line.speed, top)
    called = min(line.called + pace * moving, line.given + top)
    if not line.has_waiting:
        return replace(line, called=called, pace=pace, speed=speed, at=now)
    pace = min(pace * GROWTH**moving, top)
    if called < line.given:
        share = 1 - math.exp(-passed / MEASURED_OVER)
        speed += share * ((called - line.called) / passed - speed)
    return replace(line, called=called, pace=pace, speed=speed, at=now)


def press(line: Line, *, top: float, now: float) -> Line:
    """Note that somebody whose turn it is found no slot: the line stands still for a moment."""
    line = advance(line, top=top, now=now)
    pace = line.pace
    if line.has_waiting and now - line.pressed_at >= 1:
        pace = max(pace * SHRINKAGE, LOWEST_PACE)
    return replace(line, pace=pace, pressed_at=now)


def to_text(line: Line) -> str:
    """Return the line as it is kept."""
    return json.dumps(asdict(line))


def from_text(text: str) -> Line | None:
    """Return a line that was kept, or None: nothing was, or another release kept it."""
    try:
        return Line(**json.loads(text))
    except (ValueError, TypeError):
        return None
