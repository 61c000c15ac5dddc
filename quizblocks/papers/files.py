"""The files of a paper by name: each variant, the answer sheet, everything at once, the key table."""

from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook

from goodnews.core.documents.downloads import WORD
from goodnews.core.spreadsheets.writing import CONTENT_TYPE as EXCEL
from goodnews.core.spreadsheets.writing import content_of, heading_cell, text_cell
from quizblocks.models import Paper

from . import pdf, word
from .keys import key_rows
from .pictures import pictures_of
from .services import contents_of, printed_questions, variants_of
from .variants import sheet_plan
from .wordings import KEY_TITLE, PaperHead, key_headings

PDF = "application/pdf"
ZIP = "application/zip"


@dataclass(frozen=True)
class FileKind:
    """A kind of file, with what writes a paper, its sheet and its key table in it."""

    ending: str
    content_type: str
    write_paper: Callable[..., bytes] | None = None
    write_sheet: Callable[..., bytes] | None = None
    write_key: Callable[..., bytes] | None = None


def excel_key_file(_head: PaperHead, codes, rows) -> bytes:
    """Return the key table as an XLSX file, for whoever marks with a spreadsheet."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(KEY_TITLE.capitalize())
    sheet.append([heading_cell(sheet, heading) for heading in key_headings(codes)])
    for row in rows:
        sheet.append([text_cell(sheet, text) for text in row])
    return content_of(workbook)


KINDS = {
    "docx": FileKind("docx", WORD, word.paper_file, word.sheet_file, word.key_file),
    "pdf": FileKind("pdf", PDF, pdf.paper_file, pdf.sheet_file, pdf.key_file),
    "xlsx": FileKind("xlsx", EXCEL, write_key=excel_key_file),
}


def head_of(paper: Paper) -> PaperHead:
    """Return what stands at the head of the sheets of ``paper``."""
    return PaperHead(
        office=tuple(line.strip() for line in paper.office.splitlines() if line.strip()),
        title=paper.title,
        minutes=paper.minutes,
        note=paper.note,
        question_count=len(paper.content),
        number=paper.pk,
        seed=paper.seed,
    )


def variant_file(paper: Paper, code: str, kind: FileKind) -> bytes:
    """Return the variant ``code`` of ``paper``, one of ``paper.codes``."""
    variant = next(each for each in variants_of(paper) if each.code == code)
    return kind.write_paper(head_of(paper), variant, pictures_of(paper))


def answer_sheet(paper: Paper, kind: FileKind) -> bytes:
    """Return the answer sheet of ``paper``."""
    return kind.write_sheet(head_of(paper), sheet_plan(printed_questions(paper)))


def key_table(paper: Paper, kind: FileKind) -> bytes:
    """Return the key table of ``paper``, with the keys as they are valid now."""
    rows = key_rows(variants_of(paper), contents_of(paper))
    return kind.write_key(head_of(paper), paper.codes, rows)


def everything(paper: Paper) -> bytes:
    """Return all variants and the answer sheet, Word and PDF, in one zip; no key."""
    head, plan = head_of(paper), sheet_plan(printed_questions(paper))
    pictures = pictures_of(paper)
    kinds = [kind for kind in KINDS.values() if kind.write_paper]
    files = [
        (f"de-{variant.code}.{kind.ending}", kind.write_paper(head, variant, pictures))
        for variant in variants_of(paper)
        for kind in kinds
    ]
    files += [(f"phieu-tra-loi.{kind.ending}", kind.write_sheet(head, plan)) for kind in kinds]
    return word.zipped(files)
