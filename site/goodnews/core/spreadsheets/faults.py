"""Many faults of a file in few lines, and as a file of their own. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .cells import text_of
from .tables import Column, Fault
from .writing import write_table

# What differs between two faults of one kind: what was typed, and numbers of rows.
QUOTED = re.compile(r"“[^”]*”")
NUMBER = re.compile(r"\d+")
LONGEST = 2000
COLUMNS = (
    Column(key="row", heading="Dòng", read=text_of(20), width=10),
    Column(key="column", heading="Cột", read=text_of(20), width=10),
    Column(key="heading", heading="Tên cột", read=text_of(200), width=28),
    Column(key="message", heading="Lỗi", read=text_of(LONGEST), width=100),
)


@dataclass(frozen=True)
class FaultCount:
    """How often one kind of fault stands in a file, with the first as an example."""

    heading: str
    example: str
    first_row: int
    count: int


def count_faults(faults: Sequence[Fault]) -> list[FaultCount]:
    """Return the kinds of faults, the most frequent first."""
    groups: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        kind = NUMBER.sub("#", QUOTED.sub("“…”", fault.message))
        groups.setdefault((fault.heading, kind), []).append(fault)
    counts = [
        FaultCount(heading, own[0].message, own[0].row, len(own))
        for (heading, _kind), own in groups.items()
    ]
    return sorted(counts, key=lambda each: (-each.count, each.first_row))


def write_faults(faults: Sequence[Fault]) -> bytes:
    """Return an XLSX file with every fault, in the order of the rows."""
    rows = (
        {
            "row": fault.row or None,
            "column": fault.column,
            "heading": fault.heading,
            "message": fault.message,
        }
        for fault in faults
    )
    return write_table(title="Lỗi", columns=COLUMNS, rows=rows)
