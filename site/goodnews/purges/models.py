"""Promises to end the kept pages, bound to the changes that they follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OwedPurge(models.Model):
    """That the kept pages must end (việc xóa trang lưu còn nợ).

    Written in the transaction of a change and deleted when the pages have
    ended: what is still here belongs to a process that died in between, or to
    a cache that did not hear it.
    """

    class Meta:
        verbose_name = _("owed purge")
        verbose_name_plural = _("owed purges")

    def __str__(self):
        return str(self.pk)
