"""Handing certificates out, and revoking one."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from campaigns.contests.choices import Standing
from campaigns.contests.entrants.forgetting import NAMELESS
from campaigns.contests.evidence.chain import locked_head, record_act
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import Certificate, Entrant, Ranking
from campaigns.contests.results.errors import ReasonMissingError

from .codes import code_for, hash_of
from .errors import AlreadyRevokedError
from .statements import Statement

LOT = 200


@dataclass(frozen=True)
class Issued:
    """One certificate as it is printed."""

    name: str
    code: str
    statement: Statement


class _Holder(NamedTuple):
    """Whose certificate it is.

    Attributes:
        key: what its code is made of beside the words.
    """

    name: str
    key: str
    entrant: int | None = None
    unit: int | None = None


@transaction.atomic
def issue_certificates(
    *, ranking: Ranking, statements: Sequence[tuple[int, Statement]], now: datetime
) -> list[Issued]:
    """Return a lot of certificates, ready to be printed; note what is new of them.

    A second time they are the same, code for code. Left out are those who are disqualified,
    whose certificate was revoked, or whose name is no longer kept.

    Args:
        statements: ids of entrants of the ranking's contest, or of units where the prize is
            theirs, each with what is certified.
    """
    made = [
        (holder, said, code_for(f"{holder.key}:{ranking.pk}:{said.text}"))
        for holder, said in _holders(ranking, statements)
    ]
    rows = [
        Certificate(
            contest_id=ranking.contest_id,
            ranking=ranking,
            entrant_id=holder.entrant,
            unit_id=holder.unit,
            code_hash=hash_of(code),
            content=asdict(said),
            issued_at=now,
        )
        for holder, said, code in made
    ]
    Certificate.objects.bulk_create(rows, ignore_conflicts=True)
    revoked = Certificate.objects.filter(ranking=ranking, revoked_at__isnull=False)
    gone = set(revoked.values_list("code_hash", flat=True))
    return [
        Issued(holder.name, code, said) for holder, said, code in made if hash_of(code) not in gone
    ]


def _holders(
    ranking: Ranking, statements: Sequence[tuple[int, Statement]]
) -> Iterator[tuple[_Holder, Statement]]:
    """Yield who gets a certificate with what it says, in the order of ``statements``."""
    persons = [pk for pk, said in statements if not said.is_collective]
    people = Entrant.objects.filter(contest=ranking.contest_id).in_bulk(persons)
    for pk, said in statements:
        if said.is_collective:
            yield _Holder(said.unit, f"unit-{pk}", unit=pk), said
            continue
        entrant = people[pk]
        if entrant.standing == Standing.IN and entrant.full_name != NAMELESS:
            key = entrant.first_key or entrant.key
            yield _Holder(entrant.full_name, key.hex, entrant=pk), said


@transaction.atomic
def revoke_certificate(
    *, certificate: Certificate, reason: str, user, now: datetime
) -> Certificate:
    """Take back what ``certificate`` says; whoever checks it reads when and why.

    Raises:
        ReasonMissingError: no reason is given.
        AlreadyRevokedError: it was done before.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissingError
    locked_head(certificate.contest_id)
    row = Certificate.objects.select_related("contest", "entrant", "ranking__round").get(
        pk=certificate.pk
    )
    if row.revoked_at:
        raise AlreadyRevokedError
    row.revoked_at, row.revoked_reason = now, reason
    row.save(update_fields=["revoked_at", "revoked_reason"])
    record_act(
        contest=row.contest,
        kind=ActKind.REVOKED,
        reason=reason,
        user=user,
        now=now,
        entrant=row.entrant,
        round=row.ranking.round,
        details={"certificate": row.pk, "says": row.content, **_unit_of(row)},
    )
    return row


def _unit_of(row: Certificate) -> dict:
    """Return what names the unit in the act; a person is named by its own column."""
    return {"unit": row.unit_id} if row.unit_id else {}
