"""Saving and deleting the record of a contest."""

from django.db import transaction
from django.db.models import F, ProtectedError

from campaigns.contests.models import Contest, DrawLine, FixedQuestion, League, Prize, Round
from campaigns.contests.rule_errors import ContestInUseError

# Beyond every number of a round, so that numbers can change places.
ASIDE = 10_000


@transaction.atomic
def keep_contest(*, contest: Contest) -> Contest:
    """Save ``contest`` with its parts as they are in memory.

    The parts are written one after the other: what would meet in between, a number that two
    rounds exchange or a league that is gone but still named, is put aside first.
    """
    if contest.pk:
        _put_aside(contest)
    contest.save()
    return contest


def _put_aside(contest: Contest) -> None:
    rounds, leagues = list(contest.rounds.all()), list(contest.leagues.all())
    gone = League.objects.filter(contest=contest).exclude(pk__in=[each.pk for each in leagues])
    lines = (
        DrawLine.objects.filter(league__in=gone),
        FixedQuestion.objects.filter(league__in=gone),
        Prize.objects.filter(league__in=gone),
    )
    for named in lines:
        named.update(league=None)
    saved = dict(Round.objects.filter(contest=contest).values_list("pk", "number"))
    if any(each.number != saved.get(each.pk, each.number) for each in rounds):
        Round.objects.filter(contest=contest).update(number=F("number") + ASIDE)
    codes = dict(League.objects.filter(contest=contest).values_list("pk", "code"))
    for league in leagues:
        if league.code != codes.get(league.pk, league.code):
            League.objects.filter(pk=league.pk).update(code=f"-{league.pk}")


@transaction.atomic
def delete_contest(*, contest: Contest) -> None:
    """Delete a draft that nobody has entered.

    Raises:
        ContestInUseError: it is published, or somebody has entered.
    """
    locked = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    if locked.published_at:
        raise ContestInUseError
    try:
        locked.delete()
    except ProtectedError as error:
        raise ContestInUseError from error
