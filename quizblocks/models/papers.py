"""Printed papers, frozen as they were made."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizblocks.querysets import PaperQuerySet

from .questions import Question

MOST_VARIANTS = 8
LAST_CODE = 999


class Paper(models.Model):
    """A paper to be printed (đề in): what is asked, frozen, and the seed that shuffles its variants.

    It holds no key: the key table is read from the bank when it is asked for, so that
    a key corrected after the printing is the one that counts.

    Attributes:
        content: what is asked, a list of ``{"key", "kind", "stem", "choices"}``, where a choice
            is ``[key, text, whether it is the left side of a pair]``. A question with a picture
            has ``"picture"``, a choice with one a fourth member: ``[id, description]``.
        held_contest: a question was kept for a contest when the paper was made.
    """

    title = models.CharField(
        _("title"), max_length=200, help_text=_("Name of the contest or of the test.")
    )
    office = models.TextField(
        _("office"),
        blank=True,
        max_length=300,
        help_text=_("Stands at the head of the paper, on one line or several."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=45,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("Time allowed."),
    )
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("Stands at the end of the paper, such as what entrants may use."),
    )
    first_code = models.PositiveSmallIntegerField(
        _("first paper code"),
        default=101,
        validators=[MinValueValidator(1), MaxValueValidator(LAST_CODE)],
    )
    variant_count = models.PositiveSmallIntegerField(
        _("number of variants"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_VARIANTS)],
        help_text=_("The same questions, each variant in an order of its own."),
    )
    seed = models.CharField(_("seed"), max_length=32, editable=False)
    content = models.JSONField(editable=False)
    questions = models.ManyToManyField(
        Question, related_name="papers", verbose_name=_("questions"), editable=False
    )
    held_contest = models.BooleanField(editable=False)
    made_at = models.DateTimeField(_("made at"), editable=False)

    # A question is not in use because a paper was printed.
    wagtail_reference_index_ignore = True

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        # Nobody gets rights to these rows: the bank's own rights hold.
        default_permissions = ()
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    variant_count__gte=1,
                    variant_count__lte=MOST_VARIANTS,
                    first_code__gte=1,
                    first_code__lte=LAST_CODE + 1 - models.F("variant_count"),
                ),
                name="paper_codes_have_three_digits",
                violation_error_message=_("The last paper code is above 999."),
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=600),
                name="paper_takes_up_to_ten_hours",
            ),
        ]

    def __str__(self):
        # Logs show this to people who have no right to the bank.
        return gettext("Paper %(number)s") % {"number": self.pk or "–"}

    def get_absolute_url(self):
        return reverse("papers:paper", args=[self.pk])

    @property
    def codes(self) -> list[str]:
        """Codes of the variants, as they are printed: "101", "102"."""
        return [f"{self.first_code + place:03d}" for place in range(self.variant_count)]
