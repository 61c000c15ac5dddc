"""The report by unit as a spreadsheet, ready to send upward."""

from io import BytesIO

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from goodnews.core.spreadsheets.cells import escaped
from goodnews.stats.metrics import countable_of

from .columns import Column, groups
from .results import ResultRow, UnitReport

LINE = Side(style="thin", color="9FB0C3")
BORDER = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEADING_FILL = PatternFill("solid", fgColor="E3F0FC")
HEADING_ROW = 5


def file_name(report: UnitReport) -> str:
    """Return a name that says unit and days, in letters that every system keeps."""
    unit = report.scope.slug if report.scope else "tat-ca"
    days = f"{report.days.first:%Y%m%d}-{report.days.last:%Y%m%d}"
    return f"ket-qua-{slugify(unit)}-{days}.xlsx"


def spreadsheet(report: UnitReport, *, title: str, period: str) -> bytes:
    """Return the report as an XLSX file."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("By unit")
    _write_head(sheet, report, title=title, period=period)
    _write_headings(sheet, report.columns)
    for number, row in enumerate(report.rows, start=1):
        _write_row(sheet, HEADING_ROW + 1 + number, [number, row.label, *report.figures_of(row)])
    last = HEADING_ROW + 2 + len(report.rows)
    totals = report.totals
    _write_row(sheet, last, ["", totals.label, *report.figures_of(totals)], is_bold=True)
    _write_foot(sheet, last + 2, report)
    _set_page(sheet, last, 2 + len(report.columns))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_head(sheet, report: UnitReport, *, title: str, period: str) -> None:
    scope = report.scope.name if report.scope else _("All units")
    for row, text, size in ((1, title, 14), (2, scope, 12), (3, period, 12)):
        cell = sheet.cell(row, 1, escaped(text))
        cell.font = Font(bold=row != 3, size=size)
        cell.alignment = Alignment(horizontal="center")
        sheet.merge_cells(
            start_row=row, end_row=row, start_column=1, end_column=2 + len(report.columns)
        )


def _write_headings(sheet, columns: list[Column]) -> None:
    names = [(1, _("No.")), (2, _("Unit"))]
    for column, name in names:
        sheet.cell(HEADING_ROW, column, name)
        sheet.merge_cells(
            start_row=HEADING_ROW, end_row=HEADING_ROW + 1, start_column=column, end_column=column
        )
    column = 3
    for name, width in groups(columns):
        sheet.cell(HEADING_ROW, column, str(name))
        sheet.merge_cells(
            start_row=HEADING_ROW,
            end_row=HEADING_ROW,
            start_column=column,
            end_column=column + width - 1,
        )
        column += width
    for number, heading in enumerate(columns, start=3):
        sheet.cell(HEADING_ROW + 1, number, str(heading.label))
    for row in sheet.iter_rows(
        min_row=HEADING_ROW, max_row=HEADING_ROW + 1, max_col=2 + len(columns)
    ):
        for cell in row:
            cell.font, cell.fill, cell.border = Font(bold=True), HEADING_FILL, BORDER
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write_row(sheet, at: int, values: list, *, is_bold: bool = False) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(at, column, escaped(value) if isinstance(value, str) else value)
        cell.border = BORDER
        cell.font = Font(bold=is_bold)
        cell.alignment = Alignment(
            horizontal="left" if column == 2 else "center", vertical="center", wrap_text=True
        )


def _write_foot(sheet, at: int, report: UnitReport) -> None:
    for offset, line in enumerate(notes(report)):
        sheet.cell(at + offset, 2, escaped(line))


def notes(report: UnitReport) -> list[str]:
    """Return what stands below the table: gaps, and how old the figures are."""
    gaps = report.gaps
    lines = [
        _("Days with good news: %(lit)s of %(due)s.")
        % {"lit": gaps.day_count - len(gaps.days), "due": gaps.day_count},
        _("Weeks with a beautiful story: %(lit)s of %(due)s.")
        % {"lit": gaps.week_count - len(gaps.weeks), "due": gaps.week_count},
    ]
    if report.top:
        lines += [_top_line(report.top, code) for code in report.top.quotas]
    if report.counted_at is None:
        lines.append(_("Nothing has been counted yet."))
    else:
        moment = timezone.localtime(report.counted_at, timezone.get_default_timezone())
        lines.append(_("Counted at %(moment)s.") % {"moment": f"{moment:%H:%M, %d/%m/%Y}"})
    return lines


def _top_line(top: ResultRow, code: str) -> str:
    """Return what is asked of the unit above all rows, and what all of them have done."""
    return _(
        "%(unit)s, %(asked)s: %(done)s done of %(wanted)s asked for, %(missing)s missing, "
        "kept %(streak)s times in a row."
    ) % {"unit": top.label, "asked": countable_of(code).label, **top.quotas[code]}


def _set_page(sheet, last: int, width: int) -> None:
    sheet.column_dimensions["A"].width = 6
    sheet.column_dimensions["B"].width = 38
    for number in range(3, 1 + width):
        sheet.column_dimensions[get_column_letter(number)].width = 11
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 2, 3)
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = f"A1:{get_column_letter(width)}{last + 6}"
