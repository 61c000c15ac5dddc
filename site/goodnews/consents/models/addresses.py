"""Addresses under which somebody was shown who took the consent back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .records import ConsentRecord


class GoneAddress(models.Model):
    """An address that answers "gone" (địa chỉ đã gỡ) since a consent was withdrawn.

    Only a digest is kept: the address itself is made of the person's name.
    """

    digest = models.CharField(max_length=64, unique=True, editable=False)
    record = models.ForeignKey(
        ConsentRecord,
        on_delete=models.PROTECT,
        related_name="gone_addresses",
        verbose_name=_("consent"),
    )
    gone_at = models.DateTimeField(_("gone since"))

    class Meta:
        verbose_name = _("address that is gone")
        verbose_name_plural = _("addresses that are gone")
        ordering = ["-gone_at", "-pk"]

    def __str__(self):
        return self.digest[:12]
