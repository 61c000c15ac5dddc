"""Signs that two people look at, and what they said; nobody is refused for a sign."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.contests.flags.choices import FlagKind, Verdict

from .chain import Evidence
from .contests import Round
from .entrants import Entrant


class FlagRun(models.Model):
    """The last time that the attempts of a round were gone over."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="flag_run")
    attempt_count = models.PositiveIntegerField(_("attempts gone over"))
    made_at = models.DateTimeField(_("made at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search for signs")
        verbose_name_plural = _("searches for signs")
        default_permissions = ()

    def __str__(self):
        return f"{self.round_id}: {self.attempt_count}"


class FlagQuerySet(models.QuerySet):
    """Signs to look at."""

    def waiting(self):
        """Keep the signs of which two people have not yet said the same."""
        return self.filter(outcome="")

    def decided(self):
        return self.exclude(outcome="")


class Flag(models.Model):
    """One sign on one entrant in one round (dấu hiệu cần xem).

    Attributes:
        group: what the entrants of one group have in common, as a fingerprint; "" for one alone.
        details: what the explanation is made of; neither names nor numbers of phones.
        score: the best one of the entrant in the round: who is near a prize is looked at first.
        outcome: what two different people have said alike; "" as long as they have not.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="flags")
    entrant = models.ForeignKey(Entrant, on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(_("sign"), max_length=14, choices=FlagKind.choices)
    group = models.CharField(max_length=64, blank=True, editable=False)
    details = models.JSONField(default=dict)
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=4, default=0)
    found_at = models.DateTimeField(_("found at"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Verdict.choices, blank=True)
    first_reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    second_reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FlagQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sign to look at")
        verbose_name_plural = _("signs to look at")
        default_permissions = ()
        ordering = ["-score", "pk"]
        indexes = [
            models.Index(fields=["round", "kind", "group"], name="contests_flags_by_group"),
            models.Index(fields=["round", "-score", "id"], name="contests_flags_by_score"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "entrant"], name="a_sign_is_noted_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", first_reviewer__isnull=True, second_reviewer__isnull=True)
                | (
                    ~Q(outcome="")
                    & Q(first_reviewer__isnull=False, second_reviewer__isnull=False)
                    & ~Q(first_reviewer=F("second_reviewer"))
                ),
                name="two_different_people_decide_on_a_sign",
                violation_error_message=_("A second person has to look at it."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.entrant_id}"


class FlagReview(Evidence):
    """What one person said of a sign, with the reason (ý kiến xem xét); never changed."""

    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices)
    reason = models.TextField(_("reason"), max_length=600)
    made_at = models.DateTimeField(_("said at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("review of a sign")
        verbose_name_plural = _("reviews of signs")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["flag", "reviewer"],
                name="a_person_reviews_a_sign_once",
                violation_error_message=_("You have said already what you think of this sign."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_review_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.flag_id}: {self.verdict}"
