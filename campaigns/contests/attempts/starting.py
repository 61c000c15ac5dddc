"""Beginning an attempt: questions drawn from the bank by quotas, and frozen."""

from collections.abc import Collection
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction
from wagtail.models import Locale

from campaigns.contests.choices import Standing
from campaigns.contests.models import Attempt, Entrant, Round, UsedVersion
from campaigns.contests.reading import published_rules
from campaigns.contests.rules import DrawRules, RoundRules
from quizblocks.choices import QuestionUse
from quizblocks.draws import PoolTooSmallError, Quota, draw_questions, topics_within_each
from quizblocks.life.versions import current_versions

from .errors import (
    DisqualifiedError,
    EmptyBankError,
    NotOpenYetError,
    NoTriesLeftError,
    RoundClosedError,
)
from .papers import Item, full_marks_of, make_item
from .submitting import close_overdue
from .wordings import contents_of


@transaction.atomic
def start_attempt(*, entrant: Entrant, round: Round, now: datetime, rng: Random) -> Attempt:
    """Begin an attempt of ``entrant``, or return the one that is open.

    What is drawn is frozen: later edits of the bank change neither text nor key. The deadline
    is fixed here; only an organiser's recorded act moves it (``extra_time``).

    Args:
        now: the database's moment.
        rng: the source of chance: ``SystemRandom`` in the view.

    Raises:
        AttemptError: the round is not open, every try is used, the entrant is out, or the bank
            is too small.
    """
    # The person is held, not the round: thousands start in the same minute.
    entrant = (
        Entrant.objects.select_for_update(of=("self",)).select_related("league").get(pk=entrant.pk)
    )
    version, rules = published_rules(round.contest_id)
    said = rules.round(round.number)
    attempt, used = _begun(entrant, round, now)
    if attempt is not None:
        return attempt
    check_start(standing=entrant.standing, said=said, used=used, now=now)
    league = entrant.league.code if entrant.league else ""
    paper = draw_paper(round=round, said=said, league=league, rng=rng)
    own = timedelta(minutes=entrant.extra_minutes)
    limit = now + timedelta(seconds=said.seconds) + own if said.seconds else said.closes_at
    return Attempt.objects.create(
        entrant=entrant,
        round=round,
        rules=version,
        number=used + 1,
        paper=paper,
        started_at=now,
        deadline=min(limit, said.closes_at),
        closes_at=said.closes_at,
        full_marks=full_marks_of(paper) + said.essay_worth,
    )


def _begun(entrant: Entrant, round: Round, now: datetime) -> tuple[Attempt | None, int]:
    """Return the attempt that is open, and how many were begun; what is overdue is submitted first.

    One query for whoever has none that is open.
    """
    own = entrant.attempts.filter(round=round)
    begun = list(own.only("state", "deadline", "closes_at"))
    if not any(each.is_open for each in begun):
        return None, len(begun)
    if any(each.is_over_at(now) for each in begun):
        close_overdue(attempts=own, now=now)
    return own.open().first(), len(begun)


def check_start(*, standing: str, said: RoundRules, used: int, now: datetime) -> None:
    """Refuse a start that the rules do not allow: the opening is included, the closing is not.

    Raises:
        AttemptError: it says why.
    """
    if standing == Standing.DISQUALIFIED:
        raise DisqualifiedError
    if now < said.opens_at:
        raise NotOpenYetError
    if now >= said.closes_at:
        raise RoundClosedError
    if said.attempts is not None and used >= said.attempts:
        raise NoTriesLeftError


def draw_paper(*, round: Round, said: RoundRules, league: str, rng: Random) -> list[Item]:
    """Return a new paper for somebody of ``league``; a constant number of queries.

    Raises:
        EmptyBankError: the bank is too small, or a question for all is no longer there.
    """
    lines = said.draws_for(league)
    points: dict[UUID, int] = {UUID(each.question): each.points for each in said.fixed_for(league)}
    barred = {*points, *(_used_before(round) if said.bars_earlier else ())}
    points |= _drawn_points(lines, barred=barred, rng=rng)
    numbers = current_versions(points)
    if not points or len(numbers) < len(points):
        raise EmptyBankError
    _note_used(round, numbers)
    contents = contents_of(list(numbers.items()))
    paper = [
        make_item(
            question=key,
            version=numbers[key],
            points=points[key],
            content=contents[key, numbers[key]],
            rng=rng,
        )
        for key in points
    ]
    rng.shuffle(paper)
    return paper


def _drawn_points(
    lines: list[DrawRules], *, barred: Collection[UUID], rng: Random
) -> dict[UUID, int]:
    """Return the points of each question drawn, by its key."""
    if not lines:
        return {}
    within = topics_within_each({line.topic for line in lines if line.topic is not None})
    quotas = [
        Quota(line.count, within.get(line.topic, frozenset()), line.difficulty) for line in lines
    ]
    locale = Locale.get_default()
    try:
        drawn = draw_questions(
            use=QuestionUse.CONTEST, locale=locale, quotas=quotas, rng=rng, barred=barred
        )
    except PoolTooSmallError as error:
        raise EmptyBankError from error
    worth = [line.points for line in lines for _each in range(line.count)]
    return dict(zip(drawn.values(), worth, strict=True))


def _used_before(round: Round) -> set[UUID]:
    """Return the questions that stand in papers of earlier rounds of the contest."""
    earlier = UsedVersion.objects.filter(
        round__contest=round.contest_id, round__number__lt=round.number
    )
    return set(earlier.values_list("question_key", flat=True))


def _note_used(round: Round, numbers: dict[UUID, int]) -> None:
    """Note the versions that a paper of ``round`` uses; after the first papers nothing is new."""
    noted = set(
        UsedVersion.objects.filter(round=round, question_key__in=list(numbers)).values_list(
            "question_key", "version"
        )
    )
    # In one order, so that two papers that note the same ones never wait for each other.
    fresh = sorted(set(numbers.items()) - noted)
    UsedVersion.objects.bulk_create(
        [UsedVersion(round=round, question_key=key, version=number) for key, number in fresh],
        ignore_conflicts=True,
    )
