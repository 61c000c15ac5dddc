"""Rounds of selection, their criteria and their panel."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from exemplars.choices import FieldOfWork
from exemplars.nominations.choices import RoundState, ScoringMethod, Sought
from exemplars.nominations.querysets import SelectionRoundQuerySet
from goodnews.accounts.roles import ROLES, STAFF_ROLES

MOST_POINTS = 1000
MOST_WORDS = 5000


def staff_q() -> Q:
    """Match the people who work in the admin, and so may sit on a panel."""
    names = [ROLES[role].group_name for role in STAFF_ROLES]
    staff = get_user_model().objects.filter(groups__name__in=names, is_active=True)
    return Q(pk__in=staff.values("pk"))


class SelectionRound(ClusterableModel):
    """A selection from nominations to the honoured (đợt bình chọn)."""

    title = models.CharField(_("name of the round"), max_length=160)
    year = models.PositiveSmallIntegerField(_("year"))
    sought = models.CharField(
        _("who is sought"), max_length=8, choices=Sought.choices, default=Sought.BOTH
    )
    # Codes of ``FieldOfWork``; an empty list is every field.
    fields_of_work = models.JSONField(_("fields of work"), default=list, blank=True)
    introduction = models.TextField(
        _("what is sought"), max_length=2000, help_text=_("Nominators read it above the form.")
    )
    word_limit = models.PositiveSmallIntegerField(
        _("word limit"),
        default=800,
        validators=[MinValueValidator(50), MaxValueValidator(MOST_WORDS)],
        help_text=_("For the reasons; every Vietnamese syllable is a word."),
    )
    opens_at = models.DateTimeField(_("nominations open at"))
    closes_at = models.DateTimeField(_("nominations close at"))
    method = models.CharField(
        _("how the panel decides"),
        max_length=8,
        choices=ScoringMethod.choices,
        default=ScoringMethod.POINTS,
    )
    scoring_closes_at = models.DateTimeField(_("scoring closes at"))
    long_list_size = models.PositiveSmallIntegerField(_("places on the long list"), default=20)
    short_list_size = models.PositiveSmallIntegerField(_("places on the short list"), default=10)
    state = models.CharField(
        _("state"), max_length=12, choices=RoundState.choices, default=RoundState.DRAFT
    )
    closing_reason = models.TextField(_("conclusion"), max_length=2000, blank=True)

    objects = SelectionRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of selection")
        verbose_name_plural = _("rounds of selection")
        ordering = ["-year", "-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="round_opens_before_it_closes",
                violation_error_message=_("Nominations must close after they open."),
            ),
            models.CheckConstraint(
                condition=Q(scoring_closes_at__gt=F("closes_at")),
                name="round_scores_after_nominations",
                violation_error_message=_("Scoring must close after the nominations do."),
            ),
            models.CheckConstraint(
                condition=Q(short_list_size__gte=1, short_list_size__lte=F("long_list_size")),
                name="round_short_list_is_the_shorter",
                violation_error_message=_(
                    "The short list has at least one place, at most as many as the long list."
                ),
            ),
            models.CheckConstraint(
                condition=Q(word_limit__gte=50, word_limit__lte=MOST_WORDS),
                name="round_word_limit_is_plausible",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1931, year__lte=2100),
                name="round_year_is_plausible",
                violation_error_message=_("Enter a year between 1931 and 2100."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.CLOSED) | ~Q(closing_reason=""),
                name="a_closed_round_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.year})"

    @property
    def offered_fields(self) -> list[tuple[str, str]]:
        """The fields of work in which somebody may be nominated."""
        wanted = self.fields_of_work
        return [pair for pair in FieldOfWork.choices if not wanted or pair[0] in wanted]

    @property
    def is_by_votes(self) -> bool:
        """True where the panel votes instead of giving points."""
        return self.method == ScoringMethod.VOTES


class Criterion(Orderable):
    """What the panel looks at (tiêu chí), how many points it gives and how much they weigh."""

    round = ParentalKey(SelectionRound, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("criterion"), max_length=120)
    description = models.TextField(_("description"), max_length=600, blank=True)
    max_points = models.PositiveSmallIntegerField(_("most points"), default=10)
    weight = models.DecimalField(_("weight"), max_digits=4, decimal_places=2, default=1)

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(max_points__gte=1, max_points__lte=MOST_POINTS),
                name="criterion_gives_points",
                violation_error_message=_("A criterion gives from 1 to 1,000 points."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0),
                name="criterion_has_weight",
                violation_error_message=_("A weight is above 0."),
            ),
        ]

    def __str__(self):
        return self.name


class PanelMember(Orderable):
    """Somebody who scores in one round (thành viên hội đồng)."""

    round = ParentalKey(SelectionRound, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="panel_seats",
        limit_choices_to=staff_q,
        verbose_name=_("panel member"),
    )
    duty = models.CharField(
        _("duty on the panel"), max_length=80, blank=True, help_text=_("Chair, secretary, member …")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("panel member")
        verbose_name_plural = _("panel members")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user"],
                name="panel_member_has_one_seat",
                violation_error_message=_("This person is on the panel already."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """The member's name."""
        return self.user.display_name


class PanelMeeting(models.Model):
    """The meeting whose minutes are written (cuộc họp xét chọn)."""

    round = models.OneToOneField(
        SelectionRound,
        on_delete=models.PROTECT,
        related_name="meeting",
        verbose_name=_("round of selection"),
    )
    held_on = models.DateField(_("day of the meeting"))
    place = models.CharField(_("place"), max_length=160)
    chair = models.CharField(_("in the chair"), max_length=120)
    secretary = models.CharField(_("secretary"), max_length=120)
    present = models.ManyToManyField(
        PanelMember, blank=True, related_name="+", verbose_name=_("members present")
    )
    guests = models.TextField(
        _("also present"), max_length=600, blank=True, help_text=_("One in each line.")
    )
    remarks = models.TextField(_("course of the meeting"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("meeting of the panel")
        verbose_name_plural = _("meetings of the panel")

    def __str__(self):
        return f"{self.held_on:%d/%m/%Y}, {self.place}"


class TieDecision(models.Model):
    """How the panel put in order what was level (quyết định khi bằng điểm). Never changed."""

    round = models.ForeignKey(
        SelectionRound,
        on_delete=models.PROTECT,
        related_name="tie_decisions",
        verbose_name=_("round of selection"),
    )
    reason = models.TextField(_("reason"), max_length=2000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    decided_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("decision between the level")
        verbose_name_plural = _("decisions between the level")
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_tie_decision_has_a_reason")
        ]

    def __str__(self):
        return self.reason[:80]
