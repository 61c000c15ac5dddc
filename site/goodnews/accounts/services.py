"""Rights in the database made equal to the declaration in ``roles``."""

from dataclasses import dataclass, field
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from .models import User
from .roles import NEVER_GRANTED, ROLES, RoleDeclaration

# Wagtail's first migrations make these two, with the right to publish.
STOCK_GROUPS = ("Editors", "Moderators")
SECOND_FACTOR_REMOVED = "accounts.second_factor_removed"


class Right(NamedTuple):
    """One right: on a model, on a page and all below it, or on a collection."""

    scope: str
    permission: str
    place: int | None = None


@dataclass
class RoleChanges:
    """What applying the declaration changes, or would change.

    Attributes:
        added: rights given, by group name.
        removed: rights taken, by group name.
        unknown: declared rights that no model has: a fault in ``roles``.
        dropped_groups: Wagtail's own groups that were removed.
    """

    added: dict[str, set[Right]] = field(default_factory=dict)
    removed: dict[str, set[Right]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    dropped_groups: list[str] = field(default_factory=list)

    def __bool__(self):
        return bool(self.added or self.removed or self.dropped_groups)


@transaction.atomic
def apply_roles(*, dry_run: bool = False) -> RoleChanges:
    """Give each role's group exactly the declared rights; safe to run again.

    Args:
        dry_run: only tell what would change.
    """
    permissions = _all_permissions()
    changes = RoleChanges()
    for declared in ROLES.values():
        wanted = declared_rights(declared, permissions)
        changes.unknown |= {right.permission for right in wanted} - permissions.keys()
        wanted = {right for right in wanted if right.permission in permissions}
        group = Group.objects.filter(name=declared.group_name).first()
        held = held_rights(group) if group else set()
        if wanted - held or group is None:
            changes.added[declared.group_name] = wanted - held
        if held - wanted:
            changes.removed[declared.group_name] = held - wanted
        if not dry_run:
            group = group or Group.objects.create(name=declared.group_name)
            _grant(group, wanted - held, permissions)
            _revoke(group, held - wanted, permissions)
    changes.dropped_groups = _drop_stock_groups(dry_run=dry_run)
    return changes


def declared_rights(declared: RoleDeclaration, permissions: dict[str, Permission]) -> set[Right]:
    """Return the rights that the file gives to one role."""
    root = Page.get_first_root_node().pk
    files = Collection.get_first_root_node().pk
    on_models = set(declared.permissions)
    if declared.has_everything:
        on_models = permissions.keys() - NEVER_GRANTED
    return (
        {Right("model", name) for name in on_models}
        | {Right("page", f"wagtailcore.{name}", root) for name in declared.page_permissions}
        | {
            Right("page", f"wagtailcore.{name}", page)
            for name in declared.translation_permissions
            for page in translated_trees()
        }
        | {Right("collection", name, files) for name in declared.collection_permissions}
    )


def translated_trees() -> list[int]:
    """Return the home pages of the languages that are not the site's own."""
    homes = Page.objects.filter(depth=2).exclude(locale__language_code=settings.LANGUAGE_CODE)
    return list(homes.order_by("path").values_list("pk", flat=True))


def held_rights(group: Group) -> set[Right]:
    """Return the rights that the database gives to ``group``."""
    return (
        {Right("model", _name(permission)) for permission in _related(group.permissions)}
        | {
            Right("page", _name(held.permission), held.page_id)
            for held in group.page_permissions.select_related("permission__content_type")
        }
        | {
            Right("collection", _name(held.permission), held.collection_id)
            for held in group.collection_permissions.select_related("permission__content_type")
        }
    )


def _related(permissions):
    return permissions.select_related("content_type")


def _name(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"


def _all_permissions() -> dict[str, Permission]:
    return {_name(permission): permission for permission in _related(Permission.objects)}


def _grant(group: Group, rights: set[Right], permissions: dict[str, Permission]) -> None:
    on_models = [permissions[right.permission] for right in rights if right.scope == "model"]
    group.permissions.add(*on_models)
    for right in rights:
        permission = permissions[right.permission]
        if right.scope == "page":
            GroupPagePermission.objects.create(
                group=group, page_id=right.place, permission=permission
            )
        elif right.scope == "collection":
            GroupCollectionPermission.objects.create(
                group=group, collection_id=right.place, permission=permission
            )


def _revoke(group: Group, rights: set[Right], permissions: dict[str, Permission]) -> None:
    on_models = [permissions[right.permission] for right in rights if right.scope == "model"]
    group.permissions.remove(*on_models)
    for right in rights:
        permission = permissions[right.permission]
        if right.scope == "page":
            group.page_permissions.filter(page_id=right.place, permission=permission).delete()
        elif right.scope == "collection":
            group.collection_permissions.filter(
                collection_id=right.place, permission=permission
            ).delete()


def _drop_stock_groups(*, dry_run: bool) -> list[str]:
    """Remove Wagtail's own groups, which may publish without any approval."""
    stock = Group.objects.filter(name__in=STOCK_GROUPS)
    names = sorted(stock.values_list("name", flat=True))
    if not dry_run:
        stock.delete()
    return names


@transaction.atomic
def remove_second_factor(*, owner: User, user: User) -> int:
    """Take app, passkeys and recovery codes of ``owner`` away; return how many there were.

    Its history says who did it. Sessions that are open stay so.
    """
    removed, _by_model = Authenticator.objects.filter(user=owner).delete()
    if removed:
        log(instance=owner, action=SECOND_FACTOR_REMOVED, user=user)
    return removed
