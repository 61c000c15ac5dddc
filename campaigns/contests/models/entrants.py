"""Who takes part."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.contests.choices import Standing
from goodnews.units.models import Unit

from .contests import Contest, League


class Entrant(models.Model):
    """A person in one contest (thí sinh); comes back on another device by a code."""

    # What their device knows them by; the counted id would tell how many there are.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    # Where organisers gave a new one: certificates printed again bear the code of before.
    first_key = models.UUIDField(null=True, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="entrants")
    person_key = models.CharField(_("one person"), max_length=64, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    full_name = models.CharField(_("full name"), max_length=120)
    folded_name = models.CharField(max_length=120, editable=False)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contest_entrants",
        verbose_name=_("unit"),
    )
    league = models.ForeignKey(
        League,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entrants",
        verbose_name=_("league"),
    )
    phone = models.CharField(_("phone number"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    guardian_phone = models.CharField(_("guardian's phone number"), max_length=20, blank=True)
    consented_at = models.DateTimeField(_("agreed at"))
    shows_name = models.BooleanField(_("may be named in results"), default=False)
    # When they asked for reminders by e-mail; None for who did not, or wants no more.
    reminders_wanted_at = models.DateTimeField(_("wants reminders since"), null=True, blank=True)
    registered_at = models.DateTimeField(_("registered at"))
    # Made of what the browser that registered remembers; the same for all names of one phone.
    device_key = models.CharField(max_length=64, blank=True, editable=False)
    # For every attempt that begins from now on; given with a reason by organisers.
    extra_minutes = models.PositiveSmallIntegerField(_("extra minutes"), default=0)
    standing = models.CharField(
        _("standing"), max_length=14, choices=Standing.choices, default=Standing.IN
    )
    standing_reason = models.TextField(_("reason"), max_length=600, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entrant")
        verbose_name_plural = _("entrants")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["contest", "id"],
                condition=Q(reminders_wanted_at__isnull=False),
                name="entrants_who_want_reminders",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "person_key"],
                name="one_person_enters_a_contest_once",
                violation_error_message=_("This person is already registered."),
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.IN) | ~Q(standing_reason=""),
                name="an_entrant_is_out_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.full_name
