"""What a line of a Word file of questions is, by how it begins."""

import re
from dataclasses import dataclass
from itertools import pairwise

from goodnews.core.marked_text import MarkedText

from .choice_texts import ANY_LABEL
from .drafts import Part
from .word_paragraphs import Paragraph

_FLAGS = re.IGNORECASE
WORD_NUMBER = re.compile(
    r"(?:câu(?:\s+hỏi)?|bài|question)\s*(?:số\s*)?(\d{1,5})\s*(?:\(([^()]{1,30})\)\s*)?"
    r"(?:[.:)/–-]|$)\s*",
    _FLAGS,
)
PLAIN_NUMBER = re.compile(r"(\d{1,5})\s*[.)/:]\s*(?=\D|$)")
LIST_NUMBER = re.compile(r"(?:\d{1,3}\s*[.)/:]|[-–•+])\s+")
KEY = re.compile(
    r"(?:đáp\s*án|đ\s*/?\s*a|answer|key)(?:\s+đúng)?\s*(?:(?:là\s*)?[:.=–-]|là\b)\s*", _FLAGS
)
BARE_KEY = re.compile(
    r"(?:đáp\s*án(?:\s+đúng)?|đa|chọn)\s*:?\s+(?=[A-Z](?:\s*,\s*[A-Z])*\s*\.?\s*$)", _FLAGS
)
KEYS_HEADING = re.compile(
    r"(?:(?:bảng|phần)\s+)?đáp\s*án(?:\s+(?:đề|tham\s+khảo|trắc\s+nghiệm|các\s+câu|chi\s+tiết).*)?"
    r"\s*[:.]?\s*",
    _FLAGS,
)
KEY_ENTRY = re.compile(
    r"(?:câu\s*)?(\d{1,5})\s*[-–.:)=]?\s*([A-H](?:\s*,\s*[A-H])*)(?![^\W_])", _FLAGS
)
ENTRY_END = re.compile(r"[\s;,.|]*")
TOPIC = re.compile(r"(?:chủ\s*đề|chuyên\s*đề)(?:\s+[\dIVX]+)?\s*[:.–-]\s*", _FLAGS)
SECTION = re.compile(r"(?:phần|chương|mục)\s+(?:[IVXLC]+|\d+|[A-Z])\b.{0,150}", _FLAGS)
END = re.compile(r"[\s.*_–—-]*hết[\s.*_–—-]*", _FLAGS)
PARTS = {
    Part.EXPLANATION: r"giải\s*thích|lời\s*giải|hướng\s*dẫn\s*giải|giải\s*chi\s*tiết",
    Part.SOURCE: r"nguồn|căn\s*cứ|trích\s*nguồn|tài\s*liệu",
    Part.SOURCE_URL: r"đường\s*dẫn(?:\s+nguồn)?|link(?:\s+nguồn)?",
    Part.DIFFICULTY: r"độ\s*khó|mức\s*độ",
    Part.TAGS: r"thẻ|từ\s*khóa|từ\s*khoá",
    Part.KIND: r"loại(?:\s+câu(?:\s+hỏi)?)?",
}
_PART_PATTERNS = {
    part: re.compile(rf"(?:{words})\s*[:]\s*", _FLAGS) for part, words in PARTS.items()
}
# A key or an explanation may follow on the line of the choices.
_NEXT_PART = re.compile(
    rf"(?<=\s)(?=(?:đáp\s*án(?:\s+đúng)?|đa|{'|'.join(PARTS.values())})\s*:)", _FLAGS
)


@dataclass
class Line:
    """One line of a paragraph.

    Attributes:
        starts: it is the first line of its paragraph.
    """

    paragraph: Paragraph
    text: MarkedText
    starts: bool = True


def lines_of_paragraph(paragraph: Paragraph) -> list[Line]:
    """Return the lines of ``paragraph``; a key on the line of choices becomes its own."""
    lines: list[Line] = []
    start = 0
    for text in paragraph.text.split("\n"):
        piece = paragraph.text.cut(start, start + len(text)).trimmed()
        start += len(text) + 1
        for part in _parts(piece):
            lines.append(Line(paragraph, part, not lines))
    return [line for line in lines if line.text]


def _parts(text: MarkedText) -> list[MarkedText]:
    if not (ANY_LABEL.match(text) or KEY.match(text)):
        return [text]
    places = [found.start() for found in _NEXT_PART.finditer(text)]
    bounds = [0, *places, len(text)]
    return [text.cut(first, last).trimmed() for first, last in pairwise(bounds)]


def part_of(text: str) -> tuple[Part, int] | None:
    """Return which part the line says, and where its words begin; None where it says none."""
    for part, pattern in _PART_PATTERNS.items():
        if found := pattern.match(text):
            return part, found.end()
    found = KEY.match(text) or BARE_KEY.match(text)
    return (Part.KEY, found.end()) if found else None


def key_entries(text: str) -> list[tuple[int, str]] | None:
    """Return the numbers and letters of "1-A 2-B 3. C, D"; None where it holds more."""
    entries, start = [], ENTRY_END.match(text).end()
    while start < len(text):
        found = KEY_ENTRY.match(text, start)
        if not found:
            return None
        entries.append((int(found[1]), found[2].upper()))
        start = ENTRY_END.match(text, found.end()).end()
    return entries or None
