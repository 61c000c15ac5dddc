"""The seven accounts with which the demo is tried out."""

from allauth.account.models import EmailAddress

from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from goodnews.demo.reading import read_toml
from goodnews.units.models import Unit

# Known to everybody: the demo refuses to run under production settings.
PASSWORD = "nang-moi-ngay-2026"  # noqa: S105


def load_people(*, units: dict[str, Unit]) -> dict[str, User]:
    """Create one account for each role; return them by username."""
    users = {}
    for row in read_toml("people.toml")["account"]:
        user = User.objects.create_user(
            username=row["username"],
            password=PASSWORD,
            email=f"{row['username']}@lamvan.example",
            first_name=row["first_name"],
            last_name=row["last_name"],
            unit=units[row["unit"]],
        )
        user.groups.add(Role(row["role"]).group())
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        users[user.username] = user
    return users
