"""Who may do what with contests in the admin."""

from django.db.models import Exists
from wagtail.permission_policies import ModelPermissionPolicy

from .models import Contest, Entrant, RulesVersion


def is_untouched(contest: Contest) -> bool:
    """Tell whether ``contest`` is a draft that was never public and that nobody has entered."""
    if contest.published_at is not None:
        return False
    parts = [part.objects.filter(contest=contest.pk) for part in (RulesVersion, Entrant)]
    return not Contest.objects.filter(Exists(parts[0]) | Exists(parts[1]), pk=contest.pk).exists()


class ContestPermissionPolicy(ModelPermissionPolicy):
    """Rights on the model; what was ever published or entered is never deleted."""

    def user_has_permission_for_instance(self, user, action, instance):
        if action == "delete" and not is_untouched(instance):
            return False
        return super().user_has_permission_for_instance(user, action, instance)
