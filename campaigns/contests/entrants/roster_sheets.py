"""The roster as a spreadsheet: its columns and rows made into records. Pure.

Headings, notes and examples are parts of the file: Vietnamese in every language.
"""

from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from campaigns.contests.rules import ContestRules
from goodnews.core.spreadsheets.cells import CellRefusedError, read_day, text_of, tidy
from goodnews.core.spreadsheets.files import Sheet
from goodnews.core.spreadsheets.tables import Column, Table, read_table

from .phones import normal_phone
from .roster import identifying_fields

SHEET_TITLE = "Danh sách dự thi"


def read_phone(value) -> str:
    """Read a phone number; a spreadsheet may have taken its first nought away."""
    text = tidy(value)
    if text.isdecimal() and len(text) == 9:
        text = f"0{text}"
    try:
        return normal_phone(text)
    except ValueError as error:
        message = _("“%(value)s” is no phone number of Vietnam.")
        raise CellRefusedError(message % {"value": text[:40]}) from error


def read_email(value) -> str:
    """Read an e-mail address."""
    text = text_of(254)(value)
    try:
        validate_email(text)
    except ValidationError as error:
        message = _("“%(value)s” is no e-mail address.")
        raise CellRefusedError(message % {"value": text[:40]}) from error
    return text


NUMBER = Column(
    key="number",
    heading="STT",
    read=text_of(20),
    aliases=("Số thứ tự", "TT"),
    note="Số thứ tự, để trống cũng được.",
    width=10,
)
NAME = Column(
    key="full_name",
    heading="Họ và tên",
    read=text_of(120),
    aliases=("Họ tên", "Tên", "Họ và tên thí sinh", "Full name"),
    is_needed=True,
    example="Nguyễn Thị Minh Họa",
    note="Đủ họ, tên đệm và tên, có dấu, đúng như người đó sẽ gõ khi đăng ký.",
    width=32,
)
OTHERS = (
    Column(
        key="birth_date",
        heading="Ngày sinh",
        read=read_day,
        aliases=("Ngày, tháng, năm sinh", "Ngày tháng năm sinh", "Sinh ngày", "Birth date"),
        example=date(2008, 3, 26),
        note="Ngày/tháng/năm, ví dụ 26/03/2008.",
        width=14,
    ),
    Column(
        key="unit",
        heading="Đơn vị",
        read=text_of(200),
        aliases=("Mã đơn vị", "Tên đơn vị", "Đoàn cơ sở", "Chi đoàn", "Unit"),
        example="Đoàn xã Minh Họa",
        note="Tên hoặc mã của đơn vị như trên hệ thống. Hai đơn vị trùng tên thì ghi mã.",
        width=32,
    ),
    Column(
        key="phone",
        heading="Điện thoại",
        read=read_phone,
        aliases=("Số điện thoại", "ĐT", "SĐT", "Phone"),
        example="0912 345 678",
        note="Số của Việt Nam; mất số 0 ở đầu vẫn đọc được.",
        width=16,
    ),
    Column(
        key="email",
        heading="Thư điện tử",
        read=read_email,
        aliases=("Email", "E-mail"),
        example="ten@example.org",
        note="Địa chỉ mà người đó sẽ gõ khi đăng ký.",
        width=28,
    ),
)


def columns_for(rules: ContestRules) -> tuple[Column, ...]:
    """Return the columns that a roster needs under ``rules``: nothing is asked beyond them."""
    wanted = set(identifying_fields(rules))
    own = [replace(each, is_needed=True) for each in OTHERS if each.key in wanted]
    return (NUMBER, NAME, *own)


def parse_roster(sheet: Sheet, rules: ContestRules) -> Table:
    """Return the records of a roster and the faults in its cells."""
    table = read_table(sheet.rows, columns_for(rules), sheet.merged, has_key=False)
    for record in table.records:
        for column in table.columns:
            if column.is_needed and record.get(column.key) is None:
                table.refuse(record.row, column.key, _("This cell is empty."))
    table.sort()
    return table
