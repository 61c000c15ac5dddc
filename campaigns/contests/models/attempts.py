"""What was answered: evidence, never deleted."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.crypto import get_random_string
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from campaigns.contests.choices import AttemptState

from .contests import Round, RulesVersion
from .entrants import Entrant

SECRET_LENGTH = 32


def new_secret() -> str:
    """Return what the names of an attempt's options are made with."""
    return get_random_string(SECRET_LENGTH)


class AttemptQuerySet(models.QuerySet):
    """Attempts by where they stand."""

    def open(self):
        """Attempts that are being answered."""
        return self.filter(state=AttemptState.OPEN)

    def ended(self):
        """Attempts that were submitted, by a person or by themselves."""
        return self.exclude(state=AttemptState.OPEN)

    def takes_answers_at(self, moment):
        """Open attempts at ``moment``: their deadline included, the closing of the round not."""
        return self.open().filter(deadline__gte=moment, closes_at__gt=moment)

    def overdue_at(self, moment):
        """Open attempts whose time is over at ``moment``."""
        return self.open().filter(Q(deadline__lt=moment) | Q(closes_at__lte=moment))


class Attempt(models.Model):
    """One try of one entrant in one round (lượt thi).

    ``paper`` is what was drawn, frozen: a list of items, each with the question's translation
    key, the number of its version, its points and the order of its rows. The names under which
    a browser knows the rows are made from ``secret``; the key of no question is in either.
    """

    # What people and other programs know it by; the counted id would tell how many there are.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    secret = models.CharField(max_length=SECRET_LENGTH, default=new_secret, editable=False)
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
    closes_at = models.DateTimeField(_("closing of the round, as it was at the start"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    prediction = models.PositiveIntegerField(_("prediction"), null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=4, null=True, blank=True)
    full_marks = models.PositiveIntegerField(_("full marks"))
    is_full = models.BooleanField(_("everything right"), default=False)

    objects = AttemptQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["deadline"],
                condition=Q(state=AttemptState.OPEN),
                name="open_attempts_by_deadline",
            )
        ]
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
                condition=Q(deadline__lte=F("closes_at")), name="attempt_ends_with_its_round"
            ),
            models.CheckConstraint(
                condition=Q(state=AttemptState.OPEN, submitted_at__isnull=True)
                | (~Q(state=AttemptState.OPEN) & Q(submitted_at__isnull=False)),
                name="attempt_is_submitted_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True)
                | Q(submitted_at__gte=F("started_at"), submitted_at__lte=F("deadline")),
                name="attempt_is_submitted_in_its_time",
            ),
        ]

    def __str__(self):
        return f"{self.entrant_id} – {self.round_id} – {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it waits to be submitted."""
        return self.state == AttemptState.OPEN

    def is_over_at(self, moment: datetime) -> bool:
        """Whether it is open at ``moment`` though its time is over, as ``overdue_at`` has it."""
        return self.is_open and (self.deadline < moment or self.closes_at <= moment)

    @cached_property
    def versions(self) -> list[tuple[UUID, int]]:
        """The versions of questions that it asks, in their order."""
        return [(UUID(item["question"]), item["version"]) for item in self.paper]


class AttemptAnswer(models.Model):
    """The last answer that was saved for one item of an attempt.

    ``content`` names rows by their translation keys. Place 0 is the prediction.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="answers")
    place = models.PositiveSmallIntegerField(_("place in the paper"))
    sequence = models.PositiveIntegerField(_("sequence number"))
    # Which open page wrote it: two devices may count to the same number.
    writer = models.CharField(max_length=16, blank=True, editable=False)
    content = models.JSONField(_("answer"))
    saved_at = models.DateTimeField(_("saved at"))
    share = models.DecimalField(
        _("share of the points"), max_digits=5, decimal_places=4, null=True, blank=True
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer in an attempt")
        verbose_name_plural = _("answers in attempts")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "place"], name="one_answer_to_an_item")
        ]

    def __str__(self):
        return f"{self.attempt_id} – {self.place}"


class UsedVersion(models.Model):
    """A version of a question that stands in a paper of a round: few rows for many papers."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="used_versions")
    question_key = models.UUIDField(_("question"))
    version = models.PositiveIntegerField(_("version"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question used in a round")
        verbose_name_plural = _("questions used in a round")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["question_key", "round", "version"], name="a_used_version_is_noted_once"
            )
        ]

    def __str__(self):
        return f"{self.round_id} – {self.question_key} · {self.version}"
