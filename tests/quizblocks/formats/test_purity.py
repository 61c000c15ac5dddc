import ast
from pathlib import Path

import pytest

from quizblocks import formats

FOLDER = Path(formats.__file__).parent
MODULES = sorted(FOLDER.rglob("*.py"))


def imported_names(path: Path) -> set[str]:
    """Return the full names of the modules that the file at ``path`` imports by name."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module)
    return names


class PurityTests:
    def test_there_are_modules_to_look_at(self):
        assert len(MODULES) > 10

    @pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
    def test_a_format_knows_of_django_only_how_to_speak(self, path):
        names = imported_names(path)
        of_django = {name for name in names if name.partition(".")[0] == "django"}
        assert of_django <= {"django.utils.translation"}
