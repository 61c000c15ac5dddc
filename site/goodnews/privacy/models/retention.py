"""How long what is kept, and what each run of the retention took away."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from goodnews.privacy.choices import RetentionAction
from goodnews.privacy.querysets import RetentionRunQuerySet
from goodnews.privacy.retention import find_kind

KIND_LENGTH = 40
# Fifty years; what is longer is for good, and then the rule is switched off.
MOST_DAYS = 18_263


class RetentionRule(models.Model):
    """How long one kind of data is kept (thời hạn lưu giữ), and what happens then.

    After which event the days count, and what can happen, belongs to the kind; a
    kind without a rule gets its own with each ``migrate``.
    """

    kind = models.CharField(_("kind of data"), max_length=KIND_LENGTH, unique=True, editable=False)
    days = models.PositiveIntegerField(
        _("days kept"), validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )
    action = models.CharField(
        _("what happens then"), max_length=16, choices=RetentionAction.choices
    )
    is_active = models.BooleanField(
        _("switched on"), default=True, help_text=_("Switched off, this kind is kept for good.")
    )
    note = models.TextField(
        _("reason or source"),
        max_length=500,
        help_text=_("The law, the decision or the need that the number of days comes from."),
    )

    panels = [
        FieldPanel("days"),
        FieldPanel("action"),
        FieldPanel("is_active"),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("retention rule")
        verbose_name_plural = _("retention rules")
        ordering = ["kind"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__range=(1, MOST_DAYS)),
                name="data_is_kept_a_day_at_least",
                violation_error_message=_("Give 1 to 18.263 days (50 years)."),
            )
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The kind in words; its code where no room knows it any more."""
        kind = find_kind(self.kind)
        return str(kind.label) if kind else self.kind

    @property
    def event(self) -> str:
        """After what the days count."""
        kind = find_kind(self.kind)
        return str(kind.event) if kind else ""

    def clean(self):
        super().clean()
        kind = find_kind(self.kind)
        if kind is None or self.days is None:
            return
        errors = {}
        if self.days < kind.least_days:
            errors["days"] = _("This kind is kept for %(days)s days at least.") % {
                "days": kind.least_days
            }
        elif kind.most_days and self.days > kind.most_days:
            errors["days"] = _("This kind is kept for %(days)s days at most.") % {
                "days": kind.most_days
            }
        if self.action and self.action not in kind.actions:
            errors["action"] = _("With this kind only this can be done: %(actions)s.") % {
                "actions": ", ".join(str(action.label) for action in kind.actions)
            }
        if errors:
            raise ValidationError(errors)


class RetentionRun(models.Model):
    """One run of the retention (lần dọn dữ liệu): kept, so that what went can be told."""

    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = RetentionRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of the retention")
        verbose_name_plural = _("runs of the retention")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
                name="a_retention_run_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class RetentionResult(models.Model):
    """What one run did to one kind; written with every batch."""

    run = models.ForeignKey(
        RetentionRun, on_delete=models.CASCADE, related_name="results", verbose_name=_("run")
    )
    kind = models.CharField(_("kind of data"), max_length=KIND_LENGTH)
    count = models.PositiveIntegerField(_("how many went"), default=0)
    oldest_at = models.DateTimeField(_("the oldest was of"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("result of a retention run")
        verbose_name_plural = _("results of retention runs")
        constraints = [
            models.UniqueConstraint(fields=["run", "kind"], name="a_kind_stands_once_in_a_run")
        ]

    def __str__(self):
        return f"{self.kind} · {self.count}"
