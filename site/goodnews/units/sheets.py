"""The table of units as a spreadsheet: its columns, and rows made into records. Pure."""

from collections.abc import Mapping
from datetime import date

from goodnews.core.folding import fold
from goodnews.core.spreadsheets.cells import choice_of, read_count, read_day, text_of
from goodnews.core.spreadsheets.files import Sheet
from goodnews.core.spreadsheets.tables import Column, Table, read_table

from .choices import UnitKind

# Headings, names of kinds and notes are parts of the file: Vietnamese in every language.
SHEET_TITLE = "Đơn vị"
KIND_NAMES = {
    UnitKind.PROVINCE: "Tỉnh",
    UnitKind.COMMUNE: "Xã",
    UnitKind.WARD: "Phường",
    UnitKind.SCHOOL: "Trường học",
    UnitKind.ATTACHED: "Đơn vị trực thuộc",
}
_read_kind = choice_of(
    {
        **{fold(kind.value): kind for kind in UnitKind},
        **{fold(name): kind for kind, name in KIND_NAMES.items()},
    },
    said=KIND_NAMES.values(),
)

COLUMNS = (
    Column(
        key="code",
        heading="Mã đơn vị",
        read=text_of(32),
        aliases=("Mã", "Code"),
        is_needed=True,
        note="Mã riêng của đơn vị, tối đa 32 ký tự. Mã đã có: sửa đơn vị; mã chưa có: thêm mới.",
        width=16,
    ),
    Column(
        key="name",
        heading="Tên đơn vị",
        read=text_of(200),
        aliases=("Tên", "Tên đầy đủ", "Name"),
        is_needed=True,
        example="Đoàn xã Minh Họa",
        note="Tên đầy đủ. Đơn vị mới bắt buộc có.",
        width=38,
    ),
    Column(
        key="short_name",
        heading="Tên ngắn",
        read=text_of(80),
        aliases=("Tên viết tắt", "Short name"),
        example="Xã Minh Họa",
        note="Tối đa 80 ký tự. Đơn vị mới để trống thì lấy theo tên.",
        width=26,
    ),
    Column(
        key="kind",
        heading="Loại",
        read=_read_kind,
        aliases=("Loại đơn vị", "Loại hình", "Kind"),
        choices=tuple(KIND_NAMES.values()),
        example=KIND_NAMES[UnitKind.COMMUNE],
        note="Chọn trong danh sách. Đơn vị mới bắt buộc có.",
    ),
    Column(
        key="parent_code",
        heading="Mã đơn vị cấp trên",
        read=text_of(32),
        aliases=("Mã cấp trên", "Mã đơn vị cha", "Đơn vị cấp trên", "Parent code"),
        example="TINH",
        note="Mã có trên hệ thống hoặc trong chính tệp này. Đơn vị mới để trống: đứng đầu cây.",
        width=20,
    ),
    Column(
        key="moved_on",
        heading="Chuyển đến từ ngày",
        read=read_day,
        aliases=("Chuyển từ ngày", "Ở vị trí này từ ngày"),
        note="Chỉ điền khi đổi đơn vị cấp trên: ngày đầu tiên ở vị trí mới.",
    ),
    Column(
        key="valid_from",
        heading="Có từ ngày",
        read=read_day,
        aliases=("Từ ngày", "Ngày thành lập", "Valid from"),
        example=date(2025, 7, 1),
        note="Ngày đầu tiên của đơn vị, ví dụ 01/07/2025. Đơn vị mới bắt buộc có.",
        width=14,
    ),
    Column(
        key="valid_to",
        heading="Đến ngày",
        read=read_day,
        aliases=("Có đến ngày", "Ngày kết thúc", "Valid to"),
        note="Ngày cuối cùng; để trống khi đơn vị còn hoạt động.",
        width=14,
    ),
    Column(
        key="youth_count",
        heading="Sĩ số thanh niên",
        read=read_count,
        aliases=("Sĩ số", "Số thanh niên", "Thanh niên"),
        example=320,
        note="Tổng số thanh niên trong độ tuổi, kể cả đoàn viên.",
    ),
    Column(
        key="member_count",
        heading="Trong đó đoàn viên",
        read=read_count,
        aliases=("Số đoàn viên", "Đoàn viên", "Sĩ số đoàn viên"),
        example=180,
        note="Số đoàn viên, không lớn hơn số thanh niên.",
    ),
    Column(
        key="counted_on",
        heading="Ngày tính sĩ số",
        read=read_day,
        aliases=("Ngày thống kê", "Sĩ số tính đến ngày"),
        example=date(2026, 1, 1),
        note="Bắt buộc khi có sĩ số. Ngày đã có số liệu: sửa; ngày khác: thêm số liệu mới.",
        width=16,
    ),
)
HEADINGS = {column.key: column.heading for column in COLUMNS}


def parse_units(sheet: Sheet) -> Table:
    """Return the records of a sheet of units and the faults in its cells."""
    return read_table(sheet.rows, COLUMNS, sheet.merged)


def codes_in_circles(parents: Mapping[str, str | None]) -> set[str]:
    """Return the codes that stand above themselves, where each code names its parent's."""
    circling: set[str] = set()
    settled: set[str] = set()
    for start in parents:
        path: list[str] = []
        code: str | None = start
        while code is not None and code not in settled and code not in path:
            path.append(code)
            code = parents.get(code)
        if code in path:
            circling.update(path[path.index(code) :])
        settled.update(path)
    return circling
