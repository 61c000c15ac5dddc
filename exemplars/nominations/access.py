"""Who nominates."""

from goodnews.accounts.roles import Role

NOMINATING_ROLES = frozenset({Role.CORRESPONDENT, Role.REVIEWER})


def may_nominate(user) -> bool:
    """Tell whether ``user`` nominates: a correspondent or reviewer, for the own unit."""
    return user.is_active and user.unit_id is not None and bool(user.roles & NOMINATING_ROLES)
