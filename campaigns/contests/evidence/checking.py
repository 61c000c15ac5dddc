"""Going over a chain from its first link: does every record still say what was vouched for?"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from campaigns.contests.attempts.essays import ERASED, ESSAY
from campaigns.contests.choices import Standing
from campaigns.contests.models import (
    AttemptAnswer,
    ChainHead,
    ChainLink,
    Contest,
    ContestAct,
    Entrant,
    FrozenTruth,
    Ranking,
)
from campaigns.contests.models import RulesVersion as Rules

from .chain import unchained_attempts
from .choices import STANDING_ACTS, ActKind, LinkKind
from .contents import Fingerprints, fingerprints_of, link_hash

LOT = 1000
# The attempts of so long wait for the next run of ``chain_contest_attempts``.
PATIENCE = timedelta(minutes=10)
UNTOUCHED = (Standing.IN, "")


@dataclass(frozen=True)
class Break:
    """One place where the chain does not hold.

    Attributes:
        sequence: number of the link; 0 for a record that no link vouches for.
    """

    sequence: int
    kind: str
    subject: int
    what: str

    def __str__(self):
        return f"{self.sequence} · {self.kind} {self.subject}: {self.what}"


@dataclass
class Verification:
    """What going over a chain has shown.

    Attributes:
        waiting: attempts that are submitted and not in the chain yet.
    """

    links: int = 0
    head: str = ""
    waiting: int = 0
    breaks: list[Break] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.breaks


def verify_chain(contest: Contest, now: datetime) -> Verification:
    """Return whether every link and every record holds, the first break first."""
    found = Verification()
    latest: dict[tuple[str, int], tuple[int, str]] = {}
    previous = ChainLink(sequence=0, hash="")
    for lot in _lots(ChainLink.objects.filter(contest=contest).order_by("sequence")):
        for link in lot:
            found.links += 1
            found.breaks += _faults_of_link(link, previous, latest)
            latest[link.kind, link.subject] = (link.sequence, link.content_hash)
            previous = link
    found.breaks += _faults_of_head(contest, previous)
    found.head = previous.hash
    for lot in _lots(ChainLink.objects.filter(contest=contest).order_by("sequence")):
        newest = [each for each in lot if latest[each.kind, each.subject][0] == each.sequence]
        found.breaks += _faults_of_records(newest, latest)
    found.breaks += _unlinked(contest, latest)
    found.breaks += _faults_of_standings(contest)
    found.breaks += _faults_of_extra_time(contest)
    waiting = unchained_attempts(contest.pk, now)
    found.waiting = waiting.count()
    overdue = waiting.filter(submitted_at__lt=now - PATIENCE, round__closes_at__lt=now - PATIENCE)
    found.breaks += [
        Break(0, LinkKind.ATTEMPT, pk, _("no link vouches for it"))
        for pk in overdue.order_by("pk").values_list("pk", flat=True)[:LOT]
    ]
    found.breaks.sort(key=lambda each: (each.sequence == 0, each.sequence))
    return found


def _lots(links) -> Iterator[list[ChainLink]]:
    lot: list[ChainLink] = []
    for link in links.iterator(chunk_size=LOT):
        lot.append(link)
        if len(lot) == LOT:
            yield lot
            lot = []
    if lot:
        yield lot


def _faults_of_link(link: ChainLink, previous: ChainLink, latest) -> Iterator[Break]:
    where = (link.sequence, link.kind, link.subject)
    sealed = link_hash(
        contest=link.contest_id,
        sequence=link.sequence,
        kind=link.kind,
        subject=link.subject,
        fingerprints=Fingerprints(link.content_hash, link.marks_hash),
        previous=link.previous_hash,
        made_at=link.made_at,
    )
    if link.hash != sealed:
        yield Break(*where, _("the link was changed"))
    if (link.sequence, link.previous_hash) != (previous.sequence + 1, previous.hash):
        yield Break(*where, _("the link before it was changed or is missing"))
    known = latest.get((link.kind, link.subject))
    if known and known[1] != link.content_hash:
        yield Break(*where, _("it vouches for something else than before"))


def _faults_of_head(contest: Contest, last: ChainLink) -> Iterator[Break]:
    head = ChainHead.objects.filter(contest=contest).first()
    said = (head.sequence, head.hash) if head else (0, "")
    if said != (last.sequence, last.hash):
        yield Break(last.sequence, "head", contest.pk, _("links at the end are missing"))


def _faults_of_records(links: list[ChainLink], latest) -> Iterator[Break]:
    by_kind: dict[str, list[ChainLink]] = {}
    for link in links:
        by_kind.setdefault(link.kind, []).append(link)
    for kind, own in by_kind.items():
        if kind not in LinkKind.values:
            continue
        records = fingerprints_of(kind, [link.subject for link in own])
        for link in own:
            where = (link.sequence, kind, link.subject)
            record = records.get(link.subject)
            # What is left of an attempt whose essay went is vouched for by the link that says so.
            is_followed = kind == LinkKind.ATTEMPT and (LinkKind.ERASED, link.subject) in latest
            if record is None:
                yield Break(*where, _("the record is missing"))
            elif record.content != link.content_hash and not is_followed:
                yield Break(*where, _("the record was changed"))
            elif record.marks != link.marks_hash:
                yield Break(*where, _("the marks were changed"))
        if kind == LinkKind.ERASED:
            yield from _faults_of_erasures(own)


def _faults_of_erasures(links: list[ChainLink]) -> Iterator[Break]:
    """Yield the attempts that got another fingerprint although their essay is not gone."""
    erased = AttemptAnswer.objects.filter(
        attempt__in=[link.subject for link in links], place=ESSAY, content=ERASED
    )
    gone = set(erased.values_list("attempt", flat=True))
    for link in links:
        if link.subject not in gone:
            yield Break(link.sequence, link.kind, link.subject, _("its essay is still there"))


def _unlinked(contest: Contest, latest) -> Iterator[Break]:
    """Yield the records that stand beside the chain."""
    records = {
        LinkKind.RULES: Rules.objects.filter(contest=contest),
        LinkKind.TRUTH: FrozenTruth.objects.filter(round__contest=contest),
        LinkKind.RANKING: Ranking.objects.filter(contest=contest),
        LinkKind.ACT: ContestAct.objects.filter(contest=contest),
    }
    for kind, rows in records.items():
        for pk in rows.order_by("pk").values_list("pk", flat=True):
            if (kind, pk) not in latest:
                yield Break(0, kind, pk, _("no link vouches for it"))


def _faults_of_standings(contest: Contest) -> Iterator[Break]:
    """Yield the entrants who are in or out without the act that says so."""
    acts = ContestAct.objects.filter(contest=contest, kind__in=STANDING_ACTS).order_by("pk")
    said = {
        entrant: (Standing.DISQUALIFIED, reason) if kind == ActKind.DISQUALIFIED else UNTOUCHED
        for entrant, kind, reason in acts.values_list("entrant_id", "kind", "reason")
    }
    touched = Entrant.objects.filter(contest=contest).exclude(
        standing=Standing.IN, standing_reason=""
    )
    found = {
        pk: (standing, reason)
        for pk, standing, reason in touched.values_list("pk", "standing", "standing_reason")
    }
    for pk in sorted(said.keys() | found.keys()):
        if said.get(pk, UNTOUCHED) != found.get(pk, UNTOUCHED):
            yield Break(0, "entrant", pk, _("the standing is not what the acts say"))


def _faults_of_extra_time(contest: Contest) -> Iterator[Break]:
    """Yield the entrants who have other extra minutes than the acts say."""
    acts = ContestAct.objects.filter(contest=contest, kind=ActKind.EXTRA_TIME).order_by("pk")
    said: Counter[int] = Counter()
    for entrant, details in acts.values_list("entrant_id", "details"):
        if details.get("from_now_on"):
            said[entrant] += details["minutes"]
    rows = Entrant.objects.filter(contest=contest, extra_minutes__gt=0)
    found = Counter(dict(rows.values_list("pk", "extra_minutes")))
    for pk in sorted(said.keys() | found.keys()):
        if said[pk] != found[pk]:
            yield Break(0, "entrant", pk, _("the extra minutes are not what the acts say"))
