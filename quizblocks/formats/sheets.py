"""Questions out of a table, an XLSX or a CSV file: opened, mapped, then read row by row.

sheet = open_question_table(content)
mapping = guess_columns(sheet.rows)  # a person may change it
reading = read_question_rows(sheet.rows, mapping)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import range_boundaries

from goodnews.core.folding import normalized
from goodnews.core.marked_text import MarkedText
from goodnews.core.spreadsheets.cells import (
    BROKEN,
    CONTROL_CHARACTERS,
    ESCAPED_FORMULA_START,
    FORMULA,
    NoValue,
)
from goodnews.core.spreadsheets.csv_files import read_csv
from goodnews.core.spreadsheets.emphasis import day_text, number_text
from goodnews.core.spreadsheets.files import OLD_OFFICE, Sheet, SheetLimits, read_sheet

from .choice_texts import split_choices, without_labels
from .drafts import Draft, Part, PartRefusedError, build_item
from .items import FALSE_TEXT, TRUE_TEXT, Item, Reading, Remark
from .markup import FORMATS
from .sheet_columns import CHOICE, HEADINGS, SheetMapping, guess_columns

__all__ = ["guess_columns", "open_question_table", "read_question_rows"]

TITLE = "Câu hỏi"
GUIDE_TITLE = "Hướng dẫn"
MAX_QUESTIONS = 10_000
# Titles and headings stand above the questions.
LIMITS = SheetLimits(
    megabytes=10, unpacked_bytes=64 * 1024 * 1024, rows=MAX_QUESTIONS + 30, columns=80, merged=1000
)
# A row with this code is for looking at.
EXAMPLE = "VÍ DỤ"
MAX_FAULTS = 1000
LINE_END = re.compile(r"_x000D_\n?|\r\n?")
TOPIC_ROW = re.compile(r"(?:chủ đề|chuyên đề|lĩnh vực)(?:\s+\d+)?\s*[:.]\s*(\S.*)", re.IGNORECASE)


def open_question_table(content: bytes) -> Sheet:
    """Return the rows of an XLSX or a CSV file, cells merged downwards filled in.

    Raises:
        SpreadsheetRefusedError: it is neither, it is too large, or holds what harms.
    """
    if not content.startswith((b"PK", OLD_OFFICE)):
        return read_csv(content, limits=LIMITS)
    sheet = read_sheet(content, title=TITLE, limits=LIMITS, is_marked=True)
    for cells in sheet.merged:
        _fill_down(sheet.rows, cells)
    return sheet


def _fill_down(rows: list[tuple[Any, ...]], cells: str) -> None:
    """Give every row of a range, merged in one column, what stands in its first cell."""
    try:
        left, top, right, bottom = range_boundaries(cells)
    except (ValueError, TypeError):
        return
    if left != right or not 0 < top <= len(rows) or left > len(rows[top - 1]):
        return
    value = rows[top - 1][left - 1]
    for number in range(top, min(bottom, len(rows))):
        row = rows[number]
        if row and (left > len(row) or row[left - 1] is None):
            padded = [*row, *[None] * (left - len(row))]
            padded[left - 1] = value
            rows[number] = tuple(padded)


@dataclass
class _Progress:
    """What was found so far, and the topic of the rows that follow."""

    mapping: SheetMapping
    items: list[Item] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    topic: str = ""
    has_examples: bool = False

    def fault(self, row: int, part: str, message: str) -> None:
        column = self._column(part)
        if column:
            sentence = _("Row %(row)s, column %(column)s: %(message)s")
        else:
            sentence = _("Row %(row)s: %(message)s")
        said = sentence % {"row": row, "column": column, "message": message}
        self.faults.append(Remark(str(row), said))

    def remark(self, row: int, message: str, **params) -> None:
        self.remarks.append(Remark(str(row), message % {"row": row, **params}))

    def _column(self, part: str) -> str:
        if part == Part.CHOICES and part not in self.mapping.roles:
            places = self.mapping.choice_places()
            return self.mapping.column(self.mapping.roles[places[0]]) if places else ""
        if part in HEADINGS and part not in self.mapping.roles:
            return HEADINGS[Part(part)]
        return self.mapping.column(part)


def read_question_rows(rows: Sequence[Sequence[Any]], mapping: SheetMapping) -> Reading:
    """Return the questions below the headings of ``rows`` (the first is row 1).

    Empty rows and the rows of the template's examples are left out. A row with a
    fault gives no question.
    """
    progress = _Progress(mapping)
    if not mapping.is_complete:
        message = _("Choose the column in which the questions stand.")
        return Reading(faults=(Remark("1", message),))
    for number in range(mapping.heading_row, len(rows)):
        _read_row(progress, number + 1, rows[number], rows[mapping.heading_row - 1])
        if len(progress.faults) >= MAX_FAULTS:
            message = _("Row %(row)s: there are too many faults; nothing below was read.")
            progress.faults.append(Remark(str(number + 1), message % {"row": number + 1}))
            break
    if not progress.items and not progress.faults:
        message = _("There are no questions below the headings.")
        if progress.has_examples:
            message = _(
                "The rows all have the code “%(code)s” and were left out: delete it in your rows."
            ) % {"code": EXAMPLE}
        progress.faults.append(Remark(str(mapping.heading_row or 1), message))
    return Reading(tuple(progress.items), tuple(progress.faults), tuple(progress.remarks))


def _read_row(progress: _Progress, number: int, row: Sequence[Any], headings) -> None:
    mapping = progress.mapping
    cells = {
        role: row[place]
        for place, role in enumerate(mapping.roles)
        if role and place < len(row) and not _is_empty(row[place])
    }
    if mapping.heading_row and tuple(row) == tuple(headings):
        return
    if set(cells) <= {Part.TOPIC, Part.IDENTIFIER, Part.DIFFICULTY, Part.KIND} or (
        set(cells) == {Part.STEM} and _topic_of(cells[Part.STEM])
    ):
        _read_other(progress, number, row)
        return
    if any(isinstance(cell, NoValue) for cell in cells.values()):
        _refuse_cells(progress, number, cells)
        return
    if str(cells.get(Part.IDENTIFIER, "")).strip() == EXAMPLE:
        progress.has_examples = True
        progress.remark(number, _("Row %(row)s is an example of the template; it was left out."))
        return
    try:
        progress.items.append(build_item(_draft(progress, number, cells), str(number)))
    except PartRefusedError as error:
        progress.fault(number, error.part, str(error))


def _read_other(progress: _Progress, number: int, row: Sequence[Any]) -> None:
    """Take a row without a question for a topic, or say that it was left out."""
    texts = [text_of(cell) for cell in row if not _is_empty(cell) and cell not in (FORMULA, BROKEN)]
    words = [text for text in texts if not text.replace(".", "").isdigit()]
    if len(words) == 1 and _topic_of(words[0]):
        progress.topic = _topic_of(words[0])
    elif words:
        message = _("Row %(row)s has no question and was left out: “%(words)s”.")
        progress.remark(number, message, words=words[0][:40])


def _topic_of(cell: Any) -> str:
    found = TOPIC_ROW.fullmatch(text_of(cell)) if isinstance(cell, str) else None
    return found[1].strip() if found else ""


def _refuse_cells(progress: _Progress, number: int, cells: dict[str, Any]) -> None:
    for role, cell in cells.items():
        if cell is FORMULA:
            message = _("There is a formula here. Copy the cell and paste its value.")
            progress.fault(number, role, message)
        elif cell is BROKEN:
            message = _("The spreadsheet shows an error here. Write the value.")
            progress.fault(number, role, message)


def _draft(progress: _Progress, number: int, cells: dict[str, Any]) -> Draft:
    mapping = progress.mapping
    for role, cell in cells.items():
        if isinstance(cell, date) and (role.startswith(CHOICE) or role == Part.KEY):
            message = _("Row %(row)s, column %(column)s: the spreadsheet made a date of this cell.")
            progress.remark(number, message, column=mapping.column(role))
    texts = {
        Part(role): str(text_of(cell))
        for role, cell in cells.items()
        if not role.startswith(CHOICE) and role != Part.CHOICES
    }
    if progress.topic:
        texts.setdefault(Part.TOPIC, progress.topic)
    if Part.STEM in texts:
        texts[Part.STEM] = marked_text_of(cells[Part.STEM])
    draft = Draft(texts, formats=FORMATS)
    _take_choices(draft, mapping, cells)
    return draft


def _take_choices(draft: Draft, mapping: SheetMapping, cells: dict[str, Any]) -> None:
    """Find the choices in columns of their own, in one cell, or below the question itself."""
    places = mapping.choice_places()
    choices = [marked_text_of(cells.get(mapping.roles[place])) for place in places]
    while choices and not choices[-1]:
        choices.pop()
    if choices:
        draft.choices = without_labels(choices)
    elif Part.CHOICES in cells:
        text = marked_text_of(cells[Part.CHOICES])
        before, pieces = split_choices(text)
        if pieces and not before:
            draft.labels, draft.choices = [list(part) for part in zip(*pieces, strict=True)]
        elif not pieces:
            draft.choices = _lines(text)
        else:
            message = _("Before choice A stands “%(words)s”.") % {"words": before[:40]}
            raise PartRefusedError(Part.CHOICES, message)
    elif not places and Part.CHOICES not in mapping.roles:
        before, pieces = split_choices(marked_text_of(cells.get(Part.STEM)))
        if len(pieces) > 1 and before:
            draft.texts[Part.STEM] = before
            draft.labels, draft.choices = [list(part) for part in zip(*pieces, strict=True)]


def _lines(text: MarkedText) -> list[MarkedText]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(text.cut(start, start + len(line)).trimmed())
        start += len(line) + 1
    return [line for line in lines if line]


def _is_empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text_of(cell: Any) -> str:
    """Return a cell as text: dates, numbers and truth values as they are written here."""
    if isinstance(cell, str):
        return str(marked_text_of(cell))
    if isinstance(cell, bool):
        return TRUE_TEXT if cell else FALSE_TEXT
    if isinstance(cell, int | float):
        return number_text(cell)
    return day_text(cell) if isinstance(cell, date) else str(cell)


def marked_text_of(cell: Any) -> MarkedText:
    """Return a cell as text with its marks, without spaces around it."""
    if cell is None:
        return MarkedText("")
    if not isinstance(cell, str):
        return MarkedText(text_of(cell))
    if not isinstance(cell, MarkedText) or not any(cell.flags):
        return MarkedText(_cleaned(cell))
    # Signs may come together or go; each piece keeps the mark of its first sign.
    parts, start = [], 0
    for end in [*_changes(cell.flags), len(cell)]:
        parts.append((CONTROL_CHARACTERS.sub("", LINE_END.sub("\n", cell[start:end])), start))
        start = end
    text = MarkedText.joined((part, cell.flags[start]) for part, start in parts if part).trimmed()
    return text.cut(1) if ESCAPED_FORMULA_START.match(text) else text


def _changes(flags: bytes) -> list[int]:
    return [place for place in range(1, len(flags)) if flags[place] != flags[place - 1]]


def _cleaned(text: str) -> str:
    if "_x000D_" in text or not text.isprintable():
        text = CONTROL_CHARACTERS.sub("", LINE_END.sub("\n", text))
    text = normalized("NFC", text).strip()
    return text[1:] if ESCAPED_FORMULA_START.match(text) else text
