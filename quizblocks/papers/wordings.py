"""What stands on a paper beside its questions.

The words are fixed: an office's paper is Vietnamese in every language.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quizblocks.choices import QuestionKind

NAME = "Họ và tên"
UNIT = "Đơn vị (lớp)"
NUMBER = "Số báo danh"
CODE = "Mã đề"
END = "HẾT"
SHEET_TITLE = "PHIẾU TRẢ LỜI"
KEY_TITLE = "BẢNG ĐÁP ÁN"
QUESTION = "Câu"
SEVERAL = "(chọn tất cả phương án đúng)"
NO_KEY = "?"
CODE_DIGITS, NUMBER_DIGITS = 3, 6
SHEET_RULES = (
    "Ghi họ tên, đơn vị; ghi số báo danh và mã đề vào ô trống rồi tô kín ô tròn có chữ số tương ứng.",
    "Mỗi câu tô kín ô tròn của phương án được chọn. Muốn đổi thì tẩy thật sạch ô đã tô.",
)
DOTS = "…"


@dataclass(frozen=True)
class PaperHead:
    """What stands at the head of every sheet of a paper.

    Attributes:
        office: lines of the office that sets the paper, the last one its own name.
        number: of the paper in the bank, so that it is found again.
        seed: what its variants were shuffled by.
    """

    office: tuple[str, ...]
    title: str
    minutes: int
    note: str
    question_count: int
    number: int
    seed: str

    @property
    def time(self) -> str:
        return f"Thời gian làm bài: {self.minutes} phút"

    @property
    def aside(self) -> str:
        return "(không kể thời gian phát đề)"

    @property
    def size(self) -> str:
        return f"(Đề gồm {self.question_count} câu)"

    @property
    def trace(self) -> str:
        """Says which paper of the bank this is."""
        return f"Đề in {self.number}"


def dotted(label: str, count: int) -> str:
    """Return a line to be written on: "Họ và tên: ………"."""
    return f"{label}: {DOTS * count}"


def answer_line(kind: str, items: int) -> str:
    """Return the line on which a question without bubbles is answered."""
    if kind == QuestionKind.MATCHING:
        return "   ".join(f"{number} – {DOTS * 3}" for number in range(1, items + 1))
    return dotted("Thứ tự đúng" if kind == QuestionKind.ORDERING else "Trả lời", 30)


def asked(kind: str) -> str:
    """Return what is to be known of how a question is answered, "" where it is plain."""
    return SEVERAL if kind == QuestionKind.MULTIPLE else ""


def key_headings(codes: Sequence[str]) -> list[str]:
    """Return the heads of the key table's columns."""
    return [QUESTION, *(f"{CODE} {code}" for code in codes)]
