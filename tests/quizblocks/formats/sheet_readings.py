"""Tables of questions made and read in tests."""

from quizblocks.formats.items import Reading
from quizblocks.formats.sheet_columns import guess_columns
from quizblocks.formats.sheets import open_question_table, read_question_rows

HEADINGS = ("Câu hỏi", "Phương án A", "Phương án B", "Phương án C", "Phương án D", "Đáp án")


CAPITAL = ("Thủ đô của Lào?", "Băng Cốc", "Viêng Chăn", "Hà Nội", "Phnôm Pênh")


def read(*rows) -> Reading:
    return read_question_rows(rows, guess_columns(rows))


def read_file(content: bytes) -> Reading:
    return read(*open_question_table(content).rows)


def right_of(reading: Reading) -> list[str]:
    """Return the right choices of the only question."""
    assert reading.faults == ()
    (item,) = reading.items
    return [choice.text for choice in item.choices if choice.weight > 0]


def said(reading: Reading) -> list[str]:
    return [fault.message for fault in reading.faults]
