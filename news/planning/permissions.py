"""Who plans."""

from wagtail.permission_policies import ModelPermissionPolicy


class PlanPermissionPolicy(ModelPermissionPolicy):
    """Whoever may change the plan may add to it and take from it, too."""

    def user_may_plan(self, user) -> bool:
        """Tell whether ``user`` may change the plan."""
        return self.user_has_permission(user, "change")
