"""Certificates that were handed out: what each says, and whether it still holds."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodnews.units.models import Unit

from .contests import Contest
from .entrants import Entrant
from .rankings import Ranking


class Certificate(models.Model):
    """One certificate (giấy chứng nhận); its code is printed on it and stored nowhere.

    Attributes:
        entrant, unit: whose it is, one of the two; a unit's is for a collective prize.
        code_hash: fingerprint of the code.
        content: what it says beside the name, as
            :class:`campaigns.contests.certificates.statements.Statement` has it.
    """

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="certificates")
    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="certificates")
    entrant = models.ForeignKey(
        Entrant, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="contest_certificates"
    )
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    content = models.JSONField(_("what it says"), editable=False)
    issued_at = models.DateTimeField(_("issued at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_reason = models.TextField(_("reason"), max_length=600, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_reason="")),
                name="a_certificate_is_revoked_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(entrant__isnull=False, unit__isnull=True)
                | Q(entrant__isnull=True, unit__isnull=False),
                name="a_certificate_is_for_a_person_or_a_unit",
            ),
        ]

    def __str__(self):
        return f"{self.ranking_id} – {self.entrant_id or self.content['unit']}"

    @property
    def holder(self) -> str:
        """Whose it is: the person's full name, or the unit's as it was printed."""
        return self.entrant.full_name if self.entrant_id else self.content["unit"]
