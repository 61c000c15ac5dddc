"""Who has to agree. Pure: no database, no clock."""

from collections.abc import Collection

from .choices import AgeBand, PartyRole

REQUIRED_ROLES = {
    AgeBand.ADULT: (PartyRole.PERSON,),
    AgeBand.CHILD: (PartyRole.PERSON, PartyRole.GUARDIAN),
    AgeBand.SMALL_CHILD: (PartyRole.GUARDIAN,),
}


def missing_parties(age_band: str, roles: Collection[str]) -> tuple[PartyRole, ...]:
    """Return the roles that still have to agree, in the order to ask them.

    Args:
        age_band: a value of :class:`AgeBand`.
        roles: the roles that have agreed.

    Raises:
        ValueError: ``age_band`` is none of ours.

    Source:
        Law 91/2025/QH15, article 24; Decree 56/2017/NĐ-CP, article 33: from 7
        to under 16 the child and a parent or guardian, under 7 the guardian.
    """
    agreed = {str(role) for role in roles}
    return tuple(role for role in REQUIRED_ROLES[AgeBand(age_band)] if role.value not in agreed)
