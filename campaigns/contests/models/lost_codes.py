"""Requests of people who have neither their return code nor the device that knew them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .contests import Contest
from .entrants import Entrant

CONTACT_LENGTH = 120
NOTE_LENGTH = 600


class LostCodeQuerySet(models.QuerySet):
    """Requests for a new return code."""

    def waiting(self):
        """Keep the requests that nobody has dealt with."""
        return self.filter(closed_at__isnull=True)


class LostCode(models.Model):
    """What somebody says who has lost the return code (yêu cầu cấp lại mã).

    Nobody has looked whether it is true; deleted by its own rule.

    Attributes:
        entrant: who was given a new code for it; None as long as nobody was.
        note: why nobody was.
    """

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="lost_codes")
    full_name = models.CharField(_("full name"), max_length=120)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    unit_text = models.CharField(_("unit"), max_length=200, blank=True)
    contact = models.CharField(_("to be reached at"), max_length=CONTACT_LENGTH)
    asked_at = models.DateTimeField(_("asked at"))
    entrant = models.ForeignKey(
        Entrant, on_delete=models.PROTECT, null=True, blank=True, related_name="lost_codes"
    )
    note = models.TextField(_("reason"), max_length=NOTE_LENGTH, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = LostCodeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("lost return code")
        verbose_name_plural = _("lost return codes")
        ordering = ["asked_at", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["contest", "asked_at"],
                condition=Q(closed_at__isnull=True),
                name="lost_codes_that_wait",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, entrant__isnull=True, note="")
                | Q(closed_at__isnull=False, entrant__isnull=False, note="")
                | (Q(closed_at__isnull=False, entrant__isnull=True) & ~Q(note="")),
                name="a_lost_code_ends_with_a_new_one_or_a_reason",
            )
        ]

    def __str__(self):
        return self.full_name
