"""What shows that somebody agreed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from goodnews.consents.choices import ProofKind
from goodnews.consents.storage import private_storage


class ConsentProof(models.Model):
    """What shows that somebody agreed (minh chứng): a signed sheet, photographed or as PDF.

    Private: it has no address, and only a view with a check gives it out.
    """

    file = models.FileField(_("file"), upload_to="proofs", storage=private_storage)
    kind = models.CharField(_("kind"), max_length=32, choices=ProofKind.choices)
    # SHA-256 of the file that was sent.
    upload_hash = models.CharField(max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("proof of a consent")
        verbose_name_plural = _("proofs of consents")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return f"{self.pk} · {self.get_kind_display()}"

    @property
    def extension(self) -> str:
        """The ending of a name for the file."""
        return {ProofKind.PDF: "pdf", ProofKind.PNG: "png"}.get(self.kind, "jpg")
