"""Keep the catalogues of ``site/locale`` in step with the sources.

    uv run python site/tools/catalogues.py           # collect and compile
    uv run python site/tools/catalogues.py --check   # fail where they are stale

Needs GNU gettext. Headers carry no dates, so that a catalogue changes only
when its texts do. English is the language of the message ids and is filled in
here; Vietnamese is written by hand in the ``.po`` files.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "site" / "locale"
PACKAGES = ROOT / "site" / "locale_packages"
PLURALS = {"vi": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}
IGNORED = ["var/*", ".venv/*", "tests/*", "node_modules/*", "site/docs/*", "*/vendor/*"]


def collect(domain: str) -> None:
    """Let Django read the sources into ``site/locale``."""
    command = [sys.executable, "manage.py", "makemessages", "-l", "vi", "-l", "en", "-d", domain]
    command += ["--no-location", "--no-wrap", *(f"--ignore={pattern}" for pattern in IGNORED)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603


def tidy(path: Path) -> list[str]:
    """Rewrite one catalogue without dates and leftovers; return what is not translated."""
    language = path.parts[-3]
    catalogue = polib.pofile(path, wrapwidth=0)
    catalogue.header = "Catalogue of the goodnews project."
    catalogue.metadata = {
        "Project-Id-Version": "goodnews",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for entry in list(catalogue):
        if entry.obsolete:
            catalogue.remove(entry)
            continue
        if "fuzzy" in entry.flags:
            # A guess of msgmerge; a person translates it anew.
            entry.flags.remove("fuzzy")
            entry.previous_msgid = entry.previous_msgid_plural = None
            entry.msgstr = ""
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
        if language == "en":
            entry.msgstr = "" if entry.msgid_plural else entry.msgid
            if entry.msgid_plural:
                entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalogue.save(path)
    catalogue.save_as_mofile(path.with_suffix(".mo"))
    return [entry.msgid for entry in catalogue.untranslated_entries()]


def build() -> list[str]:
    """Collect and compile everything; return what is not translated."""
    for domain in ("django", "djangojs"):
        collect(domain)
    missing = []
    for folder in (LOCALE, PACKAGES):
        for path in sorted(folder.glob("*/LC_MESSAGES/*.po")):
            missing += [f"{path.parts[-3]}: {msgid}" for msgid in tidy(path)]
    return missing


def catalogue_texts() -> dict[str, str]:
    """Return every catalogue as it stands on the disk, by path."""
    paths = [*LOCALE.rglob("*.po"), *PACKAGES.rglob("*.po")]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}


def check() -> int:
    """Build beside the committed files, compare, and put those back."""
    before = catalogue_texts()
    with tempfile.TemporaryDirectory() as folder:
        for source in (LOCALE, PACKAGES):
            shutil.copytree(source, Path(folder) / source.name)
        try:
            missing = build()
            after = catalogue_texts()
        finally:
            for source in (LOCALE, PACKAGES):
                shutil.rmtree(source)
                shutil.copytree(Path(folder) / source.name, source)
    stale = [path for path in after if before.get(path) != after[path]]
    for line in [*(f"stale: {path}" for path in stale), *(f"untranslated: {m}" for m in missing)]:
        sys.stderr.write(f"{line}\n")
    return 1 if stale or missing else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="Change nothing; fail where stale.")
    if parser.parse_args().check:
        return check()
    missing = build()
    for line in missing:
        sys.stderr.write(f"untranslated: {line}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
