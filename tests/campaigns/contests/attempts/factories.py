"""A contest with one round from Monday 10:00 to next Monday 09:00 in Vietnam; fixed values."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from random import Random

from campaigns.contests.attempts.starting import start_attempt
from campaigns.contests.choices import RoundKind
from campaigns.contests.entrants.registration import Application, register_entrant
from campaigns.contests.models import Attempt, AttemptAnswer, Contest, Entrant, Round, RulesVersion
from campaigns.contests.rules import ContestRules, DrawRules, RoundRules, to_json
from quizblocks.choices import QuestionUse
from quizblocks.life.versions import version_key
from tests.quizblocks.factories import make_question

OPENS = datetime(2026, 11, 23, 3, tzinfo=UTC)
CLOSES = datetime(2026, 11, 30, 2, tzinfo=UTC)
NOON = OPENS + timedelta(days=1)
SECOND = timedelta(seconds=1)


def make_rules(*rounds: RoundRules, **values) -> ContestRules:
    """Return rules that ask for nothing but a name, with ``rounds`` or the usual round."""
    values = {"asks_birth_date": False, "asks_unit": False, "guardian_below": None, **values}
    return ContestRules(
        title="Tìm hiểu Luật Thanh niên", rounds=rounds or (usual_round(),), **values
    )


def usual_round(number: int = 1, **values) -> RoundRules:
    """Return a round of 15 minutes that draws two questions, with any number of tries."""
    values = {
        "opens_at": OPENS + timedelta(weeks=number - 1),
        "closes_at": CLOSES + timedelta(weeks=number - 1),
        "seconds": 900,
        "attempts": None,
        "draws": (DrawRules(count=2),),
        **values,
    }
    return RoundRules(number=number, title=f"Tuần {number}", **values)


def make_contest(rules: ContestRules | None = None, slug: str = "luat-thanh-nien") -> Contest:
    """Return a published contest with ``rules``."""
    rules = rules or make_rules()
    contest = Contest.objects.create(
        title=rules.title,
        slug=slug,
        organiser_name="Tỉnh Đoàn",
        complaint_contact="Chị Lan, 0912 345 678",
        published_at=OPENS - timedelta(days=7),
    )
    for each in rules.rounds:
        Round.objects.create(
            contest=contest,
            number=each.number,
            title=each.title,
            kind=RoundKind(each.kind),
            opens_at=each.opens_at,
            closes_at=each.closes_at,
        )
    publish(contest, rules)
    return contest


def publish(contest: Contest, rules: ContestRules) -> RulesVersion:
    """Return the next version of the rules of ``contest``."""
    content, number = to_json(rules), contest.versions.count() + 1
    return RulesVersion.objects.create(
        contest=contest,
        number=number,
        content=content,
        content_hash=sha256(content.encode()).hexdigest(),
        reason="" if number == 1 else "Sửa theo góp ý.",
        made_at=OPENS - timedelta(days=7),
    )


def make_entrant(contest: Contest, name: str = "Nguyễn Văn An", **values) -> Entrant:
    """Return an entrant who registered when the first round opened."""
    rules = replace(make_rules(), rounds=(usual_round(),))
    entrant, _code = register_entrant(
        contest=contest,
        rules=rules,
        application=Application(full_name=name, birth_date=date(2008, 3, 26), **values),
        now=OPENS,
        rng=Random(f"{contest.slug} {name}"),
    )
    return entrant


def make_bank(topic, count: int = 3) -> list:
    """Return live contest questions of one right choice."""
    return [
        make_question(topic, f"Câu hỏi thi số {number} hỏi gì?", use=QuestionUse.CONTEST)
        for number in range(1, count + 1)
    ]


def begin(entrant: Entrant, *, number: int = 1, now: datetime = NOON, seed: int = 1) -> Attempt:
    """Return an attempt begun at noon on the second day."""
    round = Round.objects.select_related("contest").get(contest=entrant.contest_id, number=number)
    return start_attempt(entrant=entrant, round=round, now=now, rng=Random(seed))


def right_content(attempt: Attempt, place: int) -> dict:
    """Return the stored form of the right answer to an item of one or several choices."""
    key, number = attempt.versions[place - 1]
    return {"picked": sorted(version_key(key, number)["right"])}


def answer_right(attempt: Attempt, *places: int, now: datetime = NOON) -> None:
    """Save right answers to the items at ``places``, or to all."""
    for place in places or range(1, len(attempt.paper) + 1):
        AttemptAnswer.objects.update_or_create(
            attempt=attempt,
            place=place,
            defaults={"sequence": place, "content": right_content(attempt, place), "saved_at": now},
        )
