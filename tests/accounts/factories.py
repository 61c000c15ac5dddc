"""People with fixed values; their password is ``PASSWORD``."""

from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from goodnews.units.models import Unit
from tests.recorded import recorded

PASSWORD = "mat-khau-de-thu"


def make_user(username: str, *, role: Role | None = None, unit: Unit | None = None, **values):
    """Return Nguyễn Văn <username> with an e-mail address, in the group of ``role``."""
    user = User.objects.create_user(
        username=username,
        password=PASSWORD,
        email=values.pop("email", f"{username}@example.org"),
        last_name="Nguyễn Văn",
        first_name=username.title(),
        unit=unit,
        **values,
    )
    if role is not None:
        user.groups.add(role.group())
    return user


@recorded
def make_everybody(*, unit: Unit | None = None) -> dict[Role, User]:
    """Return one user of each role, named after it."""
    apply_roles()
    return {role: make_user(role.value, role=role, unit=unit) for role in Role}
