"""Who may do what with rules and letters, whatever rights somebody was given."""

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


class RulePermissionPolicy(WithholdingPolicy):
    """A rule is switched off; what was sent under it keeps it."""

    WITHHELD = frozenset({"delete"})


class LetterPermissionPolicy(WithholdingPolicy):
    """The log is read; only the sending itself writes it."""

    WITHHELD = frozenset({"add", "change", "delete"})
