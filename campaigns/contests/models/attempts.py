"""What was answered: evidence, never deleted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.contests.choices import AttemptState

from .contests import Round, RulesVersion
from .entrants import Entrant


class Attempt(models.Model):
    """One try of one entrant in one round (lượt thi).

    ``paper`` is what was drawn, frozen: a list of items, each with the question's translation
    key, the number of its version, its points, the order of its rows and the opaque tokens of
    this attempt's options. The key of no question is in it.
    """

    entrant = models.ForeignKey(Entrant, on_delete=models.PROTECT, related_name="attempts")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="attempts")
    rules = models.ForeignKey(RulesVersion, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    paper = models.JSONField(_("paper"), editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=AttemptState.choices, default=AttemptState.OPEN
    )
    started_at = models.DateTimeField(_("started at"))
    deadline = models.DateTimeField(_("deadline"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    prediction = models.PositiveIntegerField(_("prediction"), null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=4, null=True, blank=True)
    full_marks = models.PositiveIntegerField(_("full marks"))
    is_full = models.BooleanField(_("everything right"), default=False)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "entrant", "number"], name="attempts_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["round", "entrant"],
                condition=Q(state=AttemptState.OPEN),
                name="one_open_attempt_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(deadline__gt=F("started_at")), name="attempt_starts_before_its_deadline"
            ),
            models.CheckConstraint(
                condition=Q(state=AttemptState.OPEN, submitted_at__isnull=True)
                | (~Q(state=AttemptState.OPEN) & Q(submitted_at__isnull=False)),
                name="attempt_is_submitted_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(submitted_at__gte=F("started_at")),
                name="attempt_is_submitted_after_its_start",
            ),
        ]

    def __str__(self):
        return f"{self.entrant_id} – {self.round_id} – {self.number}"


class AttemptAnswer(models.Model):
    """The last answer that was saved for one item of an attempt."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="answers")
    place = models.PositiveSmallIntegerField(_("place in the paper"))
    sequence = models.PositiveIntegerField(_("sequence number"))
    content = models.JSONField(_("answer"))
    saved_at = models.DateTimeField(_("saved at"))
    share = models.DecimalField(
        _("share of the points"), max_digits=5, decimal_places=4, null=True, blank=True
    )

    class Meta:
        verbose_name = _("answer in an attempt")
        verbose_name_plural = _("answers in attempts")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "place"], name="one_answer_to_an_item")
        ]

    def __str__(self):
        return f"{self.attempt_id} – {self.place}"
