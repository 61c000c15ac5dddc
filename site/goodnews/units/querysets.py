"""Reads of the unit tree, now and at a date."""

from datetime import date

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from treebeard.mp_tree import MP_NodeManager, MP_NodeQuerySet

from goodnews.core.folding import fold


def valid_on_q(day: date) -> Q:
    """Match rows whose days from ``valid_from`` to ``valid_to`` hold ``day``, ends included."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class UnitQuerySet(MP_NodeQuerySet):
    """Units by date, by branch and by name."""

    def valid_on(self, day: date):
        """Units that exist on ``day``, both ends included."""
        return self.filter(valid_on_q(day))

    def offered_on(self, day: date, *, kept: int | None):
        """Units that exist on ``day``, and the one with the id ``kept``, ended or not."""
        return self.filter(valid_on_q(day) | Q(pk=kept))

    def within(self, unit):
        """``unit`` and everything below it at its present place."""
        return self.filter(path__startswith=unit.path)

    def placed_on(self, day: date):
        """Units that exist on ``day``, each with ``parent_id_then``: its parent on that day."""
        placements = self._rows_of("placements")
        return self.valid_on(day).annotate(
            parent_id_then=Subquery(placements.filter(valid_on_q(day)).values("parent")[:1])
        )

    def children_on(self, unit, day: date):
        """Units that stood directly under ``unit`` on ``day``."""
        return self.placed_on(day).filter(parent_id_then=unit.pk)

    def matching(self, text: str):
        """Units whose name or code holds ``text``, accents or not."""
        folded = fold(text).strip()
        return self.filter(
            Q(folded_name__contains=folded)
            | Q(slug__contains=folded.replace(" ", "-"))
            | Q(code__icontains=text.replace("\x00", "").strip())
        )

    def with_headcount_on(self, day: date):
        """Each unit with ``youth_count_then`` and ``member_count_then``, null where unknown."""
        counts = self._rows_of("headcounts").filter(counted_on__lte=day)
        counts = counts.order_by("-counted_on", "-pk")
        return self.annotate(
            youth_count_then=Subquery(counts.values("youth_count")[:1]),
            member_count_then=Subquery(counts.values("member_count")[:1]),
        )

    def _rows_of(self, relation: str):
        """Return the rows of ``relation`` that belong to the unit of the outer query."""
        related = self.model._meta.get_field(relation).related_model
        return related._default_manager.filter(unit=OuterRef("pk"))


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):
    """The manager of :class:`Unit`; keeps treebeard's order by path."""

    def get_queryset(self):
        # treebeard's manager names its own queryset class here.
        return UnitQuerySet(self.model, using=self._db).order_by("path")


class UnitPlacementQuerySet(models.QuerySet):
    """Places of units in time."""

    def valid_on(self, day: date):
        """The placement of each unit on ``day``."""
        return self.filter(valid_on_q(day))

    def present(self):
        """The placements without a last day."""
        return self.filter(valid_to__isnull=True)


class HeadcountQuerySet(models.QuerySet):
    """Headcounts in time."""

    def valid_on(self, day: date):
        """The last headcount of each unit that was counted on ``day`` or before."""
        latest = (
            self.model._default_manager.filter(unit=OuterRef("unit"), counted_on__lte=day)
            .order_by("-counted_on", "-pk")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(latest))
