"""Rules of reminders, the letters that were sent by them, and who wants none."""

from datetime import time, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from goodnews.stats.metrics import CODE_LENGTH, countable_of
from goodnews.units.choices import UnitKind

from .choices import LetterState, RuleKind
from .errors import ImmutableLogError
from .querysets import LetterQuerySet, ReminderRuleQuerySet
from .quiet_hours import QuietHours

MOST_DAYS = 365
THING_LENGTH = 80
REASON_LENGTH = 500


class ReminderRule(models.Model):
    """When somebody is reminded of something, and how often (quy tắc nhắc việc)."""

    kind = models.CharField(_("reminds when"), max_length=8, choices=RuleKind.choices)
    countable = models.CharField(_("what is counted"), max_length=CODE_LENGTH, blank=True)
    days = models.PositiveSmallIntegerField(
        _("after how many days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
        help_text=_("For a unit that has done nothing, and for a returned story."),
    )
    share = models.PositiveSmallIntegerField(
        _("share of the period (%)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_(
            "For quotas: 50 means that half the period is gone and less than half the quota is "
            "done."
        ),
    )
    unit_kind = models.CharField(
        _("units of this kind"),
        max_length=16,
        choices=UnitKind.choices,
        blank=True,
        help_text=_("Empty for every unit."),
    )
    tells_correspondents = models.BooleanField(
        _("tell the correspondents"),
        default=True,
        help_text=_("The correspondents of the unit; of a returned story, its author."),
    )
    tells_reviewers = models.BooleanField(
        _("tell the unit reviewers"),
        default=False,
        help_text=_("Those of the unit, or of the next unit above that has one."),
    )
    repeat_days = models.PositiveSmallIntegerField(
        _("again after how many days"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
        help_text=_("Nobody is reminded of the same thing sooner than that."),
    )
    is_active = models.BooleanField(_("switched on"), default=True)

    objects = ReminderRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ["-is_active", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind=RuleKind.QUOTA,
                    share__isnull=False,
                    share__range=(1, 99),
                    days__isnull=True,
                )
                | Q(
                    kind=RuleKind.SILENCE,
                    countable__gt="",
                    days__isnull=False,
                    days__range=(1, MOST_DAYS),
                    share__isnull=True,
                )
                | Q(
                    kind=RuleKind.RETURNED,
                    countable="",
                    days__isnull=False,
                    days__range=(1, MOST_DAYS),
                    share__isnull=True,
                ),
                name="a_rule_has_what_its_kind_needs",
                violation_error_message=_("The rule lacks something that its kind needs."),
            ),
            models.CheckConstraint(
                condition=Q(tells_correspondents=True) | Q(tells_reviewers=True),
                name="a_rule_tells_somebody",
                violation_error_message=_("Choose who is told."),
            ),
            models.CheckConstraint(
                condition=Q(repeat_days__range=(1, MOST_DAYS)),
                name="a_rule_repeats_after_a_day_at_least",
                violation_error_message=_("A reminder comes again after one day at the earliest."),
            ),
        ]

    def __str__(self):
        words = {"days": self.days, "share": self.share, "what": self.countable_label}
        if self.kind == RuleKind.RETURNED:
            return _("Returned story not answered for %(days)s days") % words
        if self.kind == RuleKind.SILENCE:
            return _("%(what)s: nothing for %(days)s days") % words
        if self.countable:
            return _("Quota “%(what)s” under %(share)s%% of its time") % words
        return _("Quota under %(share)s%% of its time") % words

    @property
    def countable_label(self):
        """What is counted, in words; the code where no room knows it any more."""
        countable = countable_of(self.countable)
        return countable.label if countable else self.countable

    @property
    def target_label(self):
        """Whose units it is about."""
        return self.get_unit_kind_display() if self.unit_kind else _("every unit")

    @property
    def readers_label(self):
        """Who is told."""
        if self.tells_correspondents and self.tells_reviewers:
            return _("correspondents and reviewers")
        return _("correspondents") if self.tells_correspondents else _("reviewers")

    @property
    def repeats_every(self) -> timedelta:
        """How long nobody is told the same again."""
        return timedelta(days=self.repeat_days)


