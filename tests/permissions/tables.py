"""The permission tables: text files that people read, compared with what the site answers.

``PERMISSION_TABLES=write uv run pytest tests/permissions`` writes what the site
answers now; the difference is then read line by line before it is committed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from django.template.response import SimpleTemplateResponse

from .world import WHO

FOLDER = Path(__file__).parent
IS_WRITING = os.environ.get("PERMISSION_TABLES") == "write"
HOW_TO_ADD = (
    "Write it with `PERMISSION_TABLES=write uv run pytest tests/permissions`, "
    "then read the difference: does each role get the answer that it should?"
)

Row = dict[str, str]


class Table:
    """A file with one row for each key and one column for each kind of visitor."""

    def __init__(self, file_name: str, key_names: tuple[str, ...]):
        self.path = FOLDER / file_name
        self.key_names = key_names

    def read(self) -> dict[tuple[str, ...], Row]:
        """Return the rows by key."""
        rows = {}
        for line in self.path.read_text(encoding="utf-8").splitlines()[1:]:
            cells = [cell.strip() for cell in line.split("\t")]
            width = len(self.key_names)
            rows[tuple(cells[:width])] = dict(zip(WHO, cells[width:], strict=True))
        return rows

    def write(self, rows: dict[tuple[str, ...], Row]) -> None:
        """Replace the file."""
        lines = ["\t".join((*self.key_names, *WHO))]
        lines += ["\t".join((*key, *(row[who] for who in WHO))) for key, row in rows.items()]
        self.path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def differences(
    expected: dict[tuple[str, ...], Row], actual: dict[tuple[str, ...], Row]
) -> list[str]:
    """Return one line for each cell that is not as the table says."""
    return [
        f"{' '.join(key)} as {who}: table says {expected[key][who]}, site answers {answer}"
        for key, row in actual.items()
        if key in expected
        for who, answer in row.items()
        if expected[key][who] != answer
    ]


@contextmanager
def unrendered() -> Iterator[None]:
    """Leave pages empty whose status is decided: what stands on them, the table of routes reads."""
    with mock.patch.object(SimpleTemplateResponse, "rendered_content", ""):
        yield
