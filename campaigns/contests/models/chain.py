"""The chain of evidence: what was published, submitted and done, each sealed by what came before."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.contests.evidence.choices import ActKind, LinkKind

from .contests import Contest, Round
from .entrants import Entrant


class LinkChangedError(Exception):
    """A record of evidence would be changed or deleted."""


class EvidenceQuerySet(models.QuerySet):
    """Rows that are only added."""

    def update(self, **kwargs):
        raise LinkChangedError

    def delete(self):
        raise LinkChangedError

    def bulk_update(self, objs, fields, batch_size=None):
        raise LinkChangedError


class Evidence(models.Model):
    """A row that is written once (bằng chứng): neither changed nor deleted."""

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise LinkChangedError
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise LinkChangedError


class ContestAct(Evidence):
    """One act of the organisers with its reason (việc làm của ban tổ chức)."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(_("what was done"), max_length=14, choices=ActKind.choices)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entrant = models.ForeignKey(
        Entrant, on_delete=models.PROTECT, null=True, blank=True, related_name="acts"
    )
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    made_at = models.DateTimeField(_("done at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("done by"),
    )

    class Meta:
        verbose_name = _("act of the organisers")
        verbose_name_plural = _("acts of the organisers")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=ActKind.CLOSED) | ~models.Q(reason=""),
                name="an_act_of_organisers_has_a_reason",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.made_at:%d/%m/%Y}"


class ChainHead(models.Model):
    """The last link of a contest's chain; its row is locked by whoever adds the next."""

    contest = models.OneToOneField(Contest, on_delete=models.PROTECT, related_name="chain_head")
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("head of the chain")
        verbose_name_plural = _("heads of chains")

    def __str__(self):
        return f"{self.sequence}: {self.hash[:12]}"


class ChainLink(Evidence):
    """One link: the fingerprint of a record, sealed with the link before it.

    Attributes:
        subject: id of the record; not a foreign key, so that a deleted record is missed.
        content_hash: of what never changes.
        marks_hash: of an attempt's marks, which an annulment changes by a further link; empty in a
            link that says what is left of an attempt without its essay.
    """

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="links")
    sequence = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=8, choices=LinkKind.choices)
    subject = models.PositiveBigIntegerField()
    content_hash = models.CharField(max_length=64)
    marks_hash = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("link of the chain")
        verbose_name_plural = _("links of chains")
        ordering = ["contest", "sequence"]
        indexes = [
            models.Index(fields=["contest", "kind", "subject"], name="contests_links_by_subject")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "sequence"], name="links_of_a_chain_are_numbered_once"
            )
        ]

    def __str__(self):
        return f"{self.sequence}: {self.kind} {self.subject}"
