"""Who may do what with contests in the admin."""

from wagtail.permission_policies import ModelPermissionPolicy

from .models import Contest


def is_untouched(contest: Contest) -> bool:
    """Tell whether ``contest`` is a draft that was never public and that nobody has entered."""
    if contest.published_at is not None:
        return False
    return not (contest.versions.exists() or contest.entrants.exists())


class ContestPermissionPolicy(ModelPermissionPolicy):
    """Rights on the model; what was ever published or entered is never deleted."""

    def user_has_permission_for_instance(self, user, action, instance):
        if action == "delete" and not is_untouched(instance):
            return False
        return super().user_has_permission_for_instance(user, action, instance)
