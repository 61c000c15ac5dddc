"""Who may do what in the admin, whatever rights somebody was given."""

from wagtail.permission_policies import ModelPermissionPolicy


class WithholdingPolicy(ModelPermissionPolicy):
    """Lets nobody do what is withheld, not even a superuser."""

    WITHHELD: frozenset[str] = frozenset()

    def user_has_permission(self, user, action):
        return action not in self.WITHHELD and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) - self.WITHHELD)

    def users_with_any_permission(self, actions, **kwargs):
        return super().users_with_any_permission(set(actions) - self.WITHHELD, **kwargs)


class EntryPermissionPolicy(WithholdingPolicy):
    """Entries come from publishing and go with it: in the admin they are only moved."""

    WITHHELD = frozenset({"add", "delete"})
