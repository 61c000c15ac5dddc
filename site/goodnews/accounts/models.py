"""People who sign in. Readers never do."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .roles import ROLES, STAFF_ROLES, Role


class User(AbstractUser):
    """Somebody who sends, reviews or runs something (người dùng)."""

    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name=_("unit"),
    )

    class Meta(AbstractUser.Meta):
        pass

    def get_full_name(self) -> str:
        """Return the name in Vietnamese order: family name first."""
        return f"{self.last_name} {self.first_name}".strip()

    @property
    def display_name(self) -> str:
        """What others read: the full name, or what the person signs in with."""
        return self.get_full_name() or self.get_username()

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held, through the groups; read once per instance."""
        names = set(self.groups.values_list("name", flat=True))
        return frozenset(role for role, declared in ROLES.items() if declared.group_name in names)

    def has_role(self, role: Role) -> bool:
        """Tell whether the user holds ``role``; a superuser holds the administrator's."""
        return role in self.roles or (self.is_superuser and role == Role.ADMINISTRATOR)

    @property
    def is_in_staff_role(self) -> bool:
        """True for everybody who works in Wagtail's admin."""
        return self.is_superuser or bool(self.roles & STAFF_ROLES)
