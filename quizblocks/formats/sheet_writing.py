"""Questions written as an XLSX file: an export that can be read in again, and a template."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from goodnews.core.marked_text import BOLD, ITALIC, LOWERED, RAISED, MarkedText
from goodnews.core.spreadsheets.cells import FORMULA_START
from goodnews.core.spreadsheets.writing import content_of, heading_cell, say_size, text_cell

from .choice_texts import LETTERS, with_labels
from .drafts import DIFFICULTIES, KINDS, NUMBER_BEFORE, Part
from .items import Item
from .key_texts import WITH_CHOICES, write_feedback_text, write_key_text
from .lines import pack_tags
from .markup import marked, plain_of
from .sheet_columns import CHOICE, HEADINGS, choice_role
from .sheet_guide import EXAMPLES, GUIDE
from .sheets import EXAMPLE, GUIDE_TITLE, MAX_QUESTIONS, TITLE

# Excel takes no more into one cell.
MAX_CELL = 32_767
FEWEST_CHOICES = 4
BEFORE_CHOICES = (Part.IDENTIFIER, Part.KIND, Part.STEM)
AFTER_CHOICES = (
    Part.KEY,
    Part.EXPLANATION,
    Part.TOPIC,
    Part.DIFFICULTY,
    Part.SOURCE,
    Part.SOURCE_URL,
    Part.TAGS,
)
# Read by people alone.
PICTURES, PICTURES_HEADING = "pictures", "Hình (không kèm theo tệp này)"
SELDOM = (Part.NAME, Part.RIGHT_FEEDBACK, Part.WRONG_FEEDBACK, Part.CHOICE_FEEDBACK)
WIDTHS = {Part.STEM: 60, Part.EXPLANATION: 44, Part.SOURCE: 34, Part.SOURCE_URL: 34}
OFFERED = {Part.KIND: KINDS.values(), Part.DIFFICULTY: DIFFICULTIES.values()}


class QuestionNotWritableError(Exception):
    """A question does not fit into a table; ``message`` says which and why."""

    def __init__(self, message: str):
        self.message = message
        super().__init__(message)


def write_question_sheet(items: Iterable[Item]) -> bytes:
    """Return an XLSX file of ``items`` that reads as the same items again.

    Raises:
        QuestionNotWritableError: a text is longer than a cell holds, or there are more
            choices than letters.
    """
    records = [_record(item) for item in items]
    count = max([FEWEST_CHOICES, *(len(_choice_roles(record)) for record in records)])
    has_pictures = any(record.get(PICTURES) for record in records)
    roles = _roles(count, (*SELDOM, PICTURES) if has_pictures else SELDOM)
    return content_of(_workbook(roles, records))


def question_template() -> bytes:
    """Return a table to fill in: three examples, lists to choose from, a guide beside it."""
    records = [{**_record(item), Part.IDENTIFIER: EXAMPLE} for item in EXAMPLES]
    workbook = _workbook(_roles(FEWEST_CHOICES, ()), records)
    guide = workbook.create_sheet(GUIDE_TITLE)
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 30, 110
    guide.append([heading_cell(guide, "Cột"), heading_cell(guide, "Cách điền")])
    for row in GUIDE:
        cells = [text_cell(guide, text) for text in row]
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        guide.append(cells)
    return content_of(workbook)


def _roles(count: int, seldom: Sequence[str]) -> list[str]:
    choices = [choice_role(place) for place in range(count)]
    return [*BEFORE_CHOICES, *choices, *AFTER_CHOICES, *seldom]


def _choice_roles(record: dict[str, str]) -> list[str]:
    return [role for role in record if role.startswith(CHOICE)]


def _workbook(roles: Sequence[str], records: Sequence[dict[str, str]]) -> Workbook:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(TITLE)
    say_size(sheet, columns=len(roles), rows=len(records) + 1)
    sheet.freeze_panes = "D2"
    for place, role in enumerate(roles, start=1):
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width = WIDTHS.get(role, 20)
        # Text, so that nobody's "1-5" becomes the first of May.
        column.number_format = "@"
        if role in OFFERED:
            _offer(sheet, get_column_letter(place), OFFERED[role])
    sheet.append([heading_cell(sheet, _heading(role)) for role in roles])
    for record in records:
        sheet.append([_cell(sheet, record.get(role, "")) for role in roles])
    return workbook


def _heading(role: str) -> str:
    if role == PICTURES:
        return PICTURES_HEADING
    return HEADINGS[role] if role in HEADINGS else f"Phương án {role[-1].upper()}"


def _cell(sheet, text: str):
    if not text:
        return None
    has_marks = isinstance(text, MarkedText) and any(text.flags)
    cell = rich_cell(sheet, text) if has_marks else text_cell(sheet, text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def rich_cell(sheet, text: MarkedText) -> WriteOnlyCell:
    """Return a cell of ``text`` with its marks, as :func:`text_cell` keeps it from being run."""
    if FORMULA_START.match(text):
        text = text.behind("'")
    cell = WriteOnlyCell(sheet)
    cell.value = CellRichText(
        [TextBlock(_font(flag), words) if flag else words for words, flag in text.runs]
    )
    cell.data_type, cell.number_format = "s", "@"
    return cell


def _font(flag: int) -> InlineFont:
    place = "superscript" if flag & RAISED else "subscript" if flag & LOWERED else None
    return InlineFont(b=bool(flag & BOLD), i=bool(flag & ITALIC), vertAlign=place)


def _offer(sheet, letter: str, texts: Iterable[str]) -> None:
    offered = DataValidation("list", formula1=f'"{",".join(texts)}"', allow_blank=True)
    offered.add(f"{letter}2:{letter}{MAX_QUESTIONS + 1}")
    sheet.data_validations.append(offered)


def _record(item: Item) -> dict[str, str]:
    """Return the cells of ``item``, by role."""
    if item.kind in WITH_CHOICES and len(item.choices) > len(LETTERS):
        message = _("The question “%(stem)s” has more choices than there are letters.")
        raise QuestionNotWritableError(message % {"stem": plain_of(item.stem)[:60]})
    stem = marked(item.stem)
    record = {part.value: getattr(item, part) for part in Part if hasattr(item, part)}
    record.pop(Part.CHOICES)
    record |= {
        Part.KIND: KINDS[item.kind],
        Part.STEM: stem.behind("Câu 1: ") if NUMBER_BEFORE.match(stem) else stem,
        Part.DIFFICULTY: DIFFICULTIES.get(item.difficulty, ""),
        Part.TAGS: pack_tags(item.tags),
        Part.KEY: write_key_text(item),
        Part.CHOICE_FEEDBACK: write_feedback_text(item),
        PICTURES: "\n".join(picture.alt for picture in item.pictures),
    }
    if item.kind in WITH_CHOICES:
        # Words stand for a picture without any.
        texts = with_labels([marked(c.text or c.picture.text) for c in item.choices])
        record |= {choice_role(place): text for place, text in enumerate(texts)}
    if any(len(text) >= MAX_CELL for text in record.values()):
        message = _("A text of the question “%(stem)s” is longer than a cell holds.")
        raise QuestionNotWritableError(message % {"stem": plain_of(item.stem)[:60]})
    return record
