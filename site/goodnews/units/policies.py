"""Rights on records that are kept for good."""

from collections.abc import Collection

from wagtail.permission_policies import ModelPermissionPolicy


class KeepingPolicy(ModelPermissionPolicy):
    """The model's ordinary rights without those that nobody has, superusers included."""

    def __init__(self, model, *, withheld: Collection[str]):
        super().__init__(model)
        self.withheld = frozenset(withheld)

    def user_has_permission(self, user, action):
        return action not in self.withheld and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions):
        return super().users_with_any_permission(set(actions) - self.withheld)
