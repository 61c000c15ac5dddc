"""A contest of typed answers with many entrants, written straight into the database."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

from django.http import HttpResponse
from django.test import RequestFactory

from campaigns.contests.entrants.devices import cookie_name, cookie_path, remember
from campaigns.contests.models import Contest, Entrant
from campaigns.contests.presets import PRESETS
from campaigns.contests.rules import DrawRules
from campaigns.contests.services import build_contest, publish_contest
from quizblocks.bodies import Body
from quizblocks.choices import QuestionKind, QuestionUse
from quizblocks.formats.items import ItemChoice
from quizblocks.models import Topic
from quizblocks.services import create_question

from .records import Prepared, Ticket

ITEMS = 6
BATCH = 2000
HOUR = timedelta(hours=1)


def prepare(*, count: int, slug: str, now: datetime, kind: str = "typed") -> Prepared:
    """Write a contest that is open at ``now`` for a day, and ``count`` entrants.

    Args:
        now: by the database's clock.
        kind: "typed", where what ends in "đúng" is right, or "choices".
    """
    topic = Topic.objects.create(name=slug, slug=slug, order=Topic.objects.count() + 1)
    for number in range(ITEMS):
        _question(topic, f"{slug}: câu {number} hỏi gì?", kind)
    contest = _contest(slug, topic, now - HOUR)
    entrants = _entrants(contest, count, now)
    return Prepared(cookie_path(contest), ITEMS, tuple(map(_ticket, entrants)))


def _question(topic: Topic, stem: str, kind: str) -> None:
    values = {"use": QuestionUse.CONTEST, "vouched_by": "bench"}
    if kind == "typed":
        body = Body(texts=(ItemChoice("*đúng", Fraction(1)),))
        create_question(topic=topic, stem=stem, kind=QuestionKind.SHORT_ANSWER, body=body, **values)
        return
    choices = [("Một", False), ("Hai", True), ("Ba", False), ("Bốn", False)]
    create_question(topic=topic, stem=stem, choices=choices, **values)


def _contest(slug: str, topic: Topic, opens_at: datetime) -> Contest:
    rules = PRESETS["mot-luot"].rules(opens_at)
    only = replace(
        rules.rounds[0],
        closes_at=opens_at + 24 * HOUR,
        seconds=20 * 3600,
        attempts=1,
        draws=(DrawRules(count=ITEMS, topic=topic.pk),),
    )
    contest = build_contest(
        rules=replace(rules, title=slug, rounds=(only,), prizes=()),
        slug=slug,
        organiser_name="bench",
        complaint_contact="bench",
    )
    publish_contest(contest=contest, user=None, now=opens_at - HOUR)
    return contest


def _entrants(contest: Contest, count: int, now: datetime) -> Iterable[Entrant]:
    for start in range(0, count, BATCH):
        yield from Entrant.objects.bulk_create(
            Entrant(
                contest=contest,
                person_key=f"{contest.slug}-{number}",
                code_hash=f"{contest.slug}-{number}",
                full_name=f"Thí sinh {number}",
                folded_name=f"thi sinh {number}",
                consented_at=now,
                registered_at=now,
            )
            for number in range(start, min(start + BATCH, count))
        )


def _ticket(entrant: Entrant) -> Ticket:
    response = remember(RequestFactory().get("/"), HttpResponse(), entrant)
    name = cookie_name(entrant.contest)
    return Ticket(entrant.key.hex, f"{name}={response.cookies[name].coded_value}")
