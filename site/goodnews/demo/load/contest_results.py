"""Who took part in the contests, what they answered, and the published tables of the closed one."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from campaigns.contests.attempts.contents import PREDICTION
from campaigns.contests.attempts.keys import keys_in_force
from campaigns.contests.attempts.own import asks_prediction
from campaigns.contests.attempts.papers import row_keys
from campaigns.contests.attempts.saving import save_answer
from campaigns.contests.attempts.starting import start_attempt
from campaigns.contests.attempts.submitting import rules_of, submit_attempt
from campaigns.contests.attempts.wordings import contents_of
from campaigns.contests.choices import PredictionMoment
from campaigns.contests.entrants.registration import Application, register_entrant
from campaigns.contests.models import Attempt, Contest, Entrant, Round
from campaigns.contests.reading import published_rules
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.versions import make_ranking
from campaigns.contests.running.help_desk import answer_question, ask_question
from goodnews.units.choices import UnitKind
from goodnews.units.models import Unit

HOUR = timedelta(hours=1)
# Invented; two of three agreed to be named.
NAMES = (
    "Lò Thị Mai Hương", "Vàng A Tủa", "Nguyễn Minh Châu", "Quàng Văn Thịnh", "Giàng Thị Dua",
    "Hoàng Đức Duy", "Cà Thị Ngân", "Trần Hải Yến", "Sùng A Chu", "Lường Văn Khoa",
    "Đinh Thu Trang", "Mùa Thị Xía", "Phạm Quốc Bảo", "Tòng Thị Lan", "Hà Văn Tiến",
    "Bạc Cầm Sơn", "Lý Thị Pà", "Nông Văn Hiếu", "Vì Thị Thảo", "Thào A Sính",
)  # fmt: skip
# How many of ten are right, and after how long.
CHANCES = (0.98, 0.9, 0.8, 0.65)
# How many they think take part.
GUESSES = (8, 40)


# What somebody asks while the contest runs, and what the organisers said.
ASKED = (
    ("Em thi trên điện thoại của chị được không ạ?", "Được em nhé, em nhập mã vào lại là thi tiếp."),
    ("Em muốn thi thêm một lượt trong tuần này thì lượt nào được tính ạ?", ""),
)  # fmt: skip


def load_contest_results(*, contest: Contest, user, rng: Random) -> None:
    """Let twenty people take both rounds of a contest that is over; publish its tables."""
    entrants = _load_entrants(contest, NAMES, rng)
    for round_ in contest.rounds.order_by("number"):
        # Some miss the second week.
        for entrant in entrants if round_.number == 1 else entrants[:14]:
            _take(entrant, round_, rng, until=round_.closes_at)
        closed_at = round_.closes_at + 2 * HOUR
        close_round(round_=round_, user=user, now=closed_at)
        make_ranking(contest=contest, round_=round_, reason="", user=user, now=closed_at + HOUR)


def load_entrants_of_today(*, contest: Contest, user, now: datetime, rng: Random) -> None:
    """Let some take the first round of a contest that runs, and the one that is open; two ask.

    Its first round waits to be closed: that is the organisers' next step.
    """
    entrants = _load_entrants(contest, NAMES[:15], rng)
    past, current = contest.rounds.order_by("number")[:2]
    for entrant in entrants:
        _take(entrant, past, rng, until=past.closes_at)
    if now - current.opens_at < 3 * HOUR:
        return
    for entrant in entrants[:9]:
        _take(entrant, current, rng, until=now)
    for entrant, (text, answer) in zip(entrants, ASKED, strict=False):
        question = ask_question(entrant=entrant, text=text, now=now - 2 * HOUR)
        if answer:
            answer_question(question=question, answer=answer, user=user, now=now - HOUR)


def _load_entrants(contest: Contest, names: Sequence[str], rng: Random) -> list[Entrant]:
    communes = list(
        Unit.objects.filter(kind=UnitKind.COMMUNE, valid_to__isnull=True).order_by("pk")[:5]
    )
    first = contest.rounds.order_by("number").first()
    _version, rules = published_rules(contest)
    entrants = []
    for place, name in enumerate(names):
        application = Application(
            full_name=name,
            birth_date=date(rng.randint(1996, 2007), rng.randint(1, 12), rng.randint(1, 28)),
            unit=communes[place % len(communes)],
            shows_name=place % 3 != 2,
        )
        entrant, _code = register_entrant(
            contest=contest,
            rules=rules,
            application=application,
            now=first.opens_at - rng.randint(1, 40) * HOUR,
            rng=rng,
        )
        entrants.append(entrant)
    return entrants


def _take(entrant: Entrant, round_: Round, rng: Random, *, until: datetime) -> None:
    """Let somebody take a round at some moment between its opening and ``until``, in time."""
    window = until - round_.opens_at - HOUR
    began = round_.opens_at + timedelta(seconds=rng.randint(30, int(window.total_seconds())))
    attempt = start_attempt(entrant=entrant, round=round_, now=began, rng=rng)
    moment = began
    for place, content in enumerate(_answers(attempt, rng), start=1):
        moment += timedelta(seconds=rng.randint(6, 40), milliseconds=rng.randint(0, 999))
        save_answer(attempt=attempt, place=place, sequence=place, content=content, now=moment)
    if asks_prediction(rules_of(attempt), PredictionMoment.INSIDE):
        guess = {"number": rng.randint(*GUESSES)}
        save_answer(attempt=attempt, place=PREDICTION, sequence=1, content=guess, now=moment)
    submit_attempt(attempt=attempt, now=moment + timedelta(seconds=rng.randint(2, 9)))


def _answers(attempt: Attempt, rng: Random) -> list[dict]:
    """Return what somebody picks, mostly right; a question of another kind stays unanswered."""
    versions = set(attempt.versions)
    keys, contents = keys_in_force(versions), contents_of(versions)
    chance = CHANCES[attempt.entrant_id % len(CHANCES)]
    answers = []
    for version in attempt.versions:
        right = list(keys[version].content.get("right", ()))
        wrong = [row for row in row_keys(contents[version]) if row not in right]
        picked = right if rng.random() < chance or not wrong else [rng.choice(wrong)]
        answers.append({"picked": sorted(picked)} if right else {})
    return answers
