"""Papers as Word files: plain paragraphs, so that an office can change a word before it prints."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from goodnews.core.documents.parts import (
    CENTRE,
    LEFT,
    borderless_cells,
    content_of,
    fill_cell,
    finish_grid,
    new_document,
    new_grid,
    repeat_on_each_sheet,
    room_of,
    set_widths,
    write_line,
)
from goodnews.core.marked_text import BOLD, ITALIC, LOWERED, RAISED, MarkedText
from quizblocks.formats.items import ItemPicture
from quizblocks.formats.markup import marked

from .printing import NO_PICTURES, PrintPicture
from .variants import PrintedQuestion, SheetPlan, Variant
from .wordings import (
    CODE,
    CODE_DIGITS,
    END,
    KEY_TITLE,
    NAME,
    NUMBER,
    NUMBER_DIGITS,
    QUESTION,
    SHEET_RULES,
    SHEET_TITLE,
    UNIT,
    PaperHead,
    answer_line,
    asked,
    dotted,
    key_headings,
)

TEXT, SMALL = 12, 9
# The earliest day that a zip can name: the same paper is the same bytes.
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
# Every font of an office has this sign; it does not have letters in circles.
BUBBLE = "○"
BUBBLE_OR_TEXT = re.compile(f"{BUBBLE}|[^{BUBBLE}]+")
DIGITS = "0123456789"
MARGIN = Cm(1.8)
# So many stand beside each other on a sheet, numbers of questions included.
MOST_BUBBLES = 18
LINE_DOTS = 18


def paper_file(
    head: PaperHead, variant: Variant, pictures: Mapping[int, PrintPicture] = NO_PICTURES
) -> bytes:
    """Return one variant as a DOCX file, with its ``pictures`` by their ids."""
    document = _new_document(f"{head.trace} · {CODE} {variant.code}")
    _write_head(document, head, variant.code)
    for number, question in enumerate(variant.questions, start=1):
        _write_question(document, number, question, pictures)
    write_line(document, f"---------- {END} ----------", size=TEXT, align=CENTRE, before=12)
    if head.note:
        write_line(document, head.note, size=TEXT, is_italic=True, align=CENTRE, before=4)
    return fixed(content_of(document))


def sheet_file(head: PaperHead, plan: SheetPlan) -> bytes:
    """Return the answer sheet as a DOCX file."""
    document = _new_document(head.trace)
    _write_office(document, head)
    write_line(document, SHEET_TITLE, size=16, is_bold=True, align=CENTRE, before=8)
    for label, dots in ((NAME, 33), (UNIT, 31)):
        write_line(document, dotted(label, dots), size=TEXT, before=6)
    for rule in SHEET_RULES:
        write_line(document, f"- {rule}", size=10, is_italic=True, before=2)
    _write_digits(document)
    _write_bubbles(document, plan)
    if plan.written:
        write_line(document, "", size=6)
    for number in plan.written:
        write_line(document, dotted(f"{QUESTION} {number}", 2 * LINE_DOTS), size=TEXT, before=8)
    return fixed(content_of(document))


def key_file(head: PaperHead, codes: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return the key table of all variants as a DOCX file."""
    document = _new_document(f"{head.trace} · {head.seed}")
    _write_office(document, head)
    write_line(document, KEY_TITLE, size=16, is_bold=True, align=CENTRE, before=8)
    write_line(document, "", size=6)
    grid = new_grid(document, rows=1 + len(rows), columns=1 + len(codes))
    # Asked for once: Word's tables are slow to be asked for each cell.
    for place, (line, texts) in enumerate(
        zip(grid.rows, [key_headings(codes), *rows], strict=True)
    ):
        for column, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
            fill_cell(cell, text, is_bold=not place or not column)
    repeat_on_each_sheet(grid.rows[0])
    set_widths(grid, [Cm(1.6), *[int((room_of(document) - Cm(1.6)) / len(codes))] * len(codes)])
    finish_grid(grid)
    return fixed(content_of(document))


