"""One person's row in a stored table with the rows beside it, without reading the whole table.

Pure. A table of 75,000 people is 5 MB of text; a person asks for three lines of it.
"""

import re
from typing import NamedTuple

from .ranking import Status, TableRow
from .ranking_bytes import row_of

LINE_OF = r"^[0-9]+,[01],[{letters}],{entrant},.*$"


class OwnRows(NamedTuple):
    """A row with those beside it in the same league.

    Attributes:
        above, below: None at an end of the table, and for who has no place.
    """

    own: TableRow
    above: TableRow | None = None
    below: TableRow | None = None


def own_rows(content: str, entrant: int) -> OwnRows | None:
    """Return the row of ``entrant`` in a stored table, or None."""
    line = LINE_OF.format(letters=Status.ORDER, entrant=entrant)
    found = re.search(line, content, re.MULTILINE)
    if found is None:
        return None
    own = row_of(found.group())
    if not own.place:
        return OwnRows(own)
    return OwnRows(
        own,
        above=_next(content, found.start() - 1, own.league, step=-1),
        below=_next(content, found.end() + 1, own.league, step=1),
    )


def _next(content: str, at: int, league: str, *, step: int) -> TableRow | None:
    """Return the nearest ranked row of ``league`` before or after ``at``, an edge of a line."""
    while 0 < at < len(content):
        if step < 0:
            start, end = content.rfind("\n", 0, at) + 1, at
            at = start - 1
        else:
            start, end = at, content.index("\n", at)
            at = end + 1
        line = content[start:end]
        # Lines of units stand above the first row, those without a place below the last.
        if line.split(",", 3)[2:3] != [Status.RANKED]:
            return None
        row = row_of(line)
        if row.league == league:
            return row
    return None
