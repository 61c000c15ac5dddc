"""Word files of questions made and read in tests."""

from io import BytesIO

from docx import Document

from quizblocks.formats.items import Reading
from quizblocks.formats.word import read_word

CAPITAL = ("Câu 1. Thủ đô của Lào?", "A. Băng Cốc", "B. Viêng Chăn", "C. Hà Nội", "D. Huế")


FLAG = ("Câu 2: Quốc kỳ có mấy ngôi sao?", "A. Một", "B. Năm")


def read(*lines: str) -> Reading:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document) -> Reading:
    out = BytesIO()
    document.save(out)
    return read_word(out.getvalue())


def right_of(reading: Reading) -> list[list[str]]:
    """Return the right choices of every question, where all was understood."""
    assert reading.faults == ()
    return [[one.text for one in item.choices if one.weight > 0] for item in reading.items]


def said(reading: Reading) -> list[str]:
    return [fault.message for fault in reading.faults]


def add_table(document, rows) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
