"""More than two hundred hostile files of questions; some of each family every time.

All of them: ``HOSTILE_QUESTIONS=1 uv run pytest tests/quizblocks/importing/test_hostile.py -s``
(some minutes).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .hostile_files import hostile_files
from .hostile_parts import ENDINGS, small_table, small_word, with_text
from .peak import MOST_YARDSTICKS

IS_WHOLE = os.environ.get("HOSTILE_QUESTIONS") == "1"
MOST_MEGABYTES = 100
ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.timeout(0 if IS_WHOLE else 300)


def examined(folder: Path, files) -> list[dict]:
    """Return what became of ``files``, each read by a process of its own."""
    good = folder / "good"
    good.mkdir()
    for ending in ENDINGS:
        made = {"xlsx": small_table, "docx": small_word}.get(ending)
        (good / f"good.{ending}").write_bytes(made() if made else with_text(ending, "1930"))
    for name, data in files:
        (folder / name).write_bytes(data)
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    done = subprocess.run(
        [sys.executable, "-m", "tests.quizblocks.importing.peak", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "goodnews.settings.test"},
        stdout=subprocess.PIPE,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def summary(found: list[dict]) -> str:
    refused = sum("refused" in row for row in found)
    peak = max(found, key=lambda row: row["more_mb"])
    slowest = max(found, key=lambda row: row["seconds"])
    return (
        f"{len(found)} files, {refused} refused whole; most memory +{peak['more_mb']} MB "
        f"({peak['name']}), longest {slowest['seconds']} s ({slowest['name']})"
    )


def test_hostile_files_are_refused_or_read_in_little_time_and_memory(tmp_path):
    found = examined(tmp_path, hostile_files(is_whole=IS_WHOLE))
    print(f"\n{summary(found)}")  # noqa: T201 - a figure to be written down
    wrong = [
        row
        for row in found
        if "crashed" in row
        or "died" in row
        or row.get("refused") == ""
        or row["more_mb"] > MOST_MEGABYTES
        or row["yardsticks"] > MOST_YARDSTICKS
    ]
    assert wrong == []
    assert len(found) >= (200 if IS_WHOLE else 40)
    # Both happen: otherwise the files would be no test.
    assert any("refused" in row for row in found) and any("rows" in row for row in found)
