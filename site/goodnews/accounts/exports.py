"""The people as a spreadsheet that can be read in again. It holds no password."""

from goodnews.core.spreadsheets.writing import write_table, write_template

from .models import User
from .sheets import COLUMNS, NO, ROLE_NAMES, SHEET_TITLE, YES, said_roles


def export_people() -> bytes:
    """Return everybody with unit and roles, in the order of their sign-in names."""
    people = User.objects.select_related("unit").prefetch_related("groups").order_by("username")
    return write_table(title=SHEET_TITLE, columns=COLUMNS, rows=(_row(user) for user in people))


def export_template() -> bytes:
    """Return an empty table of people with an example."""
    return write_template(title=SHEET_TITLE, columns=COLUMNS)


def _row(user: User) -> dict:
    groups = {group.name for group in user.groups.all()}
    return {
        "username": user.username,
        "full_name": user.get_full_name(),
        "email": user.email,
        "roles": said_roles({role for role, name in ROLE_NAMES.items() if name in groups}),
        "unit_code": user.unit.code if user.unit else None,
        "is_active": YES if user.is_active else NO,
    }
