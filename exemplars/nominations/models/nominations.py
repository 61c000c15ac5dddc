"""Nominations, and every step that was decided about them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exemplars.choices import ExemplarKind, FieldOfWork, HonourLevel
from exemplars.models import ExemplarPage
from exemplars.nominations.choices import EDITABLE_STATES, NominationState
from exemplars.nominations.querysets import NominationQuerySet
from goodnews.consents.choices import AgeBand
from goodnews.core.models import FoldedNameMixin

from .rounds import SelectionRound, TieDecision

REASONS_LENGTH = 60_000
LINKS_LENGTH = 4000
MAX_PHOTOS = 5
HASH_LENGTH = 64
# What the form writes; everything else of a nomination is written by what is decided.
TYPED_FIELDS = (
    "kind",
    "name",
    "field_of_work",
    "deed",
    "reasons",
    "age_band",
    "evidence_links",
)


class Nomination(FoldedNameMixin):
    """Somebody whom a unit puts forward in a round (đề cử)."""

    round = models.ForeignKey(
        SelectionRound,
        on_delete=models.PROTECT,
        related_name="nominations",
        verbose_name=_("round of selection"),
    )
    # Made with the form: two posts of one form are one nomination.
    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    # Becomes the profile's ``translation_key``; consents are given for it from the beginning.
    subject_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nominator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="nominations",
        verbose_name=_("nominator"),
    )
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="nominations", verbose_name=_("unit")
    )
    kind = models.CharField(
        _("individual or group"), max_length=8, choices=ExemplarKind.choices, blank=True
    )
    name = models.CharField(_("name"), max_length=160, blank=True)
    field_of_work = models.CharField(
        _("field of work"), max_length=16, choices=FieldOfWork.choices, blank=True
    )
    deed = models.CharField(_("the deed in one sentence"), max_length=200, blank=True)
    reasons = models.TextField(_("reasons"), max_length=REASONS_LENGTH, blank=True)
    age_band = models.CharField(_("age"), max_length=8, choices=AgeBand.choices, blank=True)
    evidence_links = models.TextField(_("evidence"), max_length=LINKS_LENGTH, blank=True)
    state = models.CharField(
        _("state"), max_length=16, choices=NominationState.choices, default=NominationState.DRAFT
    )
    # The panel was asked about it, whatever became of it since.
    is_in_scoring = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("created at"))
    saved_at = models.DateTimeField(_("saved at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    # Rises with every save, so that a second device notices that it holds an older text.
    edition = models.PositiveIntegerField(_("edition"), default=0, editable=False)
    honour_title = models.CharField(_("honour"), max_length=200, blank=True)
    honour_level = models.CharField(
        _("awarded by"), max_length=16, choices=HonourLevel.choices, blank=True
    )
    decision_number = models.CharField(_("number of the decision"), max_length=80, blank=True)
    tie_decision = models.ForeignKey(
        TieDecision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("decision between the level"),
    )
    tie_place = models.PositiveSmallIntegerField(default=0, editable=False)
    profile = models.OneToOneField(
        ExemplarPage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="nomination",
        verbose_name=_("profile"),
    )

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["-saved_at", "-pk"]
        indexes = [
            models.Index(fields=["round", "state"], name="nominations_by_state"),
            models.Index(fields=["nominator", "-saved_at"], name="nominations_of_nominator"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(EDITABLE_STATES))
                | (
                    Q(sent_at__isnull=False)
                    & ~Q(kind="")
                    & ~Q(name="")
                    & ~Q(field_of_work="")
                    & ~Q(deed="")
                    & ~Q(reasons="")
                    & ~Q(age_band="")
                ),
                name="a_sent_nomination_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(profile__isnull=True) | Q(state=NominationState.HONOURED),
                name="a_profile_is_of_the_honoured",
            ),
            models.CheckConstraint(
                condition=Q(tie_decision__isnull=True, tie_place=0)
                | Q(tie_decision__isnull=False, tie_place__gte=1),
                name="a_place_has_its_decision",
            ),
            models.CheckConstraint(
                condition=Q(honour_title="")
                | (Q(state=NominationState.HONOURED) & ~Q(honour_level="")),
                name="an_honour_has_its_level",
            ),
            models.UniqueConstraint(
                fields=["tie_decision", "tie_place"],
                condition=Q(tie_decision__isnull=False),
                name="a_place_is_given_once",
            ),
        ]

    def __str__(self):
        return self.name or str(_("Without a name"))

    def get_absolute_url(self):
        return reverse("nominations:nomination", args=[self.key])

    @property
    def links(self) -> list[str]:
        """The addresses of the evidence."""
        return self.evidence_links.split()

    @property
    def is_editable(self) -> bool:
        """True while it is in the nominator's hands."""
        return self.state in EDITABLE_STATES


class NominationPhoto(models.Model):
    """A picture that came with a nomination (ảnh kèm), stored as soon as it arrived."""

    nomination = models.ForeignKey(
        Nomination, on_delete=models.CASCADE, related_name="photos", verbose_name=_("nomination")
    )
    image = models.ForeignKey(
        "images.SiteImage", on_delete=models.PROTECT, related_name="+", verbose_name=_("image")
    )
    alt_text = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    # SHA-256 of the file as it was sent.
    content_hash = models.CharField(max_length=HASH_LENGTH, editable=False)

    class Meta:
        verbose_name = _("picture of a nomination")
        verbose_name_plural = _("pictures of nominations")
        ordering = ["nomination", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "content_hash"], name="a_nomination_has_a_file_once"
            )
        ]

    def __str__(self):
        return self.alt_text or f"{self.nomination_id} · {self.pk}"


class Decision(models.Model):
    """One step of a nomination, who took it and why (quyết định). Never changed."""

    nomination = models.ForeignKey(
        Nomination, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("nomination")
    )
    from_state = models.CharField(max_length=16, choices=NominationState.choices)
    to_state = models.CharField(max_length=16, choices=NominationState.choices)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("decision on a nomination")
        verbose_name_plural = _("decisions on nominations")
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                # The nominator's own steps need no reason; everybody else's do.
                condition=Q(to_state__in=[NominationState.SENT, NominationState.WITHDRAWN])
                | ~Q(reason=""),
                name="a_decision_has_its_reason",
            )
        ]

    def __str__(self):
        return f"{self.nomination}: {self.get_to_state_display()}"
