"""Reads of the unit tree."""

from datetime import date

from django.db.models import Q
from treebeard.mp_tree import MP_NodeManager, MP_NodeQuerySet


class UnitQuerySet(MP_NodeQuerySet):
    """Units by date and by branch."""

    def valid_on(self, day: date):
        """Units that exist on ``day``, both ends included."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)

    def within(self, unit):
        """``unit`` and everything below it at its present place."""
        return self.filter(path__startswith=unit.path)


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):
    """The manager of :class:`Unit`; keeps treebeard's order by path."""
