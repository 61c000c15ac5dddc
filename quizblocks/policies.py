"""The bank's permission policy: contest questions need the right to the keys."""

from wagtail.permission_policies import ModelPermissionPolicy

from .rights import may_keep_keys, may_see


class QuestionPolicy(ModelPermissionPolicy):
    """Rights on the model, less contest questions for people without the keys."""

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action) and may_see(user, instance)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return self.user_has_any_permission(user, actions) and may_see(user, instance)

    def instances_user_has_any_permission_for(self, user, actions):
        found = super().instances_user_has_any_permission_for(user, actions)
        return found if may_keep_keys(user) else found.without_contest()