def fixed(content: bytes) -> bytes:
    """Return a zip file as it would be on any day."""
    return zipped((info.filename, data) for info, data in _members(content))


def zipped(files) -> bytes:
    """Return a zip of names and contents that is the same bytes whenever it is made."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in files:
            info = ZipInfo(name, ZIP_DAY)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
            archive.writestr(info, data)
    return buffer.getvalue()


def _members(content: bytes):
    with ZipFile(BytesIO(content)) as archive:
        for info in archive.infolist():
            yield info, archive.read(info)


def _new_document(foot: str):
    document = new_document()
    section = document.sections[0]
    section.top_margin = section.bottom_margin = MARGIN
    section.left_margin = section.right_margin = MARGIN
    section.footer_distance = Cm(0.9)
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = CENTRE
    _add_text(paragraph, f"{foot} · Trang ")
    _add_field(paragraph, "PAGE")
    _add_text(paragraph, "/")
    _add_field(paragraph, "NUMPAGES")
    return document


def _add_text(paragraph, text: str) -> None:
    paragraph.add_run(text).font.size = Pt(SMALL)


def _add_field(paragraph, name: str) -> None:
    """Add a number that Word counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    run.font.size = Pt(SMALL)
    field.append(run._r)
    paragraph._p.append(field)


def _write_office(document, head: PaperHead) -> None:
    left, right = borderless_cells(document, 2)
    for place, line in enumerate(head.office, start=1):
        write_line(left, line, size=TEXT, is_bold=place == len(head.office), align=CENTRE)
    write_line(right, head.title.upper(), size=TEXT, is_bold=True, align=CENTRE)


def _write_head(document, head: PaperHead, code: str) -> None:
    left, right = borderless_cells(document, 2)
    for place, line in enumerate(head.office, start=1):
        write_line(left, line, size=TEXT, is_bold=place == len(head.office), align=CENTRE)
    write_line(left, head.size, size=TEXT, is_italic=True, align=CENTRE, before=4)
    write_line(right, head.title.upper(), size=TEXT, is_bold=True, align=CENTRE)
    write_line(right, head.time, size=TEXT, align=CENTRE, before=4)
    write_line(right, head.aside, size=TEXT, is_italic=True, align=CENTRE)
    write_line(document, "", size=6)
    grid = document.add_table(rows=1, cols=2)
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    names, box = grid.rows[0].cells
    write_line(names, dotted(NAME, 24), size=TEXT)
    write_line(names, f"{dotted(UNIT, 9)}  {dotted(NUMBER, 6)}", size=TEXT, before=4)
    write_line(box, f"{CODE}: {code}", size=14, is_bold=True, align=CENTRE, before=6)
    _frame(box)
    set_widths(grid, [room_of(document) - Cm(3.8), Cm(3.8)])
    write_line(document, "", size=6)


def _frame(cell) -> None:
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "single")
        border.set(qn("w:sz"), "8")
        borders.append(border)
    cell._tc.get_or_add_tcPr().append(borders)


def _write_question(document, number: int, question: PrintedQuestion, pictures) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.keep_together = True
    hint = f" {asked(question.kind)}" if asked(question.kind) else ""
    _add_runs(paragraph, MarkedText.joined([(f"{QUESTION} {number}. ", BOLD)]))
    _add_runs(paragraph, marked(question.stem))
    _add_runs(paragraph, MarkedText.joined([(hint, ITALIC)]))
    if question.picture:
        below = document.add_paragraph()
        below.paragraph_format.keep_with_next = True
        _add_picture(below, question.picture, pictures, Cm(9), Cm(6))
    if question.is_ticked:
        _write_choices(document, question, pictures)
    else:
        _write_lines(document, question)


def _add_runs(paragraph, text: MarkedText) -> None:
    for words, flag in text.runs:
        run = paragraph.add_run(words)
        run.bold, run.italic, run.font.size = bool(flag & BOLD), bool(flag & ITALIC), Pt(TEXT)
        if flag & (RAISED | LOWERED):
            run.font.superscript, run.font.subscript = bool(flag & RAISED), bool(flag & LOWERED)


