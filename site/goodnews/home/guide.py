"""The editors' guide, read from the manual of this repository and shown in the admin.

Knows only the few marks that the manual uses: headings, paragraphs, lists,
**bold** and `code`. Pictures are left out: the reader has the screen in front.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

GUIDE_PATH = Path(__file__).resolve().parents[2] / "docs" / "huong-dan-bien-tap.md"

HEADING = re.compile(r"(#{1,3}) (.+)")
ITEM = re.compile(r"(?:(\d+)\.|[-*]) (.+)")
PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
SPAN = re.compile(r"\*\*(?P<bold>.+?)\*\*|`(?P<code>[^`]+)`")


@dataclass(frozen=True)
class Span:
    """A run of text; ``kind`` is text, bold or code."""

    kind: str
    text: str


@dataclass
class GuideBlock:
    """A heading, a paragraph or a list of the guide.

    Attributes:
        kind: title, heading, subheading, paragraph, ordered or bulleted.
        lines: a heading and a paragraph have one, a list one for each item.
    """

    kind: str
    lines: list[str] = field(default_factory=list)

    @property
    def items(self) -> list[list[Span]]:
        """The lines, split into their spans."""
        return [list(spans(line)) for line in self.lines]


def spans(text: str) -> Iterator[Span]:
    """Yield the runs of bold, code and plain text of ``text``."""
    start = 0
    for match in SPAN.finditer(text):
        if match.start() > start:
            yield Span("text", text[start : match.start()])
        yield Span(match.lastgroup or "text", match.group(match.lastgroup or 0))
        start = match.end()
    if start < len(text):
        yield Span("text", text[start:])


def blocks(lines: Iterable[str]) -> list[GuideBlock]:
    """Return the blocks of a manual, in their order."""
    found: list[GuideBlock] = []
    is_open = False
    for raw in lines:
        line = PICTURE.sub("", raw).strip()
        if not line:
            is_open = False
        elif heading := HEADING.fullmatch(line):
            kind = ("title", "heading", "subheading")[len(heading[1]) - 1]
            found.append(GuideBlock(kind, [heading[2]]))
            is_open = False
        elif item := ITEM.fullmatch(line):
            kind = "ordered" if item[1] else "bulleted"
            if not (is_open and found[-1].kind == kind):
                found.append(GuideBlock(kind))
            found[-1].lines.append(item[2])
            is_open = True
        elif is_open:
            # A line of the file is no line of the text.
            found[-1].lines[-1] += f" {line}"
        else:
            found.append(GuideBlock("paragraph", [line]))
            is_open = True
    return found


def editors_guide() -> list[GuideBlock]:
    """Return the editors' guide, without its title: the page has its own."""
    text = GUIDE_PATH.read_text(encoding="utf-8")
    return [block for block in blocks(text.splitlines()) if block.kind != "title"]
