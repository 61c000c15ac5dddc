"""How reports are headed, and royalties (nhuận bút): rates, appraisals, sheets that are locked."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from goodnews.core.documents.heads import DocumentHead
from news.choices import Origin, StoryKind

from .royalties.choices import LineType, PaidOrigin
from .royalties.errors import LockedSheetError

PLAIN = Decimal("1.00")


@register_setting(icon="doc-full")
class ReportSettings(BaseGenericSetting):
    """Head and foot of documents, and the range of coefficients (cài đặt báo cáo)."""

    superior = models.CharField(_("superior body"), max_length=160, blank=True)
    issuer = models.TextField(
        _("issuing body"),
        max_length=300,
        default="TỈNH ĐOÀN",
        help_text=_("Stands on the left of the head; one line of print for each line."),
    )
    motto = models.TextField(
        _("heading on the right"),
        max_length=300,
        default="ĐOÀN TNCS HỒ CHÍ MINH",
        help_text=_("The Youth Union's name, or the national motto where the form asks for it."),
    )
    number_suffix = models.CharField(_("sign of the document"), max_length=40, default="BC/TĐTN")
    place = models.CharField(_("place of issue"), max_length=80, blank=True)
    signer_position = models.TextField(
        _("position of the signer"), max_length=200, default="TM. BAN THƯỜNG VỤ\nBÍ THƯ"
    )
    signer_name = models.CharField(_("name of the signer"), max_length=120, blank=True)
    recipients = models.TextField(
        _("recipients"), max_length=600, blank=True, help_text=_("One in each line.")
    )
    lowest_coefficient = models.DecimalField(
        _("lowest coefficient"), max_digits=4, decimal_places=2, default=Decimal("0.50")
    )
    highest_coefficient = models.DecimalField(
        _("highest coefficient"), max_digits=4, decimal_places=2, default=Decimal("2.00")
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("superior", "issuer", "motto", "number_suffix", "place")
            ],
            heading=_("Head of documents"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("signer_position", "signer_name", "recipients")],
            heading=_("Foot of documents"),
        ),
        MultiFieldPanel(
            [FieldPanel("lowest_coefficient"), FieldPanel("highest_coefficient")],
            heading=_("Royalties"),
        ),
    ]

    class Meta:
        verbose_name = _("report settings")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    lowest_coefficient__gt=0, lowest_coefficient__lte=F("highest_coefficient")
                ),
                name="lowest_coefficient_is_the_lowest",
                violation_error_message=_("The lowest coefficient is above the highest."),
            )
        ]

    @property
    def document_head(self) -> DocumentHead:
        """What stands at the head of every document of the office."""
        return DocumentHead(
            superior=tuple(self.superior.splitlines()),
            issuer=tuple(self.issuer.splitlines()),
            number_suffix=self.number_suffix,
            motto=tuple(self.motto.splitlines()),
            place=self.place,
        )


class RoyaltyRateQuerySet(models.QuerySet):
    """Rates by what they pay and when."""

    def overlapping(self, first: date, last: date | None):
        """Rates that hold on some day from ``first`` to ``last``, ends included."""
        found = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
        return found if last is None else found.filter(valid_from__lte=last)


class RoyaltyRate(models.Model):
    """How many points an item of one kind and origin earns (mức điểm nhuận bút), in which days.

    Re-posts have no rate: they never earn anything.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=StoryKind.choices)
    origin = models.CharField(_("origin"), max_length=8, choices=PaidOrigin.choices)
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=1)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(
        _("valid to"), null=True, blank=True, help_text=_("Last day; empty while it holds.")
    )

    objects = RoyaltyRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("royalty rate")
        verbose_name_plural = _("royalty rates")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(points__gte=0),
                name="royalty_rate_takes_nothing_away",
                violation_error_message=_("Points cannot be negative."),
            ),
            models.CheckConstraint(
                condition=~Q(origin=Origin.REPOST), name="reposts_have_no_royalty_rate"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="royalty_rate_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            ),
            # The rest of "no overlap" is held by the service, which saves one at a time.
            models.UniqueConstraint(
                fields=["kind", "origin"],
                condition=Q(valid_to__isnull=True),
                name="one_open_royalty_rate",
                violation_error_message=_("There already is such a rate without an end."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.get_origin_display()}: {self.points}"


class StoryAppraisal(models.Model):
    """What an editor says of one story: its coefficient, and whose work it is (chấm bài)."""

    story = models.OneToOneField(
        "news.StoryPage",
        on_delete=models.CASCADE,
        related_name="royalty_appraisal",
        verbose_name=_("story"),
    )
    coefficient = models.DecimalField(
        _("coefficient"), max_digits=4, decimal_places=2, default=PLAIN
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
    )
    reason = models.CharField(_("reason"), max_length=300)
    appraised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("appraised by"),
    )
    appraised_at = models.DateTimeField(_("appraised at"))

    class Meta:
        verbose_name = _("appraisal of a story")
        verbose_name_plural = _("appraisals of stories")
        constraints = [
            models.CheckConstraint(
                condition=Q(coefficient__gt=0), name="coefficient_is_above_nothing"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_appraisal_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.story_id}: {self.coefficient}"


class LockedQuerySet(models.QuerySet):
    """Rows that are written once."""

    def update(self, **kwargs):
        raise LockedSheetError

    def delete(self):
        raise LockedSheetError


class WrittenOnce(models.Model):
    """A row that is never changed or deleted; the database refuses it too."""

    objects = LockedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise LockedSheetError
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise LockedSheetError


class RoyaltySheet(WrittenOnce):
    """The royalties of one month (bảng nhuận bút): it exists once it is signed and locked."""

    month = models.DateField(_("month"), unique=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("signed by"),
    )
    signer_name = models.CharField(_("name of the signer"), max_length=160)
    signed_at = models.DateTimeField(_("signed at"))

    class Meta:
        verbose_name = _("royalty sheet")
        verbose_name_plural = _("royalty sheets")
        ordering = ["-month"]
        permissions = [("sign_royaltysheet", _("Can sign and lock the royalties of a month"))]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="a_sheet_begins_its_month")
        ]

    def __str__(self):
        return f"{self.month:%m/%Y}"


