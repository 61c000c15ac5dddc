"""Adding up the answers of rounds that are over; made again when what they hang on has changed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce, RowNumber

from campaigns.contests.choices import CountingRule, RoundKind, Standing
from campaigns.contests.clock import database_now
from campaigns.contests.evidence.choices import STANDING_ACTS, ActKind
from campaigns.contests.models import (
    Attempt,
    ContestAct,
    Round,
    RoundItem,
    RulesVersion,
    SummedRound,
    UsedVersion,
)
from campaigns.contests.rules import from_json
from quizblocks.choices import AnnulmentKind, AnswerBasis
from quizblocks.models import Annulment
from quizblocks.statistics.sums import Pair, sums_of_pairs
from quizblocks.statistics.weights import Earned, weights_of

from .contents import stored
from .statements import Marks, read_marks, read_times

BATCH = 500
# Which attempt of a person counts: the first in this order, as the ranking has it.
ORDERS = {
    CountingRule.ONLY: ("submitted_at", "pk"),
    CountingRule.BEST: ("-score", "submitted_at", "pk"),
    CountingRule.LAST: ("-submitted_at", "-pk"),
}
# A version of a question in one league of a round.
Name = tuple[str, int, str]


def closed_rounds(now: datetime) -> QuerySet[Round]:
    """Return the rounds that count and are over, with the ``stamp_parts`` of their sums."""
    own = Attempt.objects.filter(round=OuterRef("pk"))
    acts = ContestAct.objects.filter(
        contest=OuterRef("contest"), kind__in=[*STANDING_ACTS, ActKind.MARKED]
    )
    used = UsedVersion.objects.filter(
        round=OuterRef(OuterRef("pk")),
        question_key=OuterRef("question_key"),
        version__gte=OuterRef("first_version"),
        version__lte=OuterRef("last_version"),
    )
    fallen = Annulment.objects.in_force().filter(Exists(used))
    rounds = Round.objects.filter(
        Exists(own), ~Exists(own.open()), kind=RoundKind.SCORED, closes_at__lte=now
    )
    return rounds.annotate(
        last_act=Coalesce(
            Subquery(
                acts.order_by().values("contest").annotate(last=Max("pk")).values("last")
            ),
            0,
        ),
        fallen=Coalesce(
            Subquery(
                fallen.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk"))
                .values("n")
            ),
            0,
        ),
    )  # fmt: skip


def stamp_of(round_: Round) -> str:
    """Return what the sums of one of :func:`closed_rounds` hang on."""
    return f"{round_.closes_at:%Y%m%d%H%M%S} {round_.last_act} {round_.fallen}"


def sum_up_rounds(now: datetime | None = None) -> int:
    """Add up every closed round whose sums are missing or out of date; return how many."""
    rounds = list(closed_rounds(now or database_now()).order_by("pk"))
    known = dict(SummedRound.objects.values_list("round", "stamp"))
    due = [each for each in rounds if known.get(each.pk) != stamp_of(each)]
    for each in due:
        sum_up_round(each)
    return len(due)


@transaction.atomic
def sum_up_round(round_: Round) -> None:
    """Add up one of :func:`closed_rounds`.

    Its stamp was read before the answers: whatever changes meanwhile makes another one.
    """
    values = {"stamp": stamp_of(round_), "summed_at": database_now()}
    SummedRound.objects.update_or_create(round=round_, defaults=values)
    RoundItem.objects.filter(round=round_).delete()
    without = _annulled(round_)
    for basis in AnswerBasis:
        rows = _items(round_, basis, without)
        RoundItem.objects.bulk_create(rows, batch_size=BATCH)


def judged_attempts(round_: Round, basis: AnswerBasis) -> QuerySet[Attempt]:
    """Return the attempts that are judged: first ones, or those that count; nobody disqualified."""
    ended = Attempt.objects.ended().filter(round=round_, entrant__standing=Standing.IN)
    if basis == AnswerBasis.COUNTING:
        place = Window(
            RowNumber(), partition_by="entrant", order_by=list(ORDERS[_counting(round_)])
        )
        chosen = ended.filter(score__isnull=False).annotate(place=place).filter(place=1)
    else:
        chosen = ended.filter(number=1)
    league = Coalesce(F("entrant__league__code"), Value(""))
    return chosen.order_by().annotate(league=league).values_list("pk", "league")


def _counting(round_: Round) -> str:
    """Return which attempt counts, by the rules that are published."""
    rules = RulesVersion.objects.filter(contest=round_.contest_id).order_by("-number").first()
    return from_json(rules.content).round(round_.number).counting


def _annulled(round_: Round) -> list[str]:
    used = UsedVersion.objects.filter(round=round_)
    fallen = Annulment.objects.in_force().filter(
        kind=AnnulmentKind.ANNUL,
        question_key=OuterRef("question_key"),
        first_version__lte=OuterRef("version"),
        last_version__gte=OuterRef("version"),
    )
    rows = used.filter(Exists(fallen)).values_list("question_key", "version")
    return [f"{key}:{version}" for key, version in rows]


def _items(round_: Round, basis: AnswerBasis, without: list[str]) -> Iterator[RoundItem]:
    chosen = judged_attempts(round_, basis)
    by_item: dict[Name, list[Marks]] = {}
    for marks in read_marks(chosen, without=without):
        by_item.setdefault((marks.question, marks.version, marks.league), []).append(marks)
    times: dict[Name, Counter] = {}
    for question, version, league, seconds, count in read_times(chosen):
        times.setdefault((question, version, league), Counter())[seconds] += count
    weights = _weights(marks for own in by_item.values() for marks in own)
    for name, own in by_item.items():
        question, version, league = name
        sums = sums_of_pairs(map(_pair, own), seconds=times.get(name))
        yield RoundItem(
            round=round_,
            league=league,
            question_key=question,
            version=version,
            basis=basis,
            content=stored(sums, weights[name]),
        )


def _pair(marks: Marks) -> Pair:
    others = marks.size - 1
    rest = round((marks.total - marks.share) / others) if others else None
    return Pair(marks.league, marks.share, rest, marks.picked, marks.count)


def _weights(marks: Iterable[Marks]) -> dict[Name, float | None]:
    """Return the effective weights, league by league: only its people had the same quiz."""
    earned: dict[str, list[Earned]] = {}
    sizes: dict[str, Counter] = {}
    for each in marks:
        name = (each.question, each.version, each.league)
        own = Earned(name, each.points * each.share, each.earned, each.count)
        earned.setdefault(each.league, []).append(own)
        sizes.setdefault(each.league, Counter())[each.size] += each.count
    found: dict[Name, float | None] = {}
    for league, own in earned.items():
        # Every paper stands once for each of its questions.
        people = sum(count // size for size, count in sizes[league].items())
        found |= weights_of(own, people=people)
    return found
