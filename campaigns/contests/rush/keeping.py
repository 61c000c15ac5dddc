"""Where the line is kept: in Redis for all machines, else in a file for all processes of one.

Nothing that counts is in it. Where it is lost, people are let in as far as slots are free.
"""

import fcntl
import logging
import math
import os
import secrets
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache

from .line import Line, Place, advance, ask, from_text, look, new_line, press, to_text

logger = logging.getLogger(__name__)

KEY = "contest-line"
# From one round to the next: the line begins with the speed that it had.
KEPT_SECONDS = 90 * 86_400
MOST_TRIES = 20
# So far may Redis' clock be set back, in seconds, without a new line.
MOST_STEP = 60
_one_at_a_time = Lock()
T = TypeVar("T")
Step = Callable[[Line, float], tuple[Line, T]]


class LineLostError(Exception):
    """Nobody can say who comes next."""


def take_place(ticket: tuple[str, int] | None) -> Place | None:
    """Return the place of whoever has ``ticket``, or a new one; None where the line is lost."""
    top = settings.CONTEST_STARTS_PER_SECOND
    try:
        return _change(lambda line, now: ask(line, ticket=ticket, top=top, now=now))
    except LineLostError:
        logger.warning("The waiting line is lost", extra={"event": "contest_line_lost"})
        return None


def tell_full() -> None:
    """Tell the line that the slots are full."""
    top = settings.CONTEST_STARTS_PER_SECOND
    try:
        _change(lambda line, now: (press(line, top=top, now=now), None))
    except LineLostError:
        return


def look_up(ticket: tuple[str, int]) -> Place | None:
    """Return the place of whoever has ``ticket``; None where the line is lost.

    The line is read and left as it is: thousands look, and would take it from those who begin.
    """
    top = settings.CONTEST_STARTS_PER_SECOND
    try:
        line, now = _read()
    except LineLostError:
        logger.warning("The waiting line is lost", extra={"event": "contest_line_lost"})
        return None
    return look(line, ticket=ticket, top=top, now=now)


def people_waiting() -> int | None:
    """Return how many wait to be called, in all contests; None where the line is lost.

    Whoever looks on moves nobody: the line is read and left as it is.
    """
    top = settings.CONTEST_STARTS_PER_SECOND
    try:
        line, now = _read()
    except LineLostError:
        return None
    if line is None:
        return 0
    line = advance(line, top=top, now=now)
    return max(math.ceil(line.given - line.called), 0)


def _read() -> tuple[Line | None, float]:
    """Return the line, None where none is kept or it is of before a new start, and the moment.

    Raises:
        LineLostError: it cannot be read.
    """
    text, now = _look()
    return _from_text(text, now), now


def _from_text(text: str, now: float) -> Line | None:
    line = from_text(text)
    return line if line is not None and line.at <= now + MOST_STEP else None


def _look() -> tuple[str, float]:
    """Return the line as it is kept, "" where none is, and the moment on its clock.

    Raises:
        LineLostError: it cannot be read.
    """
    if hasattr(cache, "look"):
        seen = cache.look(KEY)
        if seen is None:
            raise LineLostError
        return seen
    try:
        with open(settings.CONTEST_LINE_FILE, encoding="ascii", errors="replace") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            return file.read(), time.monotonic()
    except FileNotFoundError:
        return "", time.monotonic()
    except OSError as error:
        raise LineLostError from error


def _change(step: Step) -> T:
    """Take one step of the line; no other process takes one meanwhile.

    Raises:
        LineLostError: the line can be neither read nor written.
    """
    change = _change_in_redis if hasattr(cache, "swap") else _change_in_file
    return change(partial(_step_from_text, step))


def _step_from_text(step: Step, text: str, now: float) -> tuple[str, T]:
    line = _from_text(text, now)
    if line is None:
        era = secrets.token_hex(4)
        line = new_line(era=era, top=settings.CONTEST_STARTS_PER_SECOND, now=now)
    line, result = step(line, now)
    return to_text(line), result


def _change_in_redis(step: Callable[[str, float], tuple[str, T]]) -> T:
    # The threads of a process would take the line from each other, until the last has lost it.
    with _one_at_a_time:
        for _try in range(MOST_TRIES):
            seen = cache.look(KEY)
            if seen is None:
                break
            text, now = seen
            new, result = step(text, now)
            if cache.swap(KEY, text, new, timeout=KEPT_SECONDS):
                return result
    raise LineLostError


def _change_in_file(step: Callable[[str, float], tuple[str, T]]) -> T:
    path = Path(settings.CONTEST_LINE_FILE)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise LineLostError from error
    with open(descriptor, "r+", encoding="ascii", errors="replace") as file:
        # Held for a tenth of a millisecond, and let go when the file is closed or its process dies.
        fcntl.flock(file, fcntl.LOCK_EX)
        # One clock for all processes of the machine, whatever is done to its time of day.
        text, result = step(file.read(), time.monotonic())
        try:
            file.seek(0)
            file.write(text)
            file.truncate()
        except OSError as error:
            raise LineLostError from error
    return result