class RoyaltyLine(WrittenOnce):
    """What one story earned its author (dòng nhuận bút), as it was when the sheet was locked.

    The story is a number, not a relation: it may be deleted, the line stays.
    """

    sheet = models.ForeignKey(RoyaltySheet, on_delete=models.PROTECT, related_name="lines")
    line_type = models.CharField(max_length=8, choices=LineType.choices)
    story_number = models.BigIntegerField(db_index=True)
    title = models.CharField(max_length=255)
    published_on = models.DateField()
    kind = models.CharField(max_length=16, choices=StoryKind.choices)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=160)
    unit_name = models.CharField(max_length=200, blank=True)
    rate = models.DecimalField(max_digits=6, decimal_places=1)
    coefficient = models.DecimalField(max_digits=4, decimal_places=2)
    points = models.DecimalField(max_digits=8, decimal_places=1)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal"
    )

    class Meta:
        verbose_name = _("royalty line")
        verbose_name_plural = _("royalty lines")
        ordering = ["sheet", "author_name", "author", "published_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(line_type=LineType.REVERSAL, reverses__isnull=False, points__lte=0)
                | Q(
                    line_type__in=[LineType.OF_MONTH, LineType.LATE],
                    reverses__isnull=True,
                    points__gte=0,
                ),
                name="a_reversal_takes_back_one_line",
            ),
            models.CheckConstraint(
                condition=~Q(origin=Origin.REPOST) | Q(points=0), name="reposts_earn_nothing"
            ),
            models.UniqueConstraint(
                fields=["sheet", "story_number"],
                condition=Q(reverses__isnull=True),
                name="a_sheet_counts_a_story_once",
            ),
        ]

    def __str__(self):
        return f"{self.title}: {self.points}"
