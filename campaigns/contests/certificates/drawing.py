"""Certificates as PDF: one sheet of A4, lying, for each; a sunny calendar over the text.

Words of the office's papers are fixed: Vietnamese. Colours are those of DESIGN.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from goodnews.core.documents.heads import DocumentHead
from goodnews.core.qr import dark_runs
from goodnews.sharing.typesetting import tidy
from quizblocks.papers.pdf import BOLD, REGULAR, load_fonts

from .codes import shown_code
from .issuing import Issued
from .statements import printed_basis, printed_round

WIDTH, HEIGHT = landscape(A4)
MIDDLE = WIDTH / 2
INK, MUTED = HexColor("#12233A"), HexColor("#4A5B72")
BRAND, BAND = HexColor("#0B5CAD"), HexColor("#08427D")
SUN = HexColor("#FFC53D")
GREEN, GREEN_TINT = HexColor("#18794E"), HexColor("#E3F6EB")
WHITE, LINE = HexColor("#FFFFFF"), HexColor("#D5DFEA")
BAND_HEIGHT = 30 * mm
EDGE = 18 * mm
TEXT_ROOM = WIDTH - 2 * 32 * mm
# A month of days, the ring round the seventh of each week: the campaign's promise.
DAYS, DAY, DAY_GAP = 31, 4.6 * mm, 2.2 * mm
QR_SIDE = 30 * mm


@dataclass(frozen=True)
class Sheet:
    """What stands on every certificate of a lot.

    Attributes:
        address: where codes are checked, as it is printed.
        organiser: who holds the contest.
    """

    head: DocumentHead
    organiser: str
    address: str
    day: date


def certificates_pdf(sheet: Sheet, issued: Sequence[Issued], *, title: str) -> bytes:
    """Return one PDF with a sheet for each certificate."""
    load_fonts()
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), pageCompression=1)
    canvas.setTitle(title)
    canvas.setAuthor(sheet.organiser)
    for each in issued:
        _draw(canvas, sheet, each)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, sheet: Sheet, each: Issued) -> None:
    _frame(canvas, sheet)
    said = each.statement
    top = HEIGHT - BAND_HEIGHT - 25 * mm
    _line(canvas, "GIẤY CHỨNG NHẬN", top, BOLD, 36, BAND)
    _line(canvas, f"{sheet.organiser} chứng nhận", top - 12 * mm, REGULAR, 13, MUTED)
    below = _line(canvas, each.name, top - 30 * mm, BOLD, 34, INK)
    canvas.setFillColor(SUN)
    canvas.rect(MIDDLE - 22 * mm, below - 6.6 * mm, 44 * mm, 1.2 * mm, stroke=0, fill=1)
    _line(canvas, printed_basis(said) or said.unit, top - 46 * mm, REGULAR, 14, MUTED)
    _pill(canvas, said.prize or "Đã tham gia", top - 59.5 * mm, is_prize=said.is_prize)
    parts = [printed_round(said), said.league, f"hạng {said.place}" if said.place else ""]
    where = " · ".join(part for part in parts if part)
    _line(canvas, where, top - 71 * mm, REGULAR, 13, INK)
    words = f"Cuộc thi “{tidy(said.contest)}”"
    _block(canvas, words, top - 75 * mm, room=TEXT_ROOM, high=17 * mm, size=17, colour=BRAND)
    _signature(canvas, sheet)
    _proof(canvas, sheet, each)


def _frame(canvas: Canvas, sheet: Sheet) -> None:
    canvas.setFillColor(BAND)
    canvas.rect(0, HEIGHT - BAND_HEIGHT, WIDTH, BAND_HEIGHT, stroke=0, fill=1)
    head = [*sheet.head.superior, *sheet.head.issuer] or [sheet.organiser]
    words = " · ".join(tidy(each) for each in head)
    _line(canvas, words, HEIGHT - 11.5 * mm, BOLD, 13, WHITE)
    _calendar(canvas, HEIGHT - 22.5 * mm)
    canvas.setStrokeColor(SUN)
    canvas.setLineWidth(1.4)
    canvas.line(0, HEIGHT - BAND_HEIGHT, WIDTH, HEIGHT - BAND_HEIGHT)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.8)
    inner = 8 * mm
    canvas.roundRect(
        inner, inner, WIDTH - 2 * inner, HEIGHT - BAND_HEIGHT - 2 * inner, 4 * mm, stroke=1, fill=0
    )


def _calendar(canvas: Canvas, y: float) -> None:
    step = DAY + DAY_GAP
    x = MIDDLE - (DAYS * step - DAY_GAP) / 2
    for day in range(DAYS):
        is_week = day % 7 == 6
        canvas.setFillColor(SUN)
        canvas.roundRect(x, y, DAY, DAY, 1.1 * mm, stroke=0, fill=1)
        if is_week:
            canvas.setStrokeColor(WHITE)
            canvas.setLineWidth(1)
            ring = 0.9 * mm
            canvas.roundRect(
                x - ring, y - ring, DAY + 2 * ring, DAY + 2 * ring, 1.6 * mm, stroke=1, fill=0
            )
        x += step


def _line(canvas: Canvas, text: str, y: float, face: str, size: float, colour) -> float:
    """Write ``text`` in the middle at ``y``, smaller where it is too long; return its baseline."""
    text = tidy(text)
    width = stringWidth(text, face, size)
    size = size if width <= TEXT_ROOM else size * TEXT_ROOM / width
    if size < 9 and " " in text:
        # Two lines that can be read instead of one that cannot.
        _block(canvas, text, y + 6 * mm, room=TEXT_ROOM, high=12 * mm, size=14, colour=colour)
        return y - 5 * mm
    canvas.setFillColor(colour)
    canvas.setFont(face, size)
    canvas.drawCentredString(MIDDLE, y, text)
    return y


def _block(canvas: Canvas, text: str, top: float, *, room, high, size, colour, **place) -> None:
    """Write ``text`` under ``top`` in as many lines as it needs, smaller until it fits ``high``."""
    align, x = place.get("align", TA_CENTER), place.get("x", MIDDLE - room / 2)
    face = place.get("face", BOLD)
    while True:
        style = ParagraphStyle(
            "block",
            fontName=face,
            fontSize=size,
            leading=size * 1.35,
            alignment=align,
            textColor=colour,
            splitLongWords=1,
        )
        paragraph = Paragraph(escape(text), style)
        _width, used = paragraph.wrap(room, high)
        if used <= high or size <= 6:
            break
        size *= 0.93
    paragraph.drawOn(canvas, x, top - used)


def _pill(canvas: Canvas, text: str, y: float, *, is_prize: bool) -> None:
    text = tidy(text)
    size = 21
    width = stringWidth(text, BOLD, size)
    room = TEXT_ROOM - 20 * mm
    if width > room:
        size, width = size * room / width, room
    left, high = MIDDLE - width / 2 - 9 * mm, 13 * mm
    canvas.setFillColor(SUN if is_prize else GREEN_TINT)
    canvas.roundRect(left, y - 4 * mm, width + 18 * mm, high, high / 2, stroke=0, fill=1)
    canvas.setFillColor(INK if is_prize else GREEN)
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(MIDDLE, y + high / 2 - 4 * mm - size * 0.35, text)


def _signature(canvas: Canvas, sheet: Sheet) -> None:
    middle, y = WIDTH - EDGE - 42 * mm, 54 * mm
    place = f"{tidy(sheet.head.place)}, " if sheet.head.place else ""
    day = sheet.day
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, 11)
    dated = f"{place}ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    canvas.drawCentredString(middle, y, dated)
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, 12)
    canvas.drawCentredString(middle, y - 7 * mm, "TRƯỞNG BAN TỔ CHỨC")
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, 9)
    canvas.drawCentredString(middle, y - 12 * mm, "(ký tên, đóng dấu)")


def _proof(canvas: Canvas, sheet: Sheet, each: Issued) -> None:
    """Draw the code for telephones, and the address and code for whoever has none.

    On a screen the square leads to the check: nobody photographs their own telephone.
    """
    left, bottom = EDGE, 14 * mm
    code = shown_code(each.code)
    address = f"{sheet.address}{code}/"
    side, runs = dark_runs(address)
    module = QR_SIDE / side
    canvas.setFillColor(INK)
    path = canvas.beginPath()
    for x, y, width in runs:
        path.rect(left + x * module, bottom + QR_SIDE - (y + 1) * module, width * module, module)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.linkURL(address, (left, bottom, left + QR_SIDE, bottom + QR_SIDE))
    beside, top = left + QR_SIDE + 3 * mm, bottom + QR_SIDE - 4 * mm
    said = each.statement
    plain = sheet.address.removeprefix("https://").removeprefix("http://")
    lines = [
        (BOLD, 9.5, INK, "Kiểm tra giấy này"),
        (REGULAR, 9.5, BRAND, plain),
        (BOLD, 11, INK, code),
        (
            REGULAR,
            8,
            MUTED,
            f"Theo bảng xếp hạng bản {said.version}, công bố {sheet.day:%d/%m/%Y}.",
        ),
    ]
    for face, size, colour, text in lines:
        _block(
            canvas,
            text,
            top + size,
            room=82 * mm,
            high=6.4 * mm,
            size=size,
            colour=colour,
            face=face,
            align=TA_LEFT,
            x=beside,
        )
        top -= 7 * mm
