"""Who may enter by name, and who may not: lists of the organisers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodnews.units.models import Unit

from .contests import Contest


class RosterLine(models.Model):
    """A person who may enter (danh sách được dự thi).

    Only a fingerprint tells who it is; name and unit are there for the staff to find the line.

    Attributes:
        known_by: the person rule and the fields that the fingerprint is made of: under other
            rules it fits nobody.
    """

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="roster")
    person_key = models.CharField(_("one person"), max_length=64, editable=False)
    known_by = models.CharField(max_length=80, editable=False)
    full_name = models.CharField(_("full name"), max_length=120)
    folded_name = models.CharField(max_length=120, editable=False)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    added_at = models.DateTimeField(_("added at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of a roster")
        verbose_name_plural = _("lines of rosters")
        default_permissions = ()
        ordering = ["folded_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "person_key"], name="a_person_is_on_a_roster_once"
            )
        ]

    def __str__(self):
        return self.full_name


class ExcludedPerson(models.Model):
    """A person who may not enter (người không được dự thi), known by any of three fingerprints."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="excluded")
    full_name = models.CharField(_("full name"), max_length=120)
    name_key = models.CharField(max_length=64, blank=True, editable=False)
    phone_key = models.CharField(max_length=64, blank=True, editable=False)
    email_key = models.CharField(max_length=64, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("excluded person")
        verbose_name_plural = _("excluded people")
        default_permissions = ()
        ordering = ["full_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_key="") | ~Q(phone_key="") | ~Q(email_key=""),
                name="an_excluded_person_is_known_by_something",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_exclusion_has_a_reason"),
        ]

    def __str__(self):
        return self.full_name
