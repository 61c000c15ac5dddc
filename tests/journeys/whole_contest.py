"""The people of the whole contest that is played: who they are, what they know, how they answer."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from campaigns.contests.attempts.contents import PREDICTION
from campaigns.contests.attempts.starting import start_attempt
from campaigns.contests.attempts.submitting import submit_attempt
from campaigns.contests.entrants.registration import Application, register_entrant
from campaigns.contests.models import Attempt, AttemptAnswer, Contest
from campaigns.contests.reading import published_rules
from campaigns.contests.rules import ContestRules, DrawRules, PrizeRules, RoundRules
from goodnews.units.models import Headcount, Unit
from goodnews.workflows.deadlines import VIET_NAM
from quizblocks.choices import QuestionUse
from quizblocks.life.versions import version_key
from quizblocks.models import Question
from tests.quizblocks.factories import make_question, make_topic
from tests.units.factories import make_unit

OPENS = datetime(2027, 1, 4, 10, tzinfo=VIET_NAM)
CLOSES = datetime(2027, 1, 11, 9, tzinfo=VIET_NAM)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
RIGHT = "Hỏi lại bạn bằng kênh khác"
QUESTIONS = 5
# The one that is annulled later.
WRONG_QUESTION = "Câu hỏi số 5 hỏi gì?"
UNITS = ("Xã Nậm Pung", "Xã Bản Liền", "Xã Sín Chải", "Xã Mường Hum", "Phường Cốc Lếu")
RULES = ContestRules(
    title="Tuổi trẻ Minh Họa",
    rounds=(
        RoundRules(
            number=1,
            title="Tuần 1",
            opens_at=OPENS,
            closes_at=CLOSES,
            seconds=900,
            attempts=2,
            prediction="people",
            tie_breaks=("score", "distance", "duration", "submitted"),
            draws=(DrawRules(count=QUESTIONS),),
        ),
    ),
    prizes=(
        PrizeRules("Giải Nhất", 1, 1, round=1),
        PrizeRules("Giải Nhì", 1, 2, round=1),
        PrizeRules("Giải Ba", 1, 3, round=1),
        PrizeRules("Đơn vị dẫn đầu", 1, 1, round=1, measure="rate"),
    ),
)


@dataclass(frozen=True)
class Player:
    """One of the entrants who are not played in a browser.

    Attributes:
        right: how many of the five questions are answered right; the fifth is the first to fail.
        guess: of the number of people.
        unit: place among the units.
    """

    name: str
    unit: int
    right: int = 3
    guess: int | None = None
    took: timedelta = 5 * MINUTE


def make_world() -> tuple[list[Unit], list[Question]]:
    """Return the five units with their headcounts, and the five questions for contests.

    The first unit was counted again after the round, with far fewer people.
    """
    province = make_unit()
    units = [make_unit(name, parent=province) for name in UNITS]
    counts = [(unit, date(2026, 7, 1), 40 - 5 * place) for place, unit in enumerate(units)]
    counts += [(province, date(2026, 7, 1), 500), (units[0], date(2027, 1, 12), 7)]
    for unit, day, youth in counts:
        Headcount.objects.create(unit=unit, counted_on=day, youth_count=youth, member_count=1)
    topic = make_topic("Đi trên mạng")
    questions = [
        make_question(topic, f"Câu hỏi số {number} hỏi gì?", use=QuestionUse.CONTEST)
        for number in range(1, QUESTIONS + 1)
    ]
    return units, questions


def players() -> list[Player]:
    """Return 27 people: with the three of the browsers six from each of the five units."""
    best = [
        Player("Hoàng Thị Nhất", 0, 5, 30),
        Player("Tẩn A Hai", 1, 5, 32),
        Player("Vàng Thị Tư", 3, 5, 26, 190 * timedelta(seconds=1)),
        Player("Sùng A Năm", 4, 5, 26, 191 * timedelta(seconds=1)),
    ]
    seats = {0: 4, 1: 4, 2: 5, 3: 5, 4: 5}
    rest = [
        Player(f"Thí sinh {unit} {number}", unit)
        for unit, count in seats.items()
        for number in range(count)
    ]
    return [*best, *rest]


def enter_and_begin(player: Player, *, contest: Contest, units: list[Unit], now: datetime):
    """Register ``player`` and open an attempt."""
    _version, rules = published_rules(contest)
    rng = Random(player.name)
    entrant, _code = register_entrant(
        contest=contest,
        rules=rules,
        application=Application(
            full_name=player.name,
            birth_date=date(2000, 1, 1),
            unit=units[player.unit],
            shows_name=True,
        ),
        now=now,
        rng=rng,
    )
    return start_attempt(entrant=entrant, round=contest.rounds.get(), now=now, rng=rng)


def answer(attempt: Attempt, player: Player, *, now: datetime) -> None:
    """Save what ``player`` knows and guesses."""
    stems = dict(Question.objects.values_list("translation_key", "stem"))
    for place, (key, number) in enumerate(attempt.versions, 1):
        if int(stems[key].split()[3]) <= player.right:
            content = {"picked": sorted(version_key(key, number)["right"])}
            AttemptAnswer.objects.create(
                attempt=attempt, place=place, sequence=place, content=content, saved_at=now
            )
    if player.guess is not None:
        AttemptAnswer.objects.create(
            attempt=attempt,
            place=PREDICTION,
            sequence=9,
            content={"number": player.guess},
            saved_at=now,
        )


def play(*, contest: Contest, units: list[Unit]) -> None:
    """Let all of them play on the third day; the last one goes away without submitting."""
    everybody = players()
    for number, player in enumerate(everybody):
        now = OPENS + 2 * DAY + number * MINUTE
        attempt = enter_and_begin(player, contest=contest, units=units, now=now)
        answer(attempt, player, now=now + player.took)
        if player is not everybody[-1]:
            submit_attempt(attempt=attempt, now=now + player.took)
