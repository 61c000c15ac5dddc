"""GIFT, first pass: blocks between empty lines, with their comments and categories."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .topics import read_category

CATEGORY = "$CATEGORY:"
# Moodle's two, then our own, which Moodle passes over as it does all comments.
NOTE = re.compile(r"\[(id|tag|source|source_url|right|wrong):((?:[^\\\[\]]|\\.)*+)\]")
ESCAPED = re.compile(r"\\(.)")


@dataclass
class Block:
    """Lines of one question, without comments.

    Attributes:
        numbers: of each line, as people count the lines of the file.
        notes: what the comments say in brackets, in their order.
    """

    topic: str
    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def note(self, name: str) -> str:
        """Return what the first comment ``[name:…]`` says, or ""."""
        return self.notes.get(name, [""])[0]


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the blocks of ``text``, whose only line end is "\\n"."""
    block = Block("")
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if bare.startswith("//"):
            _read_notes(bare, block)
        elif bare and not bare.startswith(CATEGORY):
            block.lines.append(line)
            block.numbers.append(number)
        elif bare or block.lines or block.notes:
            if block.lines:
                yield block
            topic = read_category(bare.removeprefix(CATEGORY)) if bare else block.topic
            block = Block(topic)
    if block.lines:
        yield block


def _read_notes(comment: str, block: Block) -> None:
    for name, value in NOTE.findall(comment):
        said = ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], value).strip()
        if said:
            block.notes.setdefault(name, []).append(said)
