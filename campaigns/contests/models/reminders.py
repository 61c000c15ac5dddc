"""Who was reminded of what, once each; its key is the way out of it."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.contests.running.choices import ReminderKind

from .contests import Round
from .entrants import Entrant


class EntrantReminder(models.Model):
    """One reminder to one entrant (thư nhắc thí sinh), written together with its letter."""

    # Stands in the letter; the counted id would tell how many there are.
    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    entrant = models.ForeignKey(Entrant, on_delete=models.PROTECT, related_name="reminders")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=ReminderKind.choices)
    written_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reminder to an entrant")
        verbose_name_plural = _("reminders to entrants")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["entrant", "round", "kind"], name="an_entrant_is_reminded_once"
            )
        ]

    def __str__(self):
        return f"{self.entrant_id} – {self.round_id} – {self.kind}"
