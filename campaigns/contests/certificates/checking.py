"""Whether a certificate holds, for whoever has its code."""

from dataclasses import dataclass
from enum import Enum

from campaigns.contests.choices import Standing
from campaigns.contests.entrants.codes import tidy_code
from campaigns.contests.entrants.forgetting import NAMELESS
from campaigns.contests.models import Certificate, Entrant
from campaigns.contests.results.names import public_name
from campaigns.contests.results.reading import day_of

from .codes import LENGTH, hash_of
from .statements import CertifiedTable, Statement, certified_table


class Validity(Enum):
    """What the check of a certificate finds."""

    HOLDS = "holds"
    CORRECTED = "corrected"
    REVOKED = "revoked"
    OUT = "out"


@dataclass(frozen=True)
class Checked:
    """A certificate of this site and what is true of it now.

    Attributes:
        name: as it may be published today; a unit's as it was printed.
        now: what the table that holds gives the person or unit instead; None for nothing.
        version: number of the version that holds; None while that one is provisional.
    """

    certificate: Certificate
    said: Statement
    name: str
    validity: Validity
    now: Statement | None = None
    version: int | None = None


def check_certificate(code: str) -> Checked | None:
    """Return what is true of the certificate with ``code``, or None: this site never gave it."""
    if len(tidy_code(code)) != LENGTH:
        return None
    rows = Certificate.objects.select_related("contest", "entrant", "ranking__round")
    rows = rows.defer("ranking__content", "ranking__inputs", "ranking__awards", "ranking__figures")
    row = rows.filter(code_hash=hash_of(code)).first()
    if row is None:
        return None
    said = Statement(**row.content)
    table = certified_table(row.contest, row.ranking.round)
    holding = _holding(row, table) if table else None
    return Checked(
        certificate=row,
        said=said,
        name=_shown_name(row),
        validity=_validity(row, said, holding),
        now=holding,
        version=table.ranking.number if table else None,
    )


def _holding(row: Certificate, table: CertifiedTable) -> Statement | None:
    """Return what ``table`` gives whoever has the certificate."""
    return table.of_unit(row.unit_id) if row.unit_id else table.of(row.entrant_id)


def _validity(row: Certificate, said: Statement, holding: Statement | None) -> Validity:
    if row.revoked_at:
        return Validity.REVOKED
    if row.entrant_id and row.entrant.standing == Standing.DISQUALIFIED:
        return Validity.OUT
    return Validity.HOLDS if said.says_the_same(holding) else Validity.CORRECTED


def _shown_name(row: Certificate) -> str:
    entrant: Entrant | None = row.entrant
    if entrant is None:
        return row.holder
    if entrant.full_name == NAMELESS:
        return NAMELESS
    return public_name(
        entrant.full_name,
        birth_date=entrant.birth_date,
        shows_name=entrant.shows_name,
        on=day_of(row.ranking.made_at),
    )
