"""Paths of topics as people and files write them. Pure."""

import re

# As the site shows a path, and as files of Moodle and tables hold it.
SEPARATOR = " › "
SLASH = "/"
# Looks like a slash inside a name.
DIVISION_SLASH = "\u2215"
MOST_LEVELS = 4
BETWEEN = re.compile(r"[/›]")


def without_separators(name: str) -> str:
    """Return ``name`` as one name: what would divide a path is replaced."""
    bare = name.replace("›", ">").replace(SLASH, DIVISION_SLASH)
    return " ".join(bare.split())


def names_of(path: str) -> list[str]:
    """Return the names in a path: "An toàn mạng/Mật khẩu", "An toàn mạng › Mật khẩu"."""
    names = (" ".join(name.split()) for name in BETWEEN.split(path))
    return [name for name in names if name]


def shown_path(path: str) -> str:
    """Return ``path`` as the site shows it: "An toàn mạng › Mật khẩu"."""
    return SEPARATOR.join(names_of(path))


def file_path(path_name: str) -> str:
    """Return a path as files hold it: "An toàn mạng/Mật khẩu"."""
    return SLASH.join(path_name.split(SEPARATOR))


def above(path_name: str) -> list[str]:
    """Return ``path_name`` and all paths above it, the root first."""
    names = path_name.split(SEPARATOR)
    return [SEPARATOR.join(names[:count]) for count in range(1, len(names) + 1)]
