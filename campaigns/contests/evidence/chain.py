"""Adding to the chain of evidence. Every record goes in together with what it vouches for."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from campaigns.contests.attempts.essays import ESSAY
from campaigns.contests.choices import PredictionMoment, PredictionTarget
from campaigns.contests.models import (
    Attempt,
    AttemptAnswer,
    ChainHead,
    ChainLink,
    Contest,
    ContestAct,
)

from .choices import ActKind, LinkKind
from .contents import FIELDS, Fingerprints, fingerprints_of, link_hash

# So many attempts go in under one lock of the head; a lot takes about a quarter of a second.
LOT = 1000


class Entry(NamedTuple):
    """A record that is to be vouched for."""

    kind: LinkKind
    subject: int
    fingerprints: Fingerprints


def locked_head(contest_id: int) -> ChainHead:
    """Return the head of a contest's chain, locked until the transaction ends."""
    ChainHead.objects.get_or_create(contest_id=contest_id)
    return ChainHead.objects.select_for_update().get(contest_id=contest_id)


@transaction.atomic
def append_links(*, contest_id: int, entries: Sequence[Entry], now: datetime) -> int:
    """Add a link for each entry; return the number of the last link."""
    head = locked_head(contest_id)
    links = []
    for entry in entries:
        sequence = head.sequence + 1
        sealed = link_hash(
            contest=contest_id,
            sequence=sequence,
            kind=entry.kind,
            subject=entry.subject,
            fingerprints=entry.fingerprints,
            previous=head.hash,
            made_at=now,
        )
        links.append(
            ChainLink(
                contest_id=contest_id,
                sequence=sequence,
                kind=entry.kind,
                subject=entry.subject,
                content_hash=entry.fingerprints.content,
                marks_hash=entry.fingerprints.marks,
                previous_hash=head.hash,
                hash=sealed,
                made_at=now,
            )
        )
        head.sequence, head.hash = sequence, sealed
    ChainLink.objects.bulk_create(links)
    head.save()
    return head.sequence


def chain_record(record, *, contest_id: int, now: datetime) -> None:
    """Vouch for a version of the rules, a truth, a ranking or an act, just written.

    Call it in the transaction that writes the record. It is read again from the database,
    so that the fingerprint is of what stands there.
    """
    kind = next(kind for kind, (model, _fields) in FIELDS.items() if isinstance(record, model))
    found = fingerprints_of(kind, [record.pk])
    append_links(contest_id=contest_id, entries=[Entry(kind, record.pk, found[record.pk])], now=now)


@transaction.atomic
def record_act(
    *, contest: Contest, kind: ActKind, reason: str, user, now: datetime, **values
) -> ContestAct:
    """Write down an act of the organisers and vouch for it.

    Args:
        values: ``round``, ``entrant`` and ``details``, where the act has them.
    """
    act = ContestAct.objects.create(
        contest=contest, kind=kind, reason=reason, made_by=user, made_at=now, **values
    )
    chain_record(act, contest_id=contest.pk, now=now)
    return act


def unchained_attempts(contest_id: int, now: datetime):
    """Return the submitted attempts that the chain does not have and could have.

    Where the prediction is asked for after the score, an attempt is whole once it is made,
    or once the round has closed.
    """
    linked = ChainLink.objects.filter(
        contest=contest_id, kind=LinkKind.ATTEMPT, subject=OuterRef("pk")
    )
    waits = Q(
        round__prediction_moment=PredictionMoment.AFTER,
        prediction__isnull=True,
        round__closes_at__gt=now,
    ) & ~Q(round__prediction=PredictionTarget.NONE)
    # Without a score it waits for the essay to be marked; what was written is sealed before that.
    essay = AttemptAnswer.objects.filter(attempt=OuterRef("pk"), place=ESSAY)
    is_whole = Q(score__isnull=False) | Exists(essay)
    submitted = Attempt.objects.ended().filter(is_whole, round__contest=contest_id).exclude(waits)
    return submitted.filter(~Exists(linked))


def chain_attempts(*, contest_id: int, now: datetime) -> int:
    """Vouch for the attempts submitted since the last time, in lots; return how many.

    Run it every minute. A submission itself waits for no lock of the chain.
    """
    waiting = list(unchained_attempts(contest_id, now).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(waiting), LOT):
        _chain_lot(contest_id, waiting[start : start + LOT], now)
    return len(waiting)


def chain_all_attempts(now: datetime) -> int:
    """Vouch for the submitted attempts of every contest; return how many were new."""
    contests = Contest.objects.filter(published_at__isnull=False).order_by("pk")
    return sum(
        chain_attempts(contest_id=pk, now=now) for pk in contests.values_list("pk", flat=True)
    )


@transaction.atomic
def _chain_lot(contest_id: int, pks: Sequence[int], now: datetime) -> None:
    locked_head(contest_id)
    # Asked again under the lock: two runs at once must not vouch for one attempt twice.
    fresh = unchained_attempts(contest_id, now).filter(pk__in=pks).values_list("pk", flat=True)
    found = fingerprints_of(LinkKind.ATTEMPT, list(fresh))
    entries = [Entry(LinkKind.ATTEMPT, pk, found[pk]) for pk in sorted(found)]
    append_links(contest_id=contest_id, entries=entries, now=now)


@transaction.atomic
def chain_marks(*, contest_id: int, attempts: Iterable[int], now: datetime) -> None:
    """Vouch for the new marks of attempts that were marked again.

    Call it in the transaction of the marking. What was answered keeps the fingerprint that it
    had, so that a changed answer does not slip in with a changed mark.
    """
    locked_head(contest_id)
    links = ChainLink.objects.filter(contest=contest_id, kind=LinkKind.ATTEMPT)
    pks = sorted(attempts)
    for start in range(0, len(pks), LOT):
        lot = pks[start : start + LOT]
        rows = links.filter(subject__in=lot).order_by("sequence")
        known = dict(rows.values_list("subject", "content_hash"))
        found = fingerprints_of(LinkKind.ATTEMPT, list(known))
        entries = [
            Entry(LinkKind.ATTEMPT, pk, Fingerprints(known[pk], found[pk].marks))
            for pk in sorted(found)
        ]
        append_links(contest_id=contest_id, entries=entries, now=now)
