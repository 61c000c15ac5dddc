"""People who sign in. Readers never do."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


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