class Letter(models.Model):
    """One letter to one person, with everything that one run had for her (thư nhắc).

    Written by the run only. A failed letter stays as it is: the next try is
    another letter, with what is still true then.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="reminder_letters",
        verbose_name=_("recipient"),
    )
    address = models.CharField(_("e-mail address"), max_length=254)
    state = models.CharField(
        _("state"), max_length=8, choices=LetterState.choices, default=LetterState.SENDING
    )
    taken_at = models.DateTimeField(_("moment"), db_index=True)
    ended_at = models.DateTimeField(_("answered for at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder letter")
        verbose_name_plural = _("reminder letters")
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient"],
                condition=Q(state=LetterState.SENDING),
                name="a_person_is_sent_one_letter_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=LetterState.SENDING, ended_at__isnull=True)
                | (~Q(state=LetterState.SENDING) & Q(ended_at__isnull=False)),
                name="a_letter_has_ended_unless_it_is_being_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.FAILED) | Q(reason__gt=""),
                name="a_failed_letter_says_why",
            ),
        ]
        indexes = [models.Index(fields=["recipient", "taken_at"], name="letters_of_a_person")]

    def __str__(self):
        return f"{self.recipient_label} · {self.address}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise ImmutableLogError
        super().save(*args, **kwargs)

    @property
    def recipient_label(self) -> str:
        """The person's name; the address where the account was deleted."""
        if self.recipient is None:
            return self.address
        return self.recipient.display_name


class Reminder(models.Model):
    """One thing in a letter, as it was worded then (lời nhắc)."""

    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("letter")
    )
    # The letter's own; repeated so that the database can hold the rule below.
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    rule = models.ForeignKey(
        ReminderRule, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("rule")
    )
    thing = models.CharField(_("thing"), max_length=THING_LENGTH)
    number = models.PositiveIntegerField(_("number"))
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    text = models.TextField(_("what was said"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["letter", "pk"]
        constraints = [
            # Two runs that have read the same past write the same number: one of them fails.
            models.UniqueConstraint(
                fields=["recipient", "rule", "thing", "number"],
                name="nobody_is_reminded_twice_at_once",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="reminders_are_numbered_from_one"
            ),
        ]

    def __str__(self):
        return self.text

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise ImmutableLogError
        super().save(*args, **kwargs)


class ReminderMute(models.Model):
    """That a person wants no reminders by e-mail (tắt thư nhắc)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminder_mute"
    )
    muted_at = models.DateTimeField(_("muted at"))

    class Meta:
        verbose_name = _("muted reminders")
        verbose_name_plural = _("muted reminders")

    def __str__(self):
        return str(self.user)


@register_setting(icon="mail")
class ReminderSettings(BaseGenericSetting):
    """The hours in which nobody is disturbed (giờ yên tĩnh)."""

    quiet_from = models.TimeField(_("quiet from"), default=time(21))
    quiet_to = models.TimeField(
        _("quiet until"),
        default=time(6, 30),
        help_text=_("May be after midnight. The same time twice: letters go out at any hour."),
    )

    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("quiet_from"), FieldPanel("quiet_to")])],
            heading=_("Quiet hours"),
            help_text=_(
                "Nothing is sent in these hours (time of Viet Nam); it goes with the first run "
                "afterwards."
            ),
        )
    ]

    class Meta:
        verbose_name = _("reminders by e-mail")

    def __str__(self):
        return str(self._meta.verbose_name)

    @property
    def quiet_hours(self) -> QuietHours:
        """The quiet hours as the rule takes them."""
        return QuietHours(self.quiet_from, self.quiet_to)
