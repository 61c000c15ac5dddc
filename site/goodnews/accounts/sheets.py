"""The table of people as a spreadsheet: its columns, and rows made into records. Pure."""

from goodnews.core.folding import fold
from goodnews.core.spreadsheets.cells import choices_of, read_flag, text_of
from goodnews.core.spreadsheets.files import Sheet
from goodnews.core.spreadsheets.tables import Column, Table, read_table

from .roles import ROLES, Role

# Headings and notes are parts of the file: Vietnamese in every language, as are the roles' names.
SHEET_TITLE = "Người dùng"
ROLE_NAMES = {role: declared.group_name for role, declared in ROLES.items()}
YES, NO = "Có", "Không"
_read_roles = choices_of(
    {
        **{fold(role.value): role for role in Role},
        **{fold(name): role for role, name in ROLE_NAMES.items()},
    },
    said=ROLE_NAMES.values(),
)

COLUMNS = (
    Column(
        key="username",
        heading="Tên đăng nhập",
        read=text_of(150),
        aliases=("Tài khoản", "Username"),
        is_needed=True,
        note="Chữ, số và @ . + - _, không dấu cách. Tên đã có: sửa người đó; tên chưa có: thêm mới.",
        width=20,
    ),
    Column(
        key="full_name",
        heading="Họ tên",
        read=text_of(301),
        aliases=("Họ và tên", "Tên", "Full name"),
        is_needed=True,
        example="Nguyễn Thị Minh Họa",
        note="Họ trước, tên sau. Người mới bắt buộc có.",
        width=28,
    ),
    Column(
        key="email",
        heading="E-mail",
        read=text_of(254),
        aliases=("Thư điện tử", "Địa chỉ e-mail", "Hộp thư"),
        example="minhhoa@example.org",
        note="Mỗi người một địa chỉ riêng. Người mới bắt buộc có, vì mật khẩu đầu tiên đặt qua thư.",
        width=30,
    ),
    Column(
        key="roles",
        heading="Vai trò",
        read=_read_roles,
        aliases=("Nhóm", "Roles", "Role"),
        choices=tuple(ROLE_NAMES.values()),
        example=ROLE_NAMES[Role.CORRESPONDENT],
        note="Chọn trong danh sách; nhiều vai trò thì cách nhau bằng dấu phẩy. "
        "Các vai trò ghi ở đây thay cho các vai trò đang có.",
        width=24,
    ),
    Column(
        key="unit_code",
        heading="Mã đơn vị",
        read=text_of(32),
        aliases=("Đơn vị", "Unit"),
        example="XA-001",
        note="Mã của đơn vị đã có trên hệ thống và còn hoạt động.",
        width=16,
    ),
    Column(
        key="is_active",
        heading="Đang hoạt động",
        read=read_flag,
        aliases=("Hoạt động", "Còn hoạt động", "Active"),
        choices=(YES, NO),
        example=YES,
        note="“Không”: người đó không đăng nhập được nữa; bài đã gửi vẫn còn.",
        width=16,
    ),
)
HEADINGS = {column.key: column.heading for column in COLUMNS}


def parse_people(sheet: Sheet) -> Table:
    """Return the records of a sheet of people and the faults in its cells."""
    return read_table(sheet.rows, COLUMNS, sheet.merged)


def said_roles(roles) -> str:
    """Return the names of ``roles`` in the order of their declaration."""
    return ", ".join(name for role, name in ROLE_NAMES.items() if role in roles)
