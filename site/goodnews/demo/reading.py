"""Reading the content files. Pure: no database, no clock.

Stories and questions are plain text that an editor can change without knowing
TOML. A story begins with ``== title``, goes on with ``name: value`` lines and,
after an empty line, its body in paragraphs. A paragraph may be marked:
``## heading``, ``> quotation`` with ``-- who, what they are``, ``[fact] title``
and ``[gallery]`` with ``- rows``, ``[video] address | title``,
``[exemplar] key``, ``[quiz] topic 3 | title`` (drawn) or
``[quiz] topic #1 #5 | title`` (chosen by their place in the file).

A question begins with ``? stem``; ``+`` is a right choice, ``-`` a wrong one,
``!`` the explanation, ``@`` the source, ``^`` the difficulty from 1 to 3.
"""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

CONTENT_DIR = Path(__file__).parent / "content"
TRUE_FALSE = {"Đúng", "Sai"}
FIELD = re.compile(r"^([a-z_]+): (.*)$")
STRAIGHT_QUOTES = re.compile(r'"([^"\n]*)"')


@dataclass(frozen=True)
class StoryText:
    """A story as its file has it."""

    title: str
    fields: dict[str, str]
    blocks: list[tuple[str, str, list[str]]] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def themes(self) -> list[str]:
        return [name.strip() for name in self["themes"].split(",") if name.strip()]


@dataclass(frozen=True)
class QuestionText:
    """A question as its file has it; ``choices`` are texts and whether they are right."""

    ref: str
    stem: str
    choices: tuple[tuple[str, bool], ...]
    explanation: str
    source: str
    difficulty: int

    @property
    def kind(self) -> str:
        if {text for text, _is_right in self.choices} == TRUE_FALSE:
            return "true_false"
        right_count = sum(is_right for _text, is_right in self.choices)
        return "multiple" if right_count > 1 else "single"


@dataclass(frozen=True)
class TopicText:
    """The questions of one topic."""

    key: str
    name: str
    questions: tuple[QuestionText, ...]


def curl_quotes(text: str) -> str:
    """Return ``text`` with the quotation marks of a printed page: "tin" → “tin”."""
    return STRAIGHT_QUOTES.sub(r"“\1”", text)


def read_toml(name: str) -> dict:
    """Return the content file ``name``."""
    return tomllib.loads((CONTENT_DIR / name).read_text(encoding="utf-8"))


def read_stories(prefix: str) -> list[StoryText]:
    """Return the stories of all files whose name begins with ``prefix``."""
    stories = []
    for path in sorted((CONTENT_DIR / "stories").glob(f"{prefix}*.txt")):
        parts = re.split(r"^== ", curl_quotes(path.read_text(encoding="utf-8")), flags=re.MULTILINE)
        stories += [parse_story(part) for part in parts[1:]]
    return stories


def parse_story(text: str) -> StoryText:
    """Return one story; ``text`` begins with its title."""
    head, _gap, body = text.partition("\n\n")
    title, *lines = head.strip().splitlines()
    fields = {}
    for line in lines:
        match = FIELD.match(line)
        if match is None:
            raise ValueError(f"not a field of a story: {line!r}")
        fields[match[1]] = match[2].strip()
    paragraphs = [part.strip() for part in body.split("\n\n") if part.strip()]
    return StoryText(title.strip(), fields, [parse_block(part) for part in paragraphs])


def parse_block(paragraph: str) -> tuple[str, str, list[str]]:
    """Return kind, first line and further lines of a paragraph."""
    first, *rest = paragraph.splitlines()
    marked = re.match(r"^\[([a-z]+)\]\s*(.*)$", first)
    if marked:
        return marked[1], marked[2], [line.removeprefix("- ") for line in rest]
    if first.startswith("## "):
        return "heading", first.removeprefix("## "), []
    if first.startswith("> "):
        return "quote", first.removeprefix("> "), [line.removeprefix("-- ") for line in rest]
    return "text", " ".join([first, *rest]), []


def read_topics(folder: str = "questions") -> list[TopicText]:
    """Return every topic of the question bank in one folder."""
    return [parse_topic(path) for path in sorted((CONTENT_DIR / folder).glob("*.txt"))]


def parse_topic(path: Path) -> TopicText:
    """Return the topic of one file; its first line is the name."""
    text = curl_quotes(path.read_text(encoding="utf-8"))
    name = text.splitlines()[0].removeprefix("# ")
    parts = [part for part in text.split("\n\n") if part.startswith("? ")]
    questions = tuple(
        parse_question(part, ref=f"{path.stem}#{number}") for number, part in enumerate(parts, 1)
    )
    return TopicText(path.stem, name, questions)


def parse_question(text: str, *, ref: str) -> QuestionText:
    """Return one question.

    Raises:
        ValueError: a line has no known mark, or a part is missing.
    """
    found: dict[str, list[str]] = {mark: [] for mark in "?!@^"}
    choices = []
    for line in text.strip().splitlines():
        mark, value = line[0], line[2:].strip()
        if mark in "+-":
            choices.append((value, mark == "+"))
        elif mark in found:
            found[mark].append(value)
        else:
            raise ValueError(f"{ref}: {line!r}")
    if any(len(values) != 1 for values in found.values()):
        raise ValueError(f"{ref}: stem, explanation, source and difficulty are needed once each")
    return QuestionText(
        ref=ref,
        stem=found["?"][0],
        choices=tuple(choices),
        explanation=found["!"][0],
        source=found["@"][0],
        difficulty=int(found["^"][0]),
    )
