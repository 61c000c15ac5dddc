"""What contests tell the question bank of the answers in rounds that are over."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, Subquery

from campaigns.contests.choices import RoundKind
from campaigns.contests.clock import database_now
from campaigns.contests.models import League, RoundItem, SummedRound, UsedVersion
from campaigns.contests.results.reading import day_of
from goodnews.workflows.chores import Chore, register_chore
from quizblocks.choices import AnswerBasis
from quizblocks.statistics.kept import KeptSums, register_answer_keeper

from .contents import sums_in
from .summing import sum_up_rounds


class RoundItemKeeper:
    """Tells sums of closed rounds (see ``quizblocks.statistics.kept``)."""

    def sums_of(self, question_keys: Collection[UUID], *, basis: AnswerBasis) -> Iterable[KeptSums]:
        """Return the sums of ``question_keys``: two queries."""
        title = League.objects.filter(contest=OuterRef("round__contest"), code=OuterRef("league"))
        rows = (
            RoundItem.objects.filter(
                question_key__in=question_keys, basis=basis, round__closes_at__lte=database_now()
            )
            .annotate(league_title=Subquery(title.values("title")[:1]))
            .select_related("round__contest")
            .order_by("round__closes_at", "round", "league", "version")
        )
        return [
            KeptSums(
                question_key=row.question_key,
                version=row.version,
                name=" – ".join(
                    part
                    for part in (row.round.contest.title, row.round.title, row.league_title)
                    if part
                ),
                closed_on=day_of(row.round.closes_at),
                sums=sums_in(row.content),
                weight=row.content["weight"],
            )
            for row in rows
        ]

    def waiting_for(self, question_keys: Collection[UUID]) -> Iterable[str]:
        """Return the rounds that are still open or not added up: two queries."""
        told = SummedRound.objects.filter(round__closes_at__lte=database_now())
        rows = (
            UsedVersion.objects.filter(question_key__in=question_keys)
            .filter(round__kind=RoundKind.SCORED)
            .exclude(round__in=told.values("round"))
            .order_by("round__closes_at", "round")
            .values_list("round", "round__contest__title", "round__title")
            .distinct()
        )
        return [f"{contest} – {title}" for _pk, contest, title in rows]

    def changed_since(self, moment: datetime | None) -> Iterable[UUID]:
        """Return the questions of rounds that were added up since ``moment``: one query."""
        rounds = SummedRound.objects.all()
        if moment is not None:
            rounds = rounds.filter(summed_at__gte=moment)
        used = UsedVersion.objects.filter(round__in=rounds.values("round"))
        return used.order_by().values_list("question_key", flat=True).distinct()


def register() -> None:
    """Let the bank know of rounds, and let the scheduler add them up."""
    register_answer_keeper(RoundItemKeeper())
    register_chore(Chore("sum_up_rounds", timedelta(minutes=1), lambda _moment: sum_up_rounds()))
