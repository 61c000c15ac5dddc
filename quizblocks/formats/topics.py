"""Moodle's categories and tags as topics, tags and difficulty."""

import re

# "$course$/top/…", "$system$/…": where Moodle keeps the category, not what it is.
CONTEXT = re.compile(r"\s*\$[a-z0-9]+\$\s*(?:/(?!/)\s*(?:top\s*(?=/|$))?)?", re.IGNORECASE)
SLASH = re.compile(r"(?<!/)/(?!/)")
# Looks like the slash inside a name, which Moodle doubles; a topic's own slash divides names.
DIVISION_SLASH = "\u2215"
TOP = "$course$/top"
DIFFICULTY = "difficulty:"
DIFFICULTIES = ("easy", "medium", "hard")


def read_category(path: str) -> str:
    """Return the topic that Moodle's category ``path`` names: "$course$/top/A/B" is "A/B"."""
    context = CONTEXT.match(path)
    names = SLASH.split(path[context.end() :] if context else path)
    names = [name.replace("//", DIVISION_SLASH).strip() for name in names]
    return "/".join(name for name in names if name)


def write_category(topic: str) -> str:
    """Return Moodle's path of ``topic``; :func:`read_category` takes it back."""
    return f"{TOP}/{topic}" if topic else TOP


def read_tags(tags: list[str]) -> tuple[tuple[str, ...], str]:
    """Return the tags proper, none twice, and the difficulty that the others name, or ""."""
    proper: dict[str, str] = {}
    difficulty = ""
    for tag in tags:
        level = tag.removeprefix(DIFFICULTY)
        if level != tag and level in DIFFICULTIES:
            difficulty = level
        else:
            proper.setdefault(tag.casefold(), tag)
    return tuple(proper.values()), difficulty


def write_tags(tags: tuple[str, ...], difficulty: str) -> list[str]:
    """Return ``tags``, and after them one that says the difficulty, if any is said."""
    return [*tags, *([f"{DIFFICULTY}{difficulty}"] if difficulty else [])]
