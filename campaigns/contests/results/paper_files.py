"""Papers of a contest as Word and PDF files."""

from html import escape

from docx.shared import Cm
from reportlab.platypus import KeepTogether, Paragraph, Spacer, Table, TableStyle

from goodnews.core.documents.heads import office_head
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
    write_head,
    write_line,
    write_signatures,
)
from quizblocks.formats.plain_texts import clean_text
from quizblocks.papers.pdf import BODY, BOLD, CENTRED, ROOM, SMALL, TITLE, load_fonts, pdf_file

from .papers import Grid, Paper, Part


def word_file(paper: Paper) -> bytes:
    """Return ``paper`` as a DOCX file."""
    document = new_document()
    write_head(document, office_head(), paper.made_at.date())
    write_line(document, paper.title, size=14, is_bold=True, align=CENTRE, before=12)
    write_line(document, paper.subtitle, is_bold=True, align=CENTRE)
    for part in paper.parts:
        _write_part(document, part)
    write_line(document, "", before=12, keeps=True)
    signatures = [(position, "") for position in paper.signatures]
    write_signatures(borderless_cells(document, len(signatures)), signatures)
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = CENTRE
    foot.add_run(paper.foot)
    return content_of(document)


def _write_part(document, part: Part) -> None:
    write_line(document, part.title, is_bold=True, before=12, keeps=True)
    for line in part.lines:
        write_line(document, f"- {line}", before=3)
    if part.grid is None:
        return
    grid = new_grid(document, rows=1, columns=len(part.grid.headings))
    for cell, text in zip(grid.rows[0].cells, part.grid.headings, strict=True):
        fill_cell(cell, text, is_bold=True)
    repeat_on_each_sheet(grid.rows[0])
    for row in part.grid.rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            fill_cell(cell, text, align=LEFT)
    room = room_of(document) - Cm(0.1)
    set_widths(grid, [int(room * share / sum(part.grid.shares)) for share in part.grid.shares])
    finish_grid(grid)


def paper_pdf(paper: Paper) -> bytes:
    """Return ``paper`` as a PDF file in the project's font."""
    load_fonts()
    head = office_head()
    story = [_text(line, CENTRED) for line in (*head.superior, *head.issuer)]
    day = paper.made_at
    place = f"{head.place}, " if head.place else ""
    dated = f"{place}ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    story += [_text(dated, CENTRED), Spacer(1, 10), _text(paper.title, TITLE)]
    story += [_bold(paper.subtitle, CENTRED), Spacer(1, 6)]
    for part in paper.parts:
        lines = [Spacer(1, 8), _bold(part.title)]
        lines += [_text(f"– {line}") for line in part.lines]
        story.append(KeepTogether(lines))
        if part.grid:
            story += [Spacer(1, 4), _grid(part.grid)]
    signs = [[_bold(position, CENTRED) for position in paper.signatures]]
    width = ROOM / len(paper.signatures)
    top = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
    story += [Spacer(1, 20), Table(signs, [width] * len(signs[0]), rowHeights=[90], style=top)]
    return pdf_file(story, title=f"{paper.title}: {paper.subtitle}", foot=paper.foot)


def _grid(grid: Grid) -> Table:
    rows = [[_bold(each, SMALL) for each in grid.headings]]
    rows += [[_text(each, SMALL) for each in row] for row in grid.rows]
    widths = [ROOM * share / sum(grid.shares) for share in grid.shares]
    table = Table(rows, widths, repeatRows=1)
    table.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    )
    return table


def _text(text: str, style=BODY) -> Paragraph:
    return Paragraph(escape(clean_text(text)), style)


def _bold(text: str, style=BODY) -> Paragraph:
    return Paragraph(f'<font name="{BOLD}">{escape(clean_text(text))}</font>', style)
