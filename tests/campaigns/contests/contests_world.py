"""A contest in the database with fixed values: a week from Monday 2 March 2026, 10:00, to Monday
9 March, 09:00 in Việt Nam; three people of one commune. Attempts are written as the marking
leaves them."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from campaigns.contests.choices import AttemptState
from campaigns.contests.evidence.chain import chain_record
from campaigns.contests.models import (
    Attempt,
    AttemptAnswer,
    Contest,
    Entrant,
    Round,
    RulesVersion,
)
from campaigns.contests.rules import ContestRules, PrizeRules, RoundRules, to_json

OPENS = datetime(2026, 3, 2, 3, tzinfo=UTC)
CLOSES = datetime(2026, 3, 9, 2, tzinfo=UTC)
AFTER = datetime(2026, 3, 9, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PRIZES = tuple(PrizeRules(title=f"Giải {n}", place=n, count=1, round=1) for n in (1, 2))


def make_contest(slug: str = "tim-hieu", **values) -> Contest:
    """Return a contest without rounds."""
    said = {
        "title": "Tìm hiểu truyền thống Đoàn",
        "organiser_name": "Tỉnh Đoàn Minh Họa",
        "complaint_contact": "Ban Tuyên giáo, 0200 000 000",
        "published_at": OPENS - timedelta(days=7),
    }
    return Contest.objects.create(slug=slug, **{**said, **values})


def make_round(contest: Contest, number: int = 1, **values) -> Round:
    """Return a scored round of any number of attempts; the best counts."""
    said = {
        "title": f"Tuần {number}",
        "opens_at": OPENS + timedelta(weeks=number - 1),
        "closes_at": CLOSES + timedelta(weeks=number - 1),
        "attempts_allowed": None,
    }
    return Round.objects.create(contest=contest, number=number, **{**said, **values})


def publish_rules(contest: Contest, *, prizes=PRIZES, number: int = 1, **values) -> RulesVersion:
    """Return a version of the rules that says what the rounds say."""
    rounds = tuple(
        RoundRules(
            number=each.number,
            title=each.title,
            opens_at=each.opens_at,
            closes_at=each.closes_at,
            kind=each.kind,
            attempts=each.attempts_allowed,
            counting=each.counting,
            prediction=each.prediction,
            gate=each.gate,
            tie_breaks=tuple(each.tie_breaks),
            shown_count=each.shown_count,
        )
        for each in contest.rounds.all()
    )
    rules = ContestRules(title=contest.title, rounds=rounds, prizes=prizes, **values)
    text = to_json(rules)
    version = RulesVersion.objects.create(
        contest=contest,
        number=number,
        content=text,
        content_hash=sha256(text.encode()).hexdigest(),
        reason="" if number == 1 else "Sửa lỗi chính tả.",
        made_at=OPENS - timedelta(days=7),
    )
    chain_record(version, contest_id=contest.pk, now=version.made_at)
    return version


def make_entrant(contest: Contest, name: str, **values) -> Entrant:
    """Return a grown-up who may be named."""
    number = Entrant.objects.count() + 1
    said = {
        "birth_date": datetime(2000, 1, 1, tzinfo=UTC).date(),
        "shows_name": True,
        "consented_at": OPENS,
        "registered_at": OPENS,
    }
    return Entrant.objects.create(
        contest=contest,
        person_key=f"person-{number}",
        code_hash=f"code-{number}",
        full_name=name,
        folded_name=name.lower(),
        **{**said, **values},
    )


def make_attempt(
    entrant: Entrant,
    round_: Round,
    score: int | None,
    *,
    begins: int = 0,
    took: int = 200,
    **values,
) -> Attempt:
    """Return a submitted attempt of two items: begun ``begins`` seconds after the opening."""
    started = round_.opens_at + begins * SECOND
    said = {
        "number": Attempt.objects.filter(entrant=entrant, round=round_).count() + 1,
        "rules": entrant.contest.versions.order_by("-number").first(),
        "paper": [
            {"question": "a", "version": 1, "points": 1},
            {"question": "b", "version": 2, "points": 1},
        ],
        "state": AttemptState.SUBMITTED,
        "started_at": started,
        "deadline": min(started + timedelta(minutes=15), round_.closes_at),
        "closes_at": round_.closes_at,
        "submitted_at": started + took * SECOND,
        "score": score,
        "full_marks": 2,
        "is_full": (score or 0) >= 2,
    }
    attempt = Attempt.objects.create(entrant=entrant, round=round_, **{**said, **values})
    for place in (0, 1):
        AttemptAnswer.objects.create(
            attempt=attempt,
            place=place,
            sequence=place + 1,
            content=["x"],
            saved_at=started + SECOND,
            share=1 if place < (score or 0) else 0,
        )
    return attempt


def rescore(attempt: Attempt, score: int) -> None:
    """Write another score, as an annulment does."""
    Attempt.objects.filter(pk=attempt.pk).update(score=score, is_full=score >= 2)
