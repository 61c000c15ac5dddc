"""Several texts in one cell, a line for each; what would be misread bears a backslash.

A line break inside a text is written "⏎". A sign that has a meaning ("⏎", "→")
and belongs to the text bears a backslash, and backslashes right before such a
sign are doubled, so that every text comes back as it was.
"""

import re

BREAK = "⏎"
ARROW = "→"
# People without an arrow on their keyboard write it so.
ARROWS = re.compile(r"(\\*)(→|=>|->)")
BREAKS = re.compile(rf"(\\*)({BREAK}|\n)")
BAR = "|"
BARS = re.compile(r"(\\*)(\|)")
NUMBERED = re.compile(r"\s*(\d+)\s*[.):]\s+")


def pack_line(text: str) -> str:
    """Return ``text`` as one line."""

    def packed(found: re.Match) -> str:
        slashes = found[1] * 2
        return f"{slashes}\\{BREAK}" if found[2] == BREAK else f"{slashes}{BREAK}"

    return BREAKS.sub(packed, text)


def unpack_line(line: str) -> str:
    """Return the text that :func:`pack_line` made a line of."""

    def unpacked(found: re.Match) -> str:
        slashes, is_text = divmod(len(found[1]), 2)
        return "\\" * slashes + (found[2] if is_text else "\n")

    return BREAKS.sub(unpacked, line)


def lines_of(cell: str) -> list[str]:
    """Return the lines of ``cell`` that hold something, still packed."""
    return [line.strip() for line in cell.split("\n") if line.strip()]


def pack_steps(steps) -> str:
    """Return ``steps`` as numbered lines."""
    return "\n".join(f"{number}. {pack_line(step)}" for number, step in enumerate(steps, start=1))


def read_steps(lines) -> list[str]:
    """Return the steps of ``lines``; numbers are taken off where they count from 1 on."""
    heads = [NUMBERED.match(line) for line in lines]
    if all(head and int(head[1]) == place for place, head in enumerate(heads, start=1)):
        lines = [line[head.end() :] for line, head in zip(lines, heads, strict=True)]
    return [unpack_line(line.strip()) for line in lines]


def pack_pair(stem: str, answer: str) -> str:
    """Return what belongs together as one line: "Thủ đô của Lào → Viêng Chăn"."""
    left, right = (ARROWS.sub(r"\1\1\\\2", pack_line(text)) for text in (stem, answer))
    return f"{left} {ARROW} {right}".strip()


def read_pair(line: str) -> tuple[str, str] | None:
    """Return both sides of ``line``, the left one "" where it has none; None without arrow.

    A line without an arrow may have one sign of equality instead.
    """
    for found in ARROWS.finditer(line):
        if len(found[1]) % 2 == 0:
            return _side(line[: found.start(2)]), _side(line[found.end() :])
    left, equals, right = line.partition("=")
    if equals and "=" not in right:
        return _side(left), _side(right)
    return None


def _side(text: str) -> str:
    def unpacked(found: re.Match) -> str:
        return "\\" * (len(found[1]) // 2) + found[2]

    return unpack_line(ARROWS.sub(unpacked, text).strip())


def pack_gap(texts) -> str:
    """Return the choices of a gap as one line, the right one first: "12 | 6 | 8"."""
    return f" {BAR} ".join(BARS.sub(r"\1\1\\\2", pack_line(text)) for text in texts)


def read_gap(line: str) -> tuple[str, ...]:
    """Return the choices that :func:`pack_gap` made a line of."""
    parts, start = [], 0
    for found in BARS.finditer(line):
        if len(found[1]) % 2 == 0:
            parts.append(line[start : found.start(2)])
            start = found.end()
    bare = (BARS.sub(_unbarred, part) for part in (*parts, line[start:]))
    return tuple(unpack_line(part.strip()) for part in bare)


def _unbarred(found: re.Match) -> str:
    return "\\" * (len(found[1]) // 2) + found[2]


def pack_tags(tags) -> str:
    """Return ``tags`` with semicolons between them, in quotation marks where one is inside."""
    return "; ".join(
        '"' + tag.replace('"', '""') + '"' if re.search(r'[;,"\n]', tag) else tag for tag in tags
    )


def read_tags(cell: str) -> tuple[str, ...]:
    """Return the tags of ``cell``: between commas, semicolons or lines."""
    found = re.findall(r'"((?:[^"]|"")*)"|([^;,\n"]+)', cell)
    tags = [quoted.replace('""', '"') or bare.strip() for quoted, bare in found]
    return tuple(tag for tag in tags if tag)
