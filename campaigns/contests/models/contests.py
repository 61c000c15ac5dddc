"""The records that the rules are entered in; ``rules.py`` has them as plain values.

A draft goes with all its parts. What was published or entered stays: versions of the rules,
entrants and attempts protect it.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField

from campaigns.contests.choices import (
    CollectiveMeasure,
    CountingRule,
    Gate,
    PersonRule,
    PredictionMoment,
    PredictionTarget,
    RoundKind,
    SeveralRightRule,
    ShownAtOnce,
)
from campaigns.contests.contest_querysets import ContestQuerySet
from goodnews.units.models import Unit
from quizblocks.choices import Difficulty
from quizblocks.models import Question, Topic


def usual_tie_breaks() -> list[str]:
    """Return the chain that most rules have."""
    return ["score", "duration", "submitted"]


class Contest(ClusterableModel):
    """An online contest (cuộc thi trực tuyến) with its rules."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    summary = models.TextField(_("summary"), max_length=400, blank=True)
    before_rules = RichTextField(_("text before the rules"), blank=True)
    after_rules = RichTextField(_("text after the rules"), blank=True)
    poster = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("poster"),
    )
    organiser_name = models.CharField(_("organiser"), max_length=200)
    complaint_contact = models.CharField(
        _("contact for complaints"),
        max_length=200,
        help_text=_("A name with a phone or an e-mail."),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)

    age_from = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contests",
        verbose_name=_("for people of"),
    )
    unit_kinds = models.JSONField(_("kinds of units"), default=list, blank=True)
    roster_only = models.BooleanField(_("only people of the roster"), default=False)
    person = models.CharField(
        _("one person is"),
        max_length=20,
        choices=PersonRule.choices,
        default=PersonRule.NAME_BIRTH_UNIT,
    )
    asks_birth_date = models.BooleanField(_("asks for the birth date"), default=True)
    asks_unit = models.BooleanField(_("asks for the unit"), default=True)
    asks_phone = models.BooleanField(_("asks for a phone number"), default=False)
    asks_email = models.BooleanField(_("asks for an e-mail address"), default=False)
    guardian_below = models.PositiveSmallIntegerField(
        _("guardian's phone below the age of"), null=True, blank=True, default=16
    )
    is_cumulative = models.BooleanField(_("sums up all rounds"), default=False)
    cumulative_tie_breaks = models.JSONField(_("order of the sum"), default=usual_tie_breaks)
    one_prize_each = models.BooleanField(_("one prize for a person"), default=True)
    certifies_participation = models.BooleanField(
        _("certificates for everybody who takes part"), default=False
    )

    objects = ContestQuerySet.as_manager()

    class Meta:
        verbose_name = _("contest")
        verbose_name_plural = _("contests")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(age_from__isnull=True)
                | Q(age_to__isnull=True)
                | Q(age_to__gte=F("age_from")),
                name="contest_ages_are_in_order",
                violation_error_message=_("The highest age is below the lowest."),
            )
        ]

    def __str__(self):
        return self.title


class League(models.Model):
    """People who are ranked together (bảng thi)."""

    contest = ParentalKey(Contest, on_delete=models.CASCADE, related_name="leagues")
    code = models.SlugField(_("code"), max_length=20)
    title = models.CharField(_("title"), max_length=120)
    age_from = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True)
    unit_kinds = models.JSONField(_("kinds of units"), default=list, blank=True)

    class Meta:
        verbose_name = _("league")
        verbose_name_plural = _("leagues")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "code"], name="league_codes_differ")
        ]

    def __str__(self):
        return self.title


