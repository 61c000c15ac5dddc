"""Who agreed to what, when and by which channel."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goodnews.consents.choices import AgeBand, Channel, PartyRole, Purpose
from goodnews.consents.querysets import ConsentRecordQuerySet

from .proofs import ConsentProof
from .texts import ConsentText


class ConsentRecord(models.Model):
    """What was agreed about one person (bản ghi đồng ý); kept even when withdrawn.

    The subject is named by a key, so that this room knows nothing of profiles,
    stories and pictures: an exemplar's key is its page's ``translation_key``.

    Source: Law 91/2025/QH15, articles 9 to 11 and 24.
    """

    subject_key = models.UUIDField(_("subject key"))
    subject_name = models.CharField(_("about"), max_length=200)
    purpose = models.CharField(_("purpose"), max_length=16, choices=Purpose.choices)
    age_band = models.CharField(_("age"), max_length=8, choices=AgeBand.choices)
    text = models.ForeignKey(
        ConsentText,
        on_delete=models.PROTECT,
        related_name="records",
        verbose_name=_("text agreed to"),
    )
    agreed_at = models.DateTimeField(
        _("agreed at"), help_text=_("When the last of those needed agreed.")
    )
    channel = models.CharField(_("channel"), max_length=16, choices=Channel.choices)
    proof = models.ForeignKey(
        ConsentProof,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="records",
        verbose_name=_("proof"),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recorded_consents",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("The last day. Without one it is valid until it is withdrawn."),
    )
    # Staff were told that the last day comes near.
    warned_at = models.DateTimeField(null=True, editable=False)
    # What stood on it was taken down after the last day.
    expired_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    # Who withdrew it by a link of their own; empty where staff wrote it down.
    withdrawn_role = models.CharField(
        _("withdrawn by"), max_length=16, choices=PartyRole.choices, blank=True
    )
    withdrawal_note = models.CharField(_("note on the withdrawal"), max_length=200, blank=True)

    objects = ConsentRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            models.Index(fields=["subject_key", "purpose"], name="consent_by_subject"),
            models.Index(
                fields=["valid_until"],
                condition=Q(withdrawn_at__isnull=True, expired_at__isnull=True),
                name="consent_by_last_day",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_at__lte=F("recorded_at")),
                name="consent_is_agreed_before_it_is_recorded",
                violation_error_message=_("Nobody can have agreed in the future."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("agreed_at")),
                name="consent_is_withdrawn_after_it_was_given",
                violation_error_message=_("A consent cannot be withdrawn before it was given."),
            ),
            models.CheckConstraint(
                condition=Q(expired_at__isnull=True) | Q(valid_until__isnull=False),
                name="consent_ends_by_a_last_day",
                violation_error_message=_("A consent without a last day does not end by itself."),
            ),
        ]

    def __str__(self):
        return f"{self.subject_name} · {self.get_purpose_display()}"

    def is_standing(self, now: datetime) -> bool:
        """Tell whether it is neither withdrawn nor past its last day."""
        if self.withdrawn_at is not None or self.expired_at is not None:
            return False
        return self.valid_until is None or self.valid_until >= timezone.localdate(now)


class ConsentParty(models.Model):
    """Somebody who agreed (người đồng ý), in which role and when."""

    record = models.ForeignKey(
        ConsentRecord, on_delete=models.PROTECT, related_name="parties", verbose_name=_("consent")
    )
    role = models.CharField(_("role"), max_length=16, choices=PartyRole.choices)
    name = models.CharField(_("full name"), max_length=200)
    agreed_at = models.DateTimeField(_("agreed at"))

    class Meta:
        verbose_name = _("party to a consent")
        verbose_name_plural = _("parties to a consent")
        ordering = ["record", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "role"],
                name="one_party_in_a_role",
                violation_error_message=_("There is already somebody in this role."),
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.get_role_display()})"
