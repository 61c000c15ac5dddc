"""Honest counts of what is read: no cookie, and nothing that leads back to a person.

A visitor is known for one day only, by a keyed hash of address and browser. The
key is thrown away when the day is over, and with it every row about visitors;
what stays are two numbers a day.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .metrics import CODE_LENGTH, DIMENSION_LENGTH
from .querysets import (
    DailyPageViewsQuerySet,
    DailyVisitorQuerySet,
    DailyVisitsQuerySet,
    MetricValueQuerySet,
    MonthlyPageViewsQuerySet,
)
from .visitors import VISITOR_LENGTH


class DailySalt(models.Model):
    """The secret of one day (muối của ngày); without it no hash can be traced."""

    day = models.DateField(_("day"), unique=True)
    value = models.CharField(_("value"), max_length=64)

    class Meta:
        verbose_name = _("daily salt")
        verbose_name_plural = _("daily salts")

    def __str__(self):
        return f"{self.day:%Y-%m-%d}"


class DailyVisitor(models.Model):
    """Somebody who is reading today (người đang truy cập), as a hash."""

    day = models.DateField(_("day"))
    visitor = models.CharField(_("visitor"), max_length=VISITOR_LENGTH)
    last_seen_at = models.DateTimeField(_("last seen at"), db_index=True)

    objects = DailyVisitorQuerySet.as_manager()

    class Meta:
        verbose_name = _("visitor of a day")
        verbose_name_plural = _("visitors of a day")
        constraints = [
            models.UniqueConstraint(fields=["day", "visitor"], name="visitor_is_met_once_a_day")
        ]

    def __str__(self):
        return f"{self.visitor} · {self.day:%Y-%m-%d}"


class PageSighting(models.Model):
    """That a visitor saw a page today, so that a reload counts nothing."""

    day = models.DateField(_("day"))
    visitor = models.CharField(_("visitor"), max_length=VISITOR_LENGTH)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("page sighting")
        verbose_name_plural = _("page sightings")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "visitor", "page"], name="page_is_sighted_once_by_a_visitor_a_day"
            )
        ]

    def __str__(self):
        return f"{self.visitor} · {self.page_id} · {self.day:%Y-%m-%d}"


class DailyPageViews(models.Model):
    """How often a page was read on a day (lượt xem)."""

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="daily_views", verbose_name=_("page")
    )
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("views"), default=0)

    objects = DailyPageViewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("views of a page on a day")
        verbose_name_plural = _("views of pages by day")
        constraints = [
            models.UniqueConstraint(fields=["page", "day"], name="page_has_one_row_of_views_a_day")
        ]
        # For "most read from … to …". Without the count, or each view would write the index anew.
        indexes = [models.Index(fields=["day"], name="page_views_of_days")]

    def __str__(self):
        return f"{self.page_id} · {self.day:%Y-%m-%d} · {self.count}"


class MonthlyPageViews(models.Model):
    """How often a page was read in a month (lượt xem trong tháng): the sum of its days.

    Counted with the ledger, so that "most read" of a year is read out of one index.
    """

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="+", db_index=False, verbose_name=_("page")
    )
    month = models.DateField(_("month"), help_text=_("Its first day."))
    count = models.PositiveBigIntegerField(_("views"))

    objects = MonthlyPageViewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("views of a page in a month")
        verbose_name_plural = _("views of pages by month")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "month"],
                include=["count"],
                name="page_has_one_row_of_views_a_month",
            )
        ]
        indexes = [models.Index(fields=["month"], name="page_views_of_months")]

    def __str__(self):
        return f"{self.page_id} · {self.month:%Y-%m} · {self.count}"


class DailyVisits(models.Model):
    """How many visitors came on a day (lượt truy cập)."""

    day = models.DateField(_("day"), unique=True)
    count = models.PositiveIntegerField(_("visits"), default=0)

    objects = DailyVisitsQuerySet.as_manager()

    class Meta:
        verbose_name = _("visits of a day")
        verbose_name_plural = _("visits by day")

    def __str__(self):
        return f"{self.day:%Y-%m-%d} · {self.count}"


class MetricValue(models.Model):
    """What a metric counted in a unit on a day (sổ chỉ số); made anew from its sources.

    A row belongs to the unit's own work; branches are summed when they are read.
    """

    metric = models.CharField(_("metric"), max_length=CODE_LENGTH)
    # Counted anew at any time, so that nothing is lost with a unit entered by mistake.
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("Empty for what belongs to no unit."),
    )
    day = models.DateField(_("day"))
    dimension = models.CharField(_("dimension"), max_length=DIMENSION_LENGTH, blank=True)
    value = models.PositiveBigIntegerField(_("value"))

    objects = MetricValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("value of a metric")
        verbose_name_plural = _("ledger of metrics")
        # Sums of days over all units are read out of the first index alone.
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "day", "dimension", "unit"],
                include=["value"],
                name="a_metric_has_one_value_of_a_unit_and_day",
            ),
            models.UniqueConstraint(
                fields=["metric", "day", "dimension"],
                condition=Q(unit__isnull=True),
                name="a_metric_has_one_value_of_no_unit_a_day",
            ),
        ]
        permissions = [
            ("view_every_unit", _("Can see the figures of every unit")),
        ]

    def __str__(self):
        return f"{self.metric} · {self.unit_id or '–'} · {self.day:%Y-%m-%d} · {self.value}"


class MetricMonth(models.Model):
    """What a metric counted in a unit in a whole month (số tháng): the sum of its days.

    Written together with the days, so that a report of a year reads a tenth of the rows.
    """

    metric = models.CharField(_("metric"), max_length=CODE_LENGTH)
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("Empty for what belongs to no unit."),
    )
    month = models.DateField(_("month"), help_text=_("Its first day."))
    dimension = models.CharField(_("dimension"), max_length=DIMENSION_LENGTH, blank=True)
    value = models.PositiveBigIntegerField(_("value"))

    class Meta:
        verbose_name = _("value of a metric in a month")
        verbose_name_plural = _("ledger of metrics by month")
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "month", "dimension", "unit"],
                include=["value"],
                name="a_metric_has_one_value_of_a_unit_and_month",
            ),
            models.UniqueConstraint(
                fields=["metric", "month", "dimension"],
                condition=Q(unit__isnull=True),
                name="a_metric_has_one_value_of_no_unit_a_month",
            ),
        ]

    def __str__(self):
        return f"{self.metric} · {self.unit_id or '–'} · {self.month:%Y-%m} · {self.value}"


class MetricCount(models.Model):
    """When a metric was counted last (lần tính gần nhất); its row is held while it is counted."""

    metric = models.CharField(_("metric"), max_length=CODE_LENGTH, unique=True)
    counted_at = models.DateTimeField(_("counted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("last count of a metric")
        verbose_name_plural = _("last counts of metrics")

    def __str__(self):
        return self.metric
