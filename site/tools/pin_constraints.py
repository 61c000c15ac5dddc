"""Write the exact version of every indirect dependency into pyproject.toml.

Direct dependencies stand in ``dependencies`` by hand; this script keeps the
rest in ``[tool.uv] constraint-dependencies``, because ``uv.lock`` would write
a registry's host into the repository.

    uv run python site/tools/pin_constraints.py             # after a dependency changed
    uv run python site/tools/pin_constraints.py --upgrade   # newest versions of the rest
    uv run python site/tools/pin_constraints.py --check     # fail where it is stale
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
BLOCK = re.compile(r"(?ms)^constraint-dependencies = \[.*?^\]\n")
NAME = re.compile(r"^[A-Za-z0-9._-]+")
# Debian 12's own Python, the oldest that this project runs on.
OLDEST_PYTHON = "3.11.2"


def normalised(requirement: str) -> str:
    """Return the package's name in ``requirement`` as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", NAME.match(requirement).group()).lower()


def direct_dependencies(project: dict) -> set[str]:
    """Return the names that pyproject.toml pins by hand."""
    rows = [*project["project"]["dependencies"]]
    for group in project["dependency-groups"].values():
        rows += group
    return {normalised(row) for row in rows}


def resolve(text: str) -> list[str]:
    """Return every requirement of the project in ``text`` with its version, sorted."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "pyproject.toml"
        copy.write_text(text, encoding="utf-8")
        command = ["uv", "pip", "compile", "--quiet", "--universal", "--no-header"]
        command += ["--no-annotate", "--group", "dev", "--python-version", OLDEST_PYTHON]
        done = subprocess.run(  # noqa: S603 -- no input from outside
            [*command, "pyproject.toml"], cwd=folder, check=True, capture_output=True, text=True
        )
    return sorted(line for line in done.stdout.splitlines() if "==" in line)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="Change nothing; fail where stale.")
    parser.add_argument("--upgrade", action="store_true", help="Take the newest versions.")
    options = parser.parse_args()
    text = PYPROJECT.read_text(encoding="utf-8")
    direct = direct_dependencies(tomllib.loads(text))
    known = BLOCK.sub("", text) if options.upgrade else text
    rows = [row for row in resolve(known) if normalised(row) not in direct]
    lines = "".join(f'    "{row}",\n' for row in rows)
    block = f"constraint-dependencies = [\n{lines}]\n"
    wanted = BLOCK.sub("", text).replace("[tool.uv]\n", f"[tool.uv]\n{block}", 1)
    if wanted == text:
        sys.stdout.write(f"The {len(rows)} constraints are up to date.\n")
        return 0
    if options.check:
        sys.stderr.write("The constraints are stale: run site/tools/pin_constraints.py.\n")
        return 1
    PYPROJECT.write_text(wanted, encoding="utf-8")
    sys.stdout.write(f"Wrote {len(rows)} constraints.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
