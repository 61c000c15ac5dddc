"""Handing certificates out, and revoking one."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

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


@transaction.atomic
def issue_certificates(
    *, ranking: Ranking, statements: Sequence[tuple[int, Statement]], now: datetime
) -> list[Issued]:
    """Return the certificates of a lot of people, ready to be printed; note what is new of them.

    A second time they are the same, code for code. Left out are those who are disqualified,
    whose certificate was revoked, or whose name is no longer kept.

    Args:
        statements: ids of entrants of the ranking's contest, each with what is certified.
    """
    people = Entrant.objects.filter(contest=ranking.contest_id).in_bulk(
        [entrant for entrant, _said in statements]
    )
    made = []
    for pk, said in statements:
        entrant = people[pk]
        if entrant.standing == Standing.IN and entrant.full_name != NAMELESS:
            key = entrant.first_key or entrant.key
            made.append((entrant, said, code_for(f"{key.hex}:{ranking.pk}:{said.text}")))
    rows = [
        Certificate(
            contest_id=ranking.contest_id,
            ranking=ranking,
            entrant=entrant,
            code_hash=hash_of(code),
            content=asdict(said),
            issued_at=now,
        )
        for entrant, said, code in made
    ]
    Certificate.objects.bulk_create(rows, ignore_conflicts=True)
    revoked = Certificate.objects.filter(ranking=ranking, revoked_at__isnull=False)
    gone = set(revoked.values_list("code_hash", flat=True))
    return [
        Issued(entrant.full_name, code, said)
        for entrant, said, code in made
        if hash_of(code) not in gone
    ]


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
        details={"certificate": row.pk, "says": row.content},
    )
    return row
