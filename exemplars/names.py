"""How Vietnamese names are put in order: by given name, which stands last."""

import re

from goodnews.core.folding import fold

LETTER = re.compile(r"[a-z0-9]")


def sort_key(name: str, *, is_person: bool) -> str:
    """Return what a directory sorts ``name`` by.

    A person by the given name, then the rest ("Đạo Thị Kiều" → "kieu dao
    thi"); a group by its name as it is written.
    """
    words = fold(name).split()
    if is_person and len(words) > 1:
        words = [words[-1], *words[:-1]]
    return " ".join(words)


def initial(key: str) -> str:
    """Return the letter under which the directory lists a sort key; "#" for none."""
    found = LETTER.search(key)
    if found is None or found.group().isdigit():
        return "#"
    return found.group().upper()
