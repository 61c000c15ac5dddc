"""A file of sixty questions as offices send them: a letterhead, columns in an order of their own,
choices in one cell, keys as letters and numbers, empty rows, and three mistakes."""

from io import BytesIO

from openpyxl import Workbook

COUNT = 60
# By the number of the question: no key, a key that no choice has, twice the same choice.
MISTAKES = (11, 29, 47)
# The office ticked B; whoever knows better picks A.
WRONG_KEY = 5
STEM = "Tình huống {}: nhận tin nhắn lạ, em làm gì?"
CHOICES = ("Dừng lại, kiểm tra", "Bấm vào xem", "Gửi cho bạn bè", "Chụp khoe lên mạng")


def crooked_sheet() -> bytes:
    """Return the XLSX file."""
    book = Workbook()
    sheet = book.active
    sheet.append(["TỈNH ĐOÀN MINH HỌA"])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["Đáp án", "STT", "Câu hỏi", "Phương án trả lời"])
    for number in range(1, COUNT + 1):
        if number % 20 == 0:
            sheet.append([])
        sheet.append([_key(number), number, STEM.format(number), _choices(number)])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _key(number: int):
    if number == MISTAKES[0]:
        return None
    if number == MISTAKES[1]:
        return "F"
    if number == WRONG_KEY:
        return "B"
    return ("A", 1, "a.")[number % 3]


def _choices(number: int):
    texts = list(CHOICES)
    if number == MISTAKES[2]:
        texts[3] = texts[2]
    return "\n".join(f"{letter}. {text}" for letter, text in zip("ABCD", texts, strict=True))
