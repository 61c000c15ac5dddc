"""Pages that go live only with an approval, and the approvals."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from goodnews.core.models import BasePage

from .choices import ApprovalChannel
from .errors import PublicationRefusedError


class Approval(models.Model):
    """The last word on one revision (phê duyệt); without it the revision cannot go live."""

    revision = models.OneToOneField(
        Revision, on_delete=models.CASCADE, related_name="approval", verbose_name=_("revision")
    )
    channel = models.CharField(_("channel"), max_length=16, choices=ApprovalChannel.choices)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="approvals",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"))

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def __str__(self):
        return f"{self.revision_id} · {self.approved_at:%Y-%m-%d %H:%M}"


class ModeratedPage(BasePage):
    """A page that is live only at a revision that was approved (rule 4).

    The gate stands in ``save()``: admin buttons, bulk actions, copies, APIs,
    the schedule, translation and import all pass through it.
    """

    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )

    class Meta:
        abstract = True

    def publication_faults(self) -> list:
        """Return what stands between this page and the public, as ValidationErrors by field.

        Page types extend it: missing consent, source, alternative text, credit.
        """
        return []

    def save(self, *args, **kwargs):
        if self._goes_live(kwargs.get("update_fields")):
            self._refuse_unless_approved()
        super().save(*args, **kwargs)

    def _goes_live(self, update_fields) -> bool:
        """Tell whether this save would show the public something it does not show now."""
        if not self.live or (update_fields is not None and "live" not in update_fields):
            return False
        if self.pk is None:
            return True
        stored = type(self)._base_manager.filter(pk=self.pk).values_list("live", "live_revision_id")
        return stored.first() != (True, self.live_revision_id)

    def _refuse_unless_approved(self) -> None:
        is_approved = (
            self.pk is not None
            and self.live_revision_id is not None
            and Approval.objects.filter(
                revision_id=self.live_revision_id, revision__object_id=str(self.pk)
            ).exists()
        )
        if not is_approved:
            raise PublicationRefusedError([_("This revision has not been approved.")])
        faults = self.publication_faults()
        if faults:
            raise PublicationRefusedError(faults)
