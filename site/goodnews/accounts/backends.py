"""Reads the person who is signed in, with as few queries as a page of the admin allows."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q


class OneReadBackend(AuthenticationBackend):
    """allauth's sign-in; person, unit and profile come in one query, all rights in another."""

    def get_user(self, user_id):
        """Return the person with what nearly every page asks of them."""
        people = get_user_model()._default_manager.select_related("unit", "wagtail_userprofile")
        user = people.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj, obj=None):
        """Return own rights and those of the groups together; Django asks twice."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if user_obj.is_superuser or hasattr(user_obj, "_perm_cache"):
            return super().get_all_permissions(user_obj)
        of_groups = Permission.objects.filter(group__user=user_obj.pk).order_by().values("pk")
        own = user_obj.user_permissions.order_by().values("pk")
        held = Permission.objects.filter(Q(pk__in=own) | Q(pk__in=of_groups)).order_by()
        names = held.values_list("content_type__app_label", "codename")
        # The name under which Django keeps them for the rest of the request.
        user_obj._perm_cache = {f"{label}.{codename}" for label, codename in names}
        return user_obj._perm_cache
