"""The paragraphs of a Word file as its reader sees them: with numbers, marks and tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from django.utils.translation import gettext_lazy as _
from docx import Document
from docx.oxml.ns import qn

from goodnews.core.documents.safety import (
    DAMAGED,
    WordLimits,
    WordRefusedError,
    refuse_unless_safe,
)
from goodnews.core.folding import normalized
from goodnews.core.marked_text import LOWERED, RAISED, MarkedText
from goodnews.core.spreadsheets.cells import CONTROL_CHARACTERS

from .markup import LOWERED_SIGNS, RAISED_SIGNS
from .word_styles import Numbers, Styles, list_of, marks_of

MEGABYTE = 1024 * 1024
LIMITS = WordLimits(
    file_bytes=10 * MEGABYTE,
    unpacked_bytes=60 * MEGABYTE,
    xml_bytes=24 * MEGABYTE,
    too_large=_("This file is larger than 10 MB. Send the questions without pictures."),
    too_much=_("This file holds far more than questions. Copy their text into a new file."),
    takes_linked_parts=False,
)
MAX_DEPTH = 40
# Ten thousand questions of six lines each.
MAX_PARAGRAPHS = 60_000
SIGNS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
UNREADABLE = frozenset(map(qn, ("w:drawing", "w:pict", "w:object", "w:sym")))
INSIDE = frozenset(
    qn(f"w:{name}")
    for name in ("hyperlink", "ins", "smartTag", "sdt", "sdtContent", "fldSimple", "moveTo")
)
PLACES = {"superscript": (RAISED_SIGNS, RAISED), "subscript": (LOWERED_SIGNS, LOWERED)}


@dataclass
class Paragraph:
    """A paragraph.

    Attributes:
        number: from 1 on, through the whole file, those in tables too.
        text: with its automatic number before it; lines inside it end in a line break.
        label: the automatic number, "" where it has none or a bullet.
        is_listed: it belongs to a list.
        heading: level of the heading, 0 where it is none.
        links: the addresses that it links to.
        is_whole: nothing of it was left out: no picture, no formula, no text box.
        is_plain: all raised and lowered text became signs of their own.
    """

    number: int
    text: MarkedText = field(default_factory=lambda: MarkedText(""))
    label: str = ""
    is_listed: bool = False
    heading: int = 0
    links: list[str] = field(default_factory=list)
    is_whole: bool = True
    is_plain: bool = True


@dataclass
class Grid:
    """A table: for each row its cells, for each cell its paragraphs."""

    rows: list[list[list[Paragraph]]] = field(default_factory=list)

    def paragraphs(self) -> Iterator[Paragraph]:
        for row in self.rows:
            for cell in row:
                yield from cell


def read_paragraphs(content: bytes) -> list[Paragraph | Grid]:
    """Return the body of a .docx file in its order.

    Raises:
        WordRefusedError: it is no such file, too large, damaged, or holds what harms.
    """
    refuse_unless_safe(content, LIMITS)
    try:
        document = Document(BytesIO(content))
        if document.element.body.xpath("count(.//w:p)") > MAX_PARAGRAPHS:
            raise WordRefusedError(LIMITS.too_much)
        reader = _BodyReader(document)
        return list(reader.blocks(document.element.body, 0))
    except WordRefusedError:
        raise
    except Exception as error:
        # The parser fails in a dozen ways on a damaged file; to the sender they are one.
        raise WordRefusedError(DAMAGED) from error


class _BodyReader:
    def __init__(self, document):
        self._styles, self._numbers = Styles(document), Numbers(document)
        self._relations = document.part.rels
        self._count = 0

    def blocks(self, parent, depth: int) -> Iterator[Paragraph | Grid]:
        if depth > MAX_DEPTH:
            raise WordRefusedError(DAMAGED)
        for child in parent:
            if child.tag == qn("w:p"):
                yield self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield Grid([self._row(row, depth) for row in child.iter(qn("w:tr"))])
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
                yield from self.blocks(child, depth + 1)

    def _row(self, row, depth: int) -> list[list[Paragraph]]:
        cells = [cell for cell in row.iter(qn("w:tc")) if _row_of(cell) is row]
        return [self._cell(cell, depth) for cell in cells]

    def _cell(self, cell, depth: int) -> list[Paragraph]:
        # The rows of a table inside a cell are rows of the outer one, too.
        blocks = [child for child in cell if child.tag != qn("w:tbl")]
        return [one for one in self.blocks(blocks, depth + 1) if isinstance(one, Paragraph)]

    def _paragraph(self, element) -> Paragraph:
        self._count += 1
        properties = element.find(qn("w:pPr"))
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        name = style.get(qn("w:val")) or "" if style is not None else ""
        paragraph = Paragraph(self._count, heading=self._styles.heading(name))
        parts: list[tuple[str, int]] = []
        self._walk(element, self._styles.marks(name), paragraph, parts, 0)
        paragraph.text = MarkedText.joined(parts).trimmed()
        number_id, level = list_of(properties)
        if not number_id:
            number_id, level = self._styles.numbering(name)
        label = self._numbers.label(number_id, level) if number_id not in ("", "0") else None
        if label is not None and paragraph.text:
            paragraph.is_listed, paragraph.label = True, label.strip()
        if paragraph.label:
            paragraph.text = MarkedText.joined(
                [(f"{paragraph.label} ", 0), *_pieces(paragraph.text)]
            )
        return paragraph

    def _walk(self, node, flag: int, paragraph: Paragraph, parts, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise WordRefusedError(DAMAGED)
        for child in node:
            if child.tag == qn("w:r"):
                self._read_run(child, flag, paragraph, parts)
            elif child.tag in INSIDE:
                self._note_link(child, paragraph)
                self._walk(child, flag, paragraph, parts, depth + 1)
            elif isinstance(child.tag, str) and child.tag.endswith(("}oMath", "}oMathPara")):
                paragraph.is_whole = False

    def _note_link(self, element, paragraph: Paragraph) -> None:
        name = element.get(qn("r:id"))
        if element.tag == qn("w:hyperlink") and name in self._relations:
            relation = self._relations[name]
            if relation.is_external:
                paragraph.links.append(relation.target_ref)

    def _read_run(self, run, flag: int, paragraph: Paragraph, parts) -> None:
        properties = run.find(qn("w:rPr"))
        style = properties.find(qn("w:rStyle")) if properties is not None else None
        if style is not None:
            flag |= self._styles.marks(style.get(qn("w:val")) or "-")
        sets, clears = marks_of(properties)
        flag = (flag & ~clears) | sets
        raised = properties.find(qn("w:vertAlign")) if properties is not None else None
        place = raised.get(qn("w:val")) if raised is not None else ""
        for child in run:
            if child.tag == qn("w:t"):
                parts.append(_placed(child.text or "", place, flag, paragraph))
            elif child.tag in UNREADABLE or str(child.tag).endswith("}AlternateContent"):
                paragraph.is_whole = False
            else:
                parts.append((SIGNS.get(child.tag, ""), flag))


def _row_of(cell):
    parent = cell.getparent()
    while parent is not None and parent.tag != qn("w:tr"):
        parent = parent.getparent()
    return parent


def _pieces(text: MarkedText) -> list[tuple[str, int]]:
    return list(zip(text, text.flags, strict=True))


def _placed(text: str, place: str | None, flag: int, paragraph: Paragraph) -> tuple[str, int]:
    """Return raised and lowered signs as signs of their own: "m²", "H₂O"; others bear a mark."""
    text = normalized("NFC", CONTROL_CHARACTERS.sub("", text.replace("\xa0", " ")))
    if place not in PLACES:
        return text, flag
    table, mark = PLACES[place]
    if all(ord(sign) in table for sign in text if not sign.isspace()):
        return text.translate(table), flag
    paragraph.is_plain = False
    return text, flag | mark
