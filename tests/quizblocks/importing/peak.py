"""Read files of questions one by one, each in a process of its own, and say what that cost.

Run as ``python -m tests.quizblocks.importing.peak FOLDER``; prints one line of JSON a file.
"""

import json
import sys
from functools import partial
from pathlib import Path

import django

from tests.children import in_a_child
from tests.yardstick import spent_on_steps

# About a second where a million small steps take 40 ms.
MOST_YARDSTICKS = 25
READINGS = 3


def examine(path: Path) -> dict:
    """Return what became of a file: refused with a sentence, or so many questions and faults."""
    from quizblocks.importing.entries import judge
    from quizblocks.importing.files import MOST_BYTES, REFUSALS, format_of_file
    from quizblocks.importing.rows import RowsRefusedError, rows_of
    from quizblocks.importing.tables import open_table, read_table

    if not 0 < path.stat().st_size <= MOST_BYTES:
        # The form's own refusals, before anything is read.
        return {"refused": "size"}
    content = path.read_bytes()
    try:
        found = format_of_file(path.name, content)
        if found.is_table:
            table = open_table(content)
            if not table.mapping.is_complete:
                return {"refused": "columns"}
            reading, guess = read_table(table)
        else:
            read = found.read(content)
            reading, guess = read.reading, read.guess
        rows = rows_of(reading, guess=guess)
        faults = sum(bool(row.fault or judge(row.item, topic="x").faults) for row in rows)
    except (*REFUSALS, RowsRefusedError) as refusal:
        return {"refused": str(refusal.message)}
    return {"rows": len(rows), "faults": faults}


def guarded(path: Path) -> dict:
    """Return what :func:`examine` says; any error but a refusal is the finding."""
    try:
        return examine(path)
    except BaseException as error:  # noqa: BLE001
        return {"crashed": repr(error)[:300]}


def cost(path: Path) -> dict:
    """Return what reading ``path`` cost, and what became of it; read again where it took too long.

    What grows with each letter is slow each time, a neighbour of this machine only once. A
    reading that went wrong is the finding, whatever another one would say.
    """
    for _ in range(READINGS):
        found = in_a_child(partial(guarded, path)) | {"name": path.name}
        # Beside the file itself: a busy machine is slower at one moment than at another.
        found["yardsticks"] = round(found["seconds"] / spent_on_steps(), 1)
        if found["yardsticks"] <= MOST_YARDSTICKS or found.keys() & {"crashed", "died"}:
            break
    return found


def main(folder: str) -> None:
    django.setup()
    # Whatever is imported at first use, before anything is measured.
    for path in sorted(Path(folder, "good").iterdir()):
        examine(path)
    nothing = in_a_child(dict)["peak_mb"]
    for path in sorted(Path(folder).glob("*.*")):
        found = cost(path)
        found["more_mb"] = found.pop("peak_mb") - nothing
        print(json.dumps(found), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