def _add_picture(paragraph, picture: ItemPicture, pictures, width: int, height: int) -> None:
    """Add a picture where it is there, with its description for whoever listens to the paper."""
    drawn = pictures.get(picture.image)
    if drawn is None:
        return
    size = drawn.fitted(width, height)
    shape = paragraph.add_run().add_picture(BytesIO(drawn.content), *map(int, size))
    shape._inline.docPr.set("descr", picture.alt)


def _write_lines(document, question: PrintedQuestion) -> None:
    """Write what is to be put in order or joined, and where the answer goes."""
    lines = [f"{number}. {item.text}" for number, item in enumerate(question.items, 1)]
    lines += [f"{letter}. {text}" for letter, text in question.lettered]
    for line in lines:
        write_line(document, line, size=TEXT, before=2, keeps=True)
    answer = answer_line(question.kind, len(question.items))
    write_line(document, answer, size=TEXT, before=4)


def _write_choices(document, question: PrintedQuestion, pictures) -> None:
    """Write the choices on lines with tabs, one, two or four on each."""
    columns, choices = question.columns, question.lettered
    step = int((room_of(document) - Cm(0.5)) / columns)
    for start in range(0, len(choices), columns):
        paragraph = document.add_paragraph()
        layout = paragraph.paragraph_format
        layout.left_indent = Cm(0.5)
        layout.keep_together = True
        layout.keep_with_next = start + columns < len(choices)
        for place in range(1, columns):
            layout.tab_stops.add_tab_stop(Cm(0.5) + step * place)
        for place, (letter, text) in enumerate(choices[start : start + columns]):
            label = paragraph.add_run(("\t" if place else "") + f"{letter}. ")
            label.bold, label.font.size = True, Pt(TEXT)
            choice = question.choices[start + place]
            if choice.picture and choice.picture.image in pictures:
                _add_picture(paragraph, choice.picture, pictures, Cm(5), Cm(3))
                paragraph.add_run(" ")
                text = choice.text
            _add_runs(paragraph, marked(text))


def _bubbles(cell, text: str, *, size: int) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = CENTRE
    for piece in BUBBLE_OR_TEXT.findall(text):
        paragraph.add_run(piece).font.size = Pt(size + 4 if piece == BUBBLE else size)


def _write_digits(document) -> None:
    """Write the boxes for number and paper code, each column with the ten digits below."""
    write_line(document, "", size=6)
    columns = NUMBER_DIGITS + CODE_DIGITS
    grid = new_grid(document, rows=3, columns=columns)
    title, boxes, digits = (row.cells for row in grid.rows)
    fill_cell(title[0].merge(title[NUMBER_DIGITS - 1]), NUMBER, is_bold=True)
    fill_cell(title[NUMBER_DIGITS].merge(title[-1]), CODE, is_bold=True)
    for box, column in zip(boxes, digits, strict=True):
        fill_cell(box, " ")
        _bubbles(column, "\n".join(f"{digit} {BUBBLE}" for digit in DIGITS), size=9)
    set_widths(grid, [Cm(1.1)] * columns)
    write_line(document, "", size=6)


def _write_bubbles(document, plan: SheetPlan) -> None:
    """Write a table with the bubbles of every question, column by column."""
    if not plan.ticked:
        return
    columns = max(1, MOST_BUBBLES // len(plan.letters))
    lines = -(-plan.ticked // columns)
    grid = new_grid(document, rows=lines, columns=2 * columns)
    circles = "  ".join(f"{letter} {BUBBLE}" for letter in plan.letters)
    for line, row in enumerate(grid.rows):
        cells = row.cells
        for column in range(columns):
            number = column * lines + line + 1
            if number <= plan.ticked:
                fill_cell(cells[2 * column], str(number), is_bold=True, align=LEFT)
                _bubbles(cells[2 * column + 1], circles, size=11)
    narrow = Cm(1)
    wide = int(room_of(document) / columns) - narrow
    set_widths(grid, [narrow, wide] * columns)
    finish_grid(grid)
