"""Who answers requests, and who may set how long what is kept."""

from wagtail.permissions import policy_registry
from wagtail.users.models import UserProfile

from .models import DataRequest, RetentionRule


def may_read_requests(user) -> bool:
    """Tell whether ``user`` may see requests, and what is held on somebody."""
    return policy_registry.get_by_type(DataRequest).user_has_permission(user, "view")


def may_answer_requests(user) -> bool:
    """Tell whether ``user`` may answer requests."""
    return policy_registry.get_by_type(DataRequest).user_has_permission(user, "change")


def may_read_rules(user) -> bool:
    """Tell whether ``user`` may see what goes when."""
    return policy_registry.get_by_type(RetentionRule).user_has_permission(user, "view")


def people_who_answer() -> list:
    """Return who is to be told of requests: the office's people, no mere superuser."""
    policy = policy_registry.get_by_type(DataRequest)
    people = policy.users_with_permission("change").filter(is_active=True, groups__isnull=False)
    found = list(people.exclude(email="").distinct().order_by("pk"))
    for person in found:
        # Who never signed in has no language yet.
        UserProfile.get_for_user(person)
    return found
