"""What the schedule could not publish."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


class PublicationFailure(models.Model):
    """A planned publication that did not happen (đăng theo lịch không thành).

    Kept until it succeeds, so that editors are told once and not at every run.
    """

    revision = models.OneToOneField(
        Revision,
        on_delete=models.CASCADE,
        related_name="publication_failure",
        verbose_name=_("revision"),
    )
    reason = models.TextField(_("reason"))
    first_failed_at = models.DateTimeField(_("first failed at"))
    last_failed_at = models.DateTimeField(_("last failed at"))

    class Meta:
        verbose_name = _("failed publication")
        verbose_name_plural = _("failed publications")
        ordering = ["-last_failed_at", "-pk"]

    def __str__(self):
        return f"{self.revision_id} · {self.reason[:60]}"
