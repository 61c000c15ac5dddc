"""Units (đơn vị): a tree whose past stays readable."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from goodnews.core.models import FoldedNameMixin

from .choices import UnitKind
from .querysets import HeadcountQuerySet, UnitManager, UnitPlacementQuerySet


class Unit(FoldedNameMixin, MP_Node):
    """A unit of the Youth Union (đơn vị), at its present place in the tree."""

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    code = models.CharField(_("code"), max_length=32, unique=True)
    kind = models.CharField(_("kind of unit"), max_length=16, choices=UnitKind.choices)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(
        _("valid to"),
        null=True,
        blank=True,
        help_text=_("Last day of the unit; empty while it exists."),
    )

    objects = UnitManager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            )
        ]

    def __str__(self):
        return self.short_name or self.name


class UnitPlacement(models.Model):
    """Where a unit stood in the tree from one day to another (vị trí trong cây).

    The tree itself is the present; this table is its memory. A unit has one
    placement for each stretch of days, and none of them overlap: the services
    write them, the constraints hold what a database can hold.
    """

    # A unit entered by mistake goes with its own history; a parent is never lost.
    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="placements", verbose_name=_("unit")
    )
    parent = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="child_placements",
        verbose_name=_("parent unit"),
        help_text=_("Empty for the top of the tree."),
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = UnitPlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["unit", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="placement_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")),
                name="placement_is_not_under_itself",
                violation_error_message=_("A unit cannot stand under itself."),
            ),
            models.UniqueConstraint(
                fields=["unit", "valid_from"],
                name="one_placement_begins_on_a_day",
                violation_error_message=_("The unit already has a placement from that day."),
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(valid_to__isnull=True),
                name="one_open_placement_of_a_unit",
                violation_error_message=_("The unit already has a present placement."),
            ),
        ]

    def __str__(self):
        return f"{self.unit} → {self.parent or '—'} ({self.valid_from:%d/%m/%Y})"


class Headcount(models.Model):
    """How many young people a unit had on a day (số liệu đoàn viên, thanh niên).

    A headcount holds until the next one of the same unit.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="headcounts", verbose_name=_("unit")
    )
    counted_on = models.DateField(_("counted on"))
    member_count = models.PositiveIntegerField(_("Youth Union members"))
    youth_count = models.PositiveIntegerField(
        _("young people"), help_text=_("Everybody of Youth Union age, members included.")
    )
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("The report the figures come from.")
    )

    objects = HeadcountQuerySet.as_manager()

    class Meta:
        verbose_name = _("headcount")
        verbose_name_plural = _("headcounts")
        ordering = ["unit", "-counted_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "counted_on"],
                name="one_headcount_of_a_unit_on_a_day",
                violation_error_message=_("The unit already has a headcount of that day."),
            ),
            models.CheckConstraint(
                condition=Q(youth_count__gte=F("member_count")),
                name="members_are_counted_among_the_young",
                violation_error_message=_("There cannot be more members than young people."),
            ),
        ]

    def __str__(self):
        return f"{self.unit}: {self.youth_count} ({self.counted_on:%d/%m/%Y})"


class UnitMerger(models.Model):
    """A unit that became part of another (sáp nhập), and the first day of that."""

    unit = models.OneToOneField(
        Unit, on_delete=models.PROTECT, related_name="merger", verbose_name=_("merged unit")
    )
    into = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="mergers_received",
        verbose_name=_("merged into"),
    )
    merged_on = models.DateField(
        _("merged on"), help_text=_("First day on which the merged unit no longer exists.")
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("merger")
        verbose_name_plural = _("mergers")
        ordering = ["-merged_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(unit=F("into")),
                name="unit_does_not_merge_into_itself",
                violation_error_message=_("A unit cannot be merged into itself."),
            )
        ]

    def __str__(self):
        return f"{self.unit} → {self.into} ({self.merged_on:%d/%m/%Y})"


class UnitSplit(models.Model):
    """One of the units that another became (chia tách), and the first day of that."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="splits", verbose_name=_("split unit")
    )
    into = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="splits_received", verbose_name=_("part")
    )
    split_on = models.DateField(
        _("split on"), help_text=_("First day on which the split unit no longer exists.")
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("split")
        verbose_name_plural = _("splits")
        ordering = ["-split_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(unit=F("into")),
                name="unit_is_no_part_of_itself",
                violation_error_message=_("A unit cannot be a part of itself."),
            ),
            models.UniqueConstraint(
                fields=["unit", "into"],
                name="a_unit_becomes_a_part_once",
                violation_error_message=_("This part was recorded already."),
            ),
        ]

    def __str__(self):
        return f"{self.unit} → {self.into} ({self.split_on:%d/%m/%Y})"
