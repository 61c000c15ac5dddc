"""Who may read which figures."""

from wagtail.permission_policies import ModelPermissionPolicy

from goodnews.stats.models import MetricValue
from goodnews.units.models import Unit

reading_policy = ModelPermissionPolicy(MetricValue)


def sees_every_unit(user) -> bool:
    """Tell whether ``user`` may read the figures of every unit, not only of the own branch."""
    return user.has_perm("stats.view_every_unit")


def readable_units(user):
    """Return the units whose figures ``user`` may read."""
    if sees_every_unit(user):
        return Unit.objects.all()
    if user.unit is None:
        return Unit.objects.none()
    return Unit.objects.within(user.unit)
