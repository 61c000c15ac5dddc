"""Who may choose a picture: private ones are for those alone who work on their story."""

from collections.abc import Callable

from django.db.models import Q, QuerySet
from wagtail.models import CollectionViewRestriction
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

_readers: list[Callable] = []


def register_picture_reader(pictures: Callable) -> None:
    """Show people the private pictures ``pictures(user)``, a query of their ids, too.

    A room that keeps pictures private registers, in ``AppConfig.ready``, who works with them;
    this room knows no stories.
    """
    if pictures not in _readers:
        _readers.append(pictures)


class PicturePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rights, which hold for a collection as a whole, less private pictures of others.

    Whoever may change every picture works on every story and sees them all.

    Source: wagtail.images.get_permission_policy, Wagtail 8.0.
    """

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        images = super().instances_user_has_any_permission_for(user, actions)
        if not user.is_authenticated or self._works_on_all(user):
            return images
        return images.filter(self._shown_to(user))

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        own = self.model._default_manager.filter(pk=instance.pk)
        return self._works_on_all(user) or own.filter(self._shown_to(user)).exists()

    def _works_on_all(self, user) -> bool:
        return self._check_perm(user, ["change"])

    def _shown_to(self, user) -> Q:
        private = CollectionViewRestriction.objects.values("collection")
        shown = ~Q(collection__in=private) | Q(**{self.owner_field_name: user})
        for pictures in _readers:
            shown |= Q(pk__in=pictures(user))
        return shown
