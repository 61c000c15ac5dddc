"""Why one person stands before another, in a sentence. Pure but for the language it is said in."""

from datetime import UTC, datetime

from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.contests.choices import TieBreak
from goodnews.workflows.deadlines import VIET_NAM

from .ranking import MARK, NO_GUESS, Status, Table, TableRow, deciding_key

SECOND = 1_000_000
MINUTE = 60 * SECOND


def explain(
    table: Table, one: TableRow, other: TableRow, *, names: tuple[str, str], full_marks: int = 0
) -> str:
    """Say which key put ``one`` before ``other``, with both values.

    Args:
        names: how the two are called.
        full_marks: the most points; 0 leaves it unsaid.
    """
    first, second = names
    if one.status != other.status:
        return _standing_sentence(other, second)
    key = deciding_key(table.tie_breaks, one, other)
    if key is None:
        return _(
            "%(first)s and %(second)s are equal in everything that the rules compare: "
            "they share the place."
        ) % {"first": first, "second": second}
    same = []
    for name in table.tie_breaks:
        if name == key:
            break
        same.append(_value(TieBreak(name), one, other, full_marks))
    said = {
        "first": first,
        "second": second,
        "one": _value(key, one, other, full_marks),
        "other": _value(key, other, one, full_marks),
    }
    if not same:
        return _("%(first)s: %(one)s; %(second)s: %(other)s.") % said
    return _("Both %(same)s; %(first)s %(one)s, %(second)s %(other)s.") % {
        **said,
        "same": ", ".join(same),
    }


def _standing_sentence(row: TableRow, name: str) -> str:
    if row.status == Status.OUT:
        return _("%(name)s is disqualified and has no place.") % {"name": name}
    return _("%(name)s has not everything right; the rules rank only those who have.") % {
        "name": name
    }


def _value(key: TieBreak, row: TableRow, beside: TableRow, full_marks: int) -> str:
    """Return a value as it is read, as fine as it must be to differ from the one beside it."""
    if key == TieBreak.SCORE:
        return written_score(row.score, full_marks)
    if key == TieBreak.DISTANCE:
        return written_distance(row.distance)
    if key == TieBreak.DURATION:
        digits = _digits(row.duration, beside.duration)
        return _("took %(time)s") % {"time": written_time(row.duration, digits)}
    if key == TieBreak.SUBMITTED:
        digits = _digits(row.submitted, beside.submitted)
        return _("submitted at %(moment)s") % {"moment": written_moment(row.submitted, digits)}
    if key == TieBreak.STARTED:
        digits = _digits(row.started, beside.started)
        return _("started at %(moment)s") % {"moment": written_moment(row.started, digits)}
    return ngettext(
        "has %(count)s attempt with everything right",
        "has %(count)s attempts with everything right",
        row.full_mark_attempts,
    ) % {"count": row.full_mark_attempts}


def _digits(one: int, other: int) -> int:
    """Return how many digits after the second tell the two apart."""
    if one == other or one // SECOND != other // SECOND:
        return 0
    return 3 if one // 1000 != other // 1000 else 6


def written_mark(score: int) -> str:
    """Return ten-thousandths of a mark as they are read: 19, 7,5."""
    whole, rest = divmod(score, MARK)
    if not rest:
        return str(whole)
    return f"{whole}{get_format('DECIMAL_SEPARATOR')}{rest:04d}".rstrip("0")


def written_score(score: int, full_marks: int = 0) -> str:
    """Return a score with its points: 19/20 points."""
    mark = written_mark(score)
    return _("%(mark)s points") % {"mark": f"{mark}/{full_marks}" if full_marks else mark}


def written_distance(distance: int) -> str:
    """Return how far a prediction was off, as it is read."""
    if distance >= NO_GUESS:
        return _("without a prediction")
    if distance == 0:
        return _("predicted exactly")
    return _("predicted with a difference of %(count)s") % {"count": distance}


def written_time(duration: int, digits: int = 0) -> str:
    """Return a time as it is read: 3 minutes 10 seconds. Cut off, never rounded up."""
    minutes, rest = divmod(duration, MINUTE)
    seconds, parts = divmod(rest, SECOND)
    said = str(seconds)
    if digits:
        said += get_format("DECIMAL_SEPARATOR") + f"{parts:06d}"[:digits]
    if not minutes:
        return _("%(seconds)s seconds") % {"seconds": said}
    return _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": said}


def written_moment(moment: int, digits: int = 0) -> str:
    """Return a moment as the clock of Việt Nam has it: 09:00:00 on 30/03/2026."""
    seconds, parts = divmod(moment, SECOND)
    local = datetime.fromtimestamp(seconds, UTC).astimezone(VIET_NAM)
    clock = f"{local:%H:%M:%S}"
    if digits:
        clock += get_format("DECIMAL_SEPARATOR") + f"{parts:06d}"[:digits]
    return _("%(clock)s on %(day)s") % {"clock": clock, "day": f"{local:%d/%m/%Y}"}