class Round(ClusterableModel):
    """One round (tuần thi, vòng thi) with its window; the opening is included, the closing not."""

    contest = ParentalKey(Contest, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("number of the round"))
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(
        _("what for"), max_length=10, choices=RoundKind.choices, default=RoundKind.SCORED
    )
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    seconds = models.PositiveIntegerField(_("seconds for an attempt"), null=True, blank=True)
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts"), null=True, blank=True, default=1
    )
    counting = models.CharField(
        _("which attempt counts"),
        max_length=8,
        choices=CountingRule.choices,
        default=CountingRule.BEST,
    )
    several_right = models.CharField(
        _("several right choices"),
        max_length=8,
        choices=SeveralRightRule.choices,
        default=SeveralRightRule.EXACT,
    )
    prediction = models.CharField(
        _("prediction"),
        max_length=12,
        choices=PredictionTarget.choices,
        default=PredictionTarget.NONE,
    )
    prediction_moment = models.CharField(
        _("prediction is asked"),
        max_length=8,
        choices=PredictionMoment.choices,
        default=PredictionMoment.INSIDE,
    )
    gate = models.CharField(
        _("who is ranked"), max_length=12, choices=Gate.choices, default=Gate.ALL
    )
    tie_breaks = models.JSONField(_("order of the ranking"), default=usual_tie_breaks)
    shown_at_once = models.CharField(
        _("shown at once"), max_length=8, choices=ShownAtOnce.choices, default=ShownAtOnce.SCORE
    )
    shown_count = models.PositiveSmallIntegerField(
        _("places published"), null=True, blank=True, help_text=_("Empty: all.")
    )
    bars_earlier = models.BooleanField(
        _("no question of an earlier round comes again"), default=False
    )
    essay = models.TextField(_("essay: what to write about"), max_length=2000, blank=True)
    essay_points = models.PositiveSmallIntegerField(_("points for the essay"), default=0)
    essay_words = models.PositiveSmallIntegerField(_("most words of the essay"), default=300)
    essay_gap = models.PositiveSmallIntegerField(
        _("difference that needs a third marker"), default=2
    )

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="round_numbers_differ"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="contest_round_opens_before_it_closes",
                violation_error_message=_("The round closes before it opens."),
            ),
        ]

    def __str__(self):
        return self.title


class DrawLine(models.Model):
    """So many questions of a topic in each attempt."""

    round = ParentalKey(Round, on_delete=models.CASCADE, related_name="draws")
    league = models.ForeignKey(
        League,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="draws",
        verbose_name=_("league"),
    )
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contest_draws",
        verbose_name=_("topic"),
    )
    difficulty = models.CharField(
        _("difficulty"), max_length=8, choices=Difficulty.choices, blank=True
    )
    count = models.PositiveSmallIntegerField(_("number of questions"))
    points = models.PositiveSmallIntegerField(_("points for each"), default=1)

    class Meta:
        verbose_name = _("questions drawn")
        verbose_name_plural = _("questions drawn")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.count} – {self.topic_id or '*'}"


class FixedQuestion(models.Model):
    """A question that everybody gets in a round."""

    round = ParentalKey(Round, on_delete=models.CASCADE, related_name="fixed_questions")
    league = models.ForeignKey(
        League,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="fixed_questions",
        verbose_name=_("league"),
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="+", verbose_name=_("question")
    )
    points = models.PositiveSmallIntegerField(_("points"), default=1)

    class Meta:
        verbose_name = _("question for all")
        verbose_name_plural = _("questions for all")
        ordering = ["pk"]

    def __str__(self):
        return str(self.question)


class Prize(models.Model):
    """Prizes of one kind: of a round or of the contest, for persons or for units."""

    contest = ParentalKey(Contest, on_delete=models.CASCADE, related_name="prizes")
    round_number = models.PositiveSmallIntegerField(
        _("number of the round"), default=0, help_text=_("0: for the whole contest.")
    )
    league = models.ForeignKey(
        League,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="prizes",
        verbose_name=_("league"),
    )
    measure = models.CharField(
        _("won by"),
        max_length=10,
        choices=CollectiveMeasure.choices,
        default=CollectiveMeasure.NONE,
    )
    title = models.CharField(_("title"), max_length=120)
    place = models.PositiveSmallIntegerField(_("order"), help_text=_("1 is the highest."))
    count = models.PositiveSmallIntegerField(_("number of prizes"), default=1)
    value = models.CharField(_("worth"), max_length=120, blank=True)
    points = models.PositiveSmallIntegerField(_("points for the unit"), default=0)

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        ordering = ["round_number", "place", "pk"]

    def __str__(self):
        return self.title


class RulesVersion(models.Model):
    """The rules as they were published; what decides is read from here, never overwritten."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.TextField(_("rules"))
    content_hash = models.CharField(_("fingerprint"), max_length=64)
    before_rules = models.TextField(_("text before the rules"), blank=True)
    after_rules = models.TextField(_("text after the rules"), blank=True)
    reason = models.TextField(_("reason for the change"), max_length=600, blank=True)
    made_at = models.DateTimeField(_("published at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    class Meta:
        verbose_name = _("version of the rules")
        verbose_name_plural = _("versions of the rules")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="rules_versions_differ"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="a_later_version_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.contest} – {self.number}"
