"""The records of a contest as plain values."""

from collections.abc import Iterable
from itertools import chain

from .models import Contest, DrawLine, FixedQuestion, League, Prize, Round, RulesVersion
from .rule_errors import NotPublishedError
from .rules import (
    ContestRules,
    DrawRules,
    FixedRules,
    LeagueRules,
    PrizeRules,
    RoundRules,
    from_json,
)

SAME_NAMES = (
    "title",
    "age_from",
    "age_to",
    "roster_only",
    "person",
    "asks_birth_date",
    "asks_unit",
    "asks_phone",
    "asks_email",
    "guardian_below",
    "is_cumulative",
    "one_prize_each",
    "certifies_participation",
)
SAME_NAMES_OF_ROUND = (
    "number",
    "title",
    "kind",
    "opens_at",
    "closes_at",
    "seconds",
    "counting",
    "several_right",
    "prediction",
    "prediction_moment",
    "gate",
    "shown_at_once",
    "shown_count",
    "bars_earlier",
    "essay",
    "essay_points",
    "essay_words",
    "essay_gap",
)


def rules_of(contest: Contest) -> ContestRules:
    """Return the rules as the rows of ``contest`` say them: five queries, six with a unit."""
    draws = DrawLine.objects.filter(round__contest=contest).select_related("league", "topic")
    fixed = FixedQuestion.objects.filter(round__contest=contest).select_related(
        "league", "question"
    )
    own_draws, own_fixed = _by_round(draws), _by_round(fixed)
    rounds = [
        _round(each, own_draws.get(each.pk, ()), own_fixed.get(each.pk, ()))
        for each in Round.objects.filter(contest=contest)
    ]
    prizes = Prize.objects.filter(contest=contest).select_related("league")
    return _contest(contest, League.objects.filter(contest=contest), rounds, prizes)


def typed_rules(contest: Contest) -> ContestRules:
    """Return the rules as ``contest`` and its parts say them in memory, saved or not.

    Everything keeps the order of the form, so that a finding's path leads to its field.
    """
    rounds = [
        _round(each, each.draws.all(), each.fixed_questions.all()) for each in contest.rounds.all()
    ]
    return _contest(contest, contest.leagues.all(), rounds, contest.prizes.all())


def with_parts(contest: Contest) -> Contest:
    """Return ``contest`` with all its parts read into memory: five queries.

    What a part names, its league, topic and question, is read with it.
    """
    contest.leagues = League.objects.filter(contest=contest)
    leagues = {each.pk: each for each in contest.leagues.all()}
    draws = _by_round(DrawLine.objects.filter(round__contest=contest).select_related("topic"))
    fixed = _by_round(
        FixedQuestion.objects.filter(round__contest=contest).select_related("question")
    )
    contest.rounds = Round.objects.filter(contest=contest)
    for each in contest.rounds.all():
        each.draws, each.fixed_questions = draws.get(each.pk, ()), fixed.get(each.pk, ())
    contest.prizes = Prize.objects.filter(contest=contest)
    for line in chain(contest.prizes.all(), *draws.values(), *fixed.values()):
        line.league = leagues.get(line.league_id)
    return contest


def published_rules(contest: Contest | int) -> tuple[RulesVersion, ContestRules]:
    """Return the version that holds, and what it says: one query.

    Args:
        contest: or its id.

    Raises:
        NotPublishedError: there is none.
    """
    version = RulesVersion.objects.filter(contest=contest).order_by("-number").first()
    if version is None:
        raise NotPublishedError
    return version, from_json(version.content)


def _by_round(lines) -> dict[int, list]:
    found: dict[int, list] = {}
    for line in lines:
        found.setdefault(line.round_id, []).append(line)
    return found


def _code(line) -> str:
    return line.league.code if line.league else ""


def _contest(
    contest: Contest,
    leagues: Iterable[League],
    rounds: list[RoundRules],
    prizes: Iterable[Prize],
) -> ContestRules:
    return ContestRules(
        **{name: getattr(contest, name) for name in SAME_NAMES},
        unit=contest.unit_id,
        unit_title=str(contest.unit) if contest.unit else "",
        unit_kinds=tuple(contest.unit_kinds),
        cumulative_tie_breaks=tuple(contest.cumulative_tie_breaks),
        leagues=tuple(
            LeagueRules(each.code, each.title, each.age_from, each.age_to, tuple(each.unit_kinds))
            for each in leagues
        ),
        rounds=tuple(rounds),
        prizes=tuple(_prize(each) for each in prizes),
    )


def _round(round_: Round, draws, fixed) -> RoundRules:
    return RoundRules(
        **{name: getattr(round_, name) for name in SAME_NAMES_OF_ROUND},
        attempts=round_.attempts_allowed,
        tie_breaks=tuple(round_.tie_breaks),
        draws=tuple(
            DrawRules(
                count=each.count,
                topic=each.topic_id,
                topic_title=str(each.topic) if each.topic else "",
                difficulty=each.difficulty,
                points=each.points,
                league=_code(each),
            )
            for each in draws
        ),
        fixed=tuple(
            FixedRules(str(each.question.translation_key), each.points, _code(each))
            for each in fixed
        ),
    )


def _prize(prize: Prize) -> PrizeRules:
    return PrizeRules(
        title=prize.title,
        count=prize.count,
        place=prize.place,
        value=prize.value,
        round=prize.round_number,
        league=_code(prize),
        measure=prize.measure,
        points=prize.points,
    )
