"""The files that organisers take of a version."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from goodnews.core.documents.downloads import WORD
from goodnews.core.spreadsheets.writing import CONTENT_TYPE

from .official import OfficialTable
from .paper_files import paper_pdf, word_file
from .papers import minutes_paper, winners_paper
from .sheets import table_sheet, winner_sheet

PDF = "application/pdf"


@dataclass(frozen=True)
class FileKind:
    """One file: what it is, and how it is made."""

    code: str
    label: Any
    extension: str
    content_type: str
    make: Callable[[OfficialTable], bytes]


KINDS = (
    FileKind("bang-day-du", _("Whole table (XLSX)"), "xlsx", CONTENT_TYPE, table_sheet),
    FileKind(
        "nguoi-dat-giai", _("Winners with contacts (XLSX)"), "xlsx", CONTENT_TYPE, winner_sheet
    ),
    FileKind(
        "bien-ban-docx",
        _("Minutes (DOCX)"),
        "docx",
        WORD,
        lambda official: word_file(minutes_paper(official)),
    ),
    FileKind(
        "bien-ban-pdf",
        _("Minutes (PDF)"),
        "pdf",
        PDF,
        lambda official: paper_pdf(minutes_paper(official)),
    ),
    FileKind(
        "danh-sach-docx",
        _("List of winners (DOCX)"),
        "docx",
        WORD,
        lambda official: word_file(winners_paper(official)),
    ),
    FileKind(
        "danh-sach-pdf",
        _("List of winners (PDF)"),
        "pdf",
        PDF,
        lambda official: paper_pdf(winners_paper(official)),
    ),
)
