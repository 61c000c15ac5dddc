"""Versions of tables: made once, never overwritten, made again at any time from what was kept."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns.contests.choices import PredictionTarget, RoundKind, Standing
from campaigns.contests.evidence.chain import chain_attempts, chain_record, locked_head
from campaigns.contests.models import Attempt, Contest, Entrant, FrozenTruth, Ranking, Round
from campaigns.contests.reading import published_rules
from campaigns.contests.rules import ContestRules, from_json
from goodnews.core.pagecache import purge_public_pages
from goodnews.workflows.deadlines import VIET_NAM

from .closing import is_closed
from .errors import (
    NoSumError,
    NothingChangedError,
    PracticeRoundError,
    ReasonMissingError,
    RoundNotClosedError,
)
from .figures import figures_of, unmarked_figures
from .prizes import award, awards_to_bytes
from .ranking import ALL_ROUNDS, Table
from .ranking_bytes import fingerprint, from_bytes, inputs_from_bytes, inputs_to_bytes, to_bytes
from .reading import attempts_to_rank, read_inputs, submitted_attempts


@dataclass(frozen=True)
class Findings:
    """What an organiser must know before publishing a table.

    Attributes:
        open_attempts: not submitted yet.
        unmarked_attempts: submitted, without a score, of people who are not out.
        open_rounds: rounds that are not closed, for the sum.
    """

    open_attempts: int = 0
    unmarked_attempts: int = 0
    open_rounds: int = 0

    @property
    def is_provisional(self) -> bool:
        return any((self.open_attempts, self.unmarked_attempts, self.open_rounds))


@dataclass(frozen=True)
class MadeTable:
    """A table with its bytes, before or after it is stored."""

    table: Table
    content: bytes
    inputs: bytes
    awards: bytes
    findings: Findings


def findings_of(contest: Contest, round_: Round | None) -> Findings:
    """Return what makes a table of ``round_``, or of all rounds, provisional."""
    counted = Attempt.objects.filter(round__contest=contest, round__kind=RoundKind.SCORED)
    if round_ is not None:
        counted = counted.filter(round=round_)
    unmarked = submitted_attempts(contest, round_).filter(
        score__isnull=True, entrant__standing=Standing.IN
    )
    open_rounds = 0
    if round_ is None:
        rounds = Round.objects.filter(contest=contest, kind=RoundKind.SCORED)
        open_rounds = sum(not is_closed(each) for each in rounds)
    return Findings(
        open_attempts=counted.open().count(),
        unmarked_attempts=unmarked.count(),
        open_rounds=open_rounds,
    )


def prepare_table(*, contest: Contest, round_: Round | None, now: datetime) -> MadeTable:
    """Return the table as it would be published now; nothing is stored.

    Raises:
        PracticeRoundError: the round is for practice.
        NoSumError: the rules know no table of all rounds.
        RoundNotClosedError: the round, or every round, is still to be closed.
        NotPublishedError: no rules are published.
    """
    _version, rules = published_rules(contest)
    _check_closed(contest, rules, round_)
    findings = findings_of(contest, round_)
    inputs = read_inputs(contest, rules, round_, now)
    table = inputs.table()
    content = to_bytes(table)
    tables = newest_tables(contest, but=table.round)
    tables[table.round] = (table, fingerprint(content))
    return MadeTable(
        table=table,
        content=content,
        inputs=inputs_to_bytes(inputs),
        awards=_awards(rules, tables),
        findings=findings,
    )


@transaction.atomic
def make_ranking(
    *, contest: Contest, round_: Round | None, reason: str, user, now: datetime
) -> Ranking:
    """Publish the next version of the table of ``round_``, or of all rounds together.

    Raises:
        ReasonMissingError: it is not the first version, and no reason is given.
        NothingChangedError: it would say the same as the last one.
        ResultError: as :func:`prepare_table`.
    """
    locked_head(contest.pk)
    before = Ranking.objects.light().of(contest, round_).order_by("-number").first()
    reason = reason.strip()
    if before and not reason:
        raise ReasonMissingError
    chain_attempts(contest_id=contest.pk, now=now)
    made = prepare_table(contest=contest, round_=round_, now=now)
    inputs_hash, awards_hash = fingerprint(made.inputs), fingerprint(made.awards)
    said = (inputs_hash, awards_hash, made.findings.is_provisional)
    # The same table says something else once nothing is waited for any more.
    if before and (before.inputs_hash, before.awards_hash, before.is_provisional) == said:
        raise NothingChangedError
    ranking = Ranking.objects.create(
        contest=contest,
        round=round_,
        number=before.number + 1 if before else 1,
        rules=published_rules(contest)[0],
        content=made.content.decode(),
        content_hash=fingerprint(made.content),
        inputs=zlib.compress(made.inputs, 6),
        inputs_hash=inputs_hash,
        awards=made.awards.decode(),
        awards_hash=awards_hash,
        figures=_figures(contest, made, attempts_to_rank(contest, round_, now)),
        reason=reason,
        is_provisional=made.findings.is_provisional,
        made_at=now,
        made_by=user,
    )
    chain_record(ranking, contest_id=contest.pk, now=now)
    purge_public_pages()
    return ranking


def newest_tables(
    contest: Contest, *, but: int | None = None, before: Ranking | None = None
) -> dict[int, tuple[Table, str]]:
    """Return the newest table of each round with its fingerprint; the sum is round 0.

    Args:
        but: a round that is left out.
        before: only what was published before this one.
    """
    rankings = Ranking.objects.filter(contest=contest)
    if before is not None:
        rankings = rankings.filter(pk__lt=before.pk)
    newest: dict[int, int] = {}
    for pk, number in rankings.order_by("pk").values_list("pk", "round__number"):
        newest[number or ALL_ROUNDS] = pk
    newest.pop(but, None)
    found = {}
    for each in rankings.filter(pk__in=newest.values()).only("content", "content_hash"):
        table = from_bytes(each.content.encode())
        found[table.round] = (table, each.content_hash)
    return found


def faults_of(ranking: Ranking) -> Iterator[str]:
    """Make a stored version again from what it was made of; yield what is not the same byte."""
    inputs = zlib.decompress(bytes(ranking.inputs))
    if fingerprint(inputs) != ranking.inputs_hash:
        yield _("what was ranked has another fingerprint")
    parsed = inputs_from_bytes(inputs)
    content = to_bytes(parsed.table())
    if fingerprint(content) != ranking.content_hash or content != ranking.content.encode():
        yield _("the table comes out differently")
    if parsed.rules != from_json(ranking.rules.content):
        yield _("the rules are not those of the version that is named")
    tables = newest_tables(ranking.contest, but=parsed.round, before=ranking)
    tables[parsed.round] = (from_bytes(content), fingerprint(content))
    awards = _awards(parsed.rules, tables)
    if fingerprint(awards) != ranking.awards_hash or awards != ranking.awards.encode():
        yield _("the prizes come out differently")


def is_stale(ranking: Ranking, now: datetime) -> bool:
    """Tell whether what ``ranking`` was made of has changed since: the next version is due."""
    _version, rules = published_rules(ranking.contest)
    inputs = read_inputs(ranking.contest, rules, ranking.round, now)
    return fingerprint(inputs_to_bytes(inputs)) != ranking.inputs_hash


def _figures(contest: Contest, made: MadeTable, attempts: QuerySet[Attempt]) -> dict:
    """Return how many of the attempts had no score, and the statistics by age where the rules ask
    for the birth date."""
    _version, rules = published_rules(contest)
    unmarked = attempts.filter(score__isnull=True)
    figures = unmarked_figures(made.table, unmarked.values_list("entrant", "entrant__standing"))
    if not rules.asks_birth_date:
        return figures
    born = dict(Entrant.objects.filter(contest=contest).values_list("pk", "birth_date"))
    opens_at = min(each.opens_at for each in rules.rounds)
    day = opens_at.astimezone(VIET_NAM).date()
    return {**figures, **figures_of(made.table, born, day=day)}


def _awards(rules: ContestRules, tables: dict[int, tuple[Table, str]]) -> bytes:
    awards = award(rules, {number: table for number, (table, _hash) in tables.items()})
    return awards_to_bytes(awards, {number: digest for number, (_t, digest) in tables.items()})


def _check_closed(contest: Contest, rules: ContestRules, round_: Round | None) -> None:
    if round_ is not None:
        if round_.kind == RoundKind.PRACTICE:
            raise PracticeRoundError
        has_truth = (
            round_.prediction == PredictionTarget.NONE
            or FrozenTruth.objects.filter(round=round_).exists()
        )
        if not (is_closed(round_) and has_truth):
            raise RoundNotClosedError
        return
    if not rules.ranks_whole_contest:
        raise NoSumError
    rounds = Round.objects.filter(contest=contest, kind=RoundKind.SCORED)
    if not any(is_closed(each) for each in rounds):
        raise RoundNotClosedError
