"""Five sets of rules to begin with, as data; a draft made of one is filled in and changed.

The names that entrants read are Vietnamese: they are content, as an organiser would type it.

Source: CONTESTS.md, from published rules of provincial and national contests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from .rules import ContestRules, DrawRules, LeagueRules, PrizeRules, RoundRules

WEEK, DAY, HOUR = timedelta(weeks=1), timedelta(days=1), timedelta(hours=1)
MINUTE_SECONDS = 60
RANKS = ("Giải Nhất", "Giải Nhì", "Giải Ba", "Giải Khuyến khích")
SCHOOLS = ("school",)


@dataclass(frozen=True)
class Preset:
    """A set of rules that is offered.

    Attributes:
        rules: makes them for a contest whose first round opens at a moment.
    """

    code: str
    title: object
    description: object
    rules: Callable[[datetime], ContestRules]


def prizes(*counts: int, rounds: tuple[int, ...] = (0,), league: str = "") -> list[PrizeRules]:
    """Return first, second, third … prizes, so many of each, for each of ``rounds``."""
    return [
        PrizeRules(title=title, count=count, place=place, round=number, league=league)
        for number in rounds
        for place, (title, count) in enumerate(zip(RANKS, counts, strict=False), 1)
    ]


def mountain_weeks(opens_at: datetime) -> ContestRules:
    """Five weeks with a prediction and a gate on full marks (AC-01, AC-02, AC-03)."""
    rounds = tuple(
        RoundRules(
            number=week + 1,
            title=f"Tuần {week + 1}",
            opens_at=opens_at + week * WEEK,
            # Monday 10:00 to next Monday 09:00: the hour between belongs to no round.
            closes_at=opens_at + (week + 1) * WEEK - HOUR,
            seconds=15 * MINUTE_SECONDS,
            attempts=None,
            prediction="attempts",
            gate="full_marks",
            tie_breaks=("score", "distance", "submitted"),
            draws=(DrawRules(count=15, points=10),),
            shown_count=11,
        )
        for week in range(5)
    )
    return ContestRules(
        title="Cuộc thi trực tuyến hằng tuần",
        asks_phone=True,
        one_prize_each=False,
        rounds=rounds,
        prizes=tuple(prizes(1, 2, 3, 5, rounds=(1, 2, 3, 4, 5))),
    )


def best_of_five(opens_at: datetime) -> ContestRules:
    """Weekly, five attempts, the best counts, full marks 300 (AC-08)."""
    rounds = tuple(
        RoundRules(
            number=week + 1,
            title=f"Tuần {week + 1}",
            opens_at=opens_at + week * WEEK,
            closes_at=opens_at + (week + 1) * WEEK,
            seconds=15 * MINUTE_SECONDS,
            attempts=5,
            draws=(DrawRules(count=30, points=10),),
            shown_count=50,
        )
        for week in range(4)
    )
    return ContestRules(
        title="Cuộc thi năm lượt mỗi tuần",
        rounds=rounds,
        prizes=tuple(prizes(1, 2, 3, 10, rounds=(1, 2, 3, 4))),
    )


def one_try(opens_at: datetime) -> ContestRules:
    """One attempt a week at 20 questions, quicker is ahead (AC-07)."""
    rounds = tuple(
        RoundRules(
            number=week + 1,
            title=f"Tuần {week + 1}",
            opens_at=opens_at + week * WEEK,
            # Open from Wednesday 07:00 to Thursday 22:00, as pupils can.
            closes_at=opens_at + week * WEEK + DAY + 15 * HOUR,
            seconds=20 * MINUTE_SECONDS,
            attempts=1,
            counting="only",
            tie_breaks=("score", "duration", "submitted"),
            draws=(DrawRules(count=20),),
            shown_count=10,
        )
        for week in range(3)
    )
    return ContestRules(
        title="Cuộc thi một lượt mỗi tuần",
        rounds=rounds,
        prizes=tuple(prizes(1, 3, 5, 10, rounds=(1, 2, 3))),
    )


def leagues(opens_at: datetime) -> ContestRules:
    """Two leagues by age with their own papers and prizes, after a practice week (AC-12)."""
    children = LeagueRules("thieu-nien", "Bảng A – Thiếu niên", age_from=11, age_to=15)
    youth = LeagueRules("thanh-nien", "Bảng B – Thanh niên", age_from=16, age_to=30)
    common = {
        "seconds": 30 * MINUTE_SECONDS,
        "draws": (
            DrawRules(count=15, difficulty="easy", league=children.code),
            DrawRules(count=15, league=youth.code),
        ),
    }
    practice = RoundRules(
        number=1,
        title="Thi thử",
        opens_at=opens_at - WEEK,
        closes_at=opens_at - DAY,
        kind="practice",
        attempts=None,
        shown_at_once="answers",
        **common,
    )
    final = RoundRules(
        number=2,
        title="Vòng chính thức",
        opens_at=opens_at,
        closes_at=opens_at + 2 * WEEK,
        attempts=3,
        counting="best",
        shown_at_once="nothing",
        **common,
    )
    return ContestRules(
        title="Cuộc thi theo bảng",
        age_from=11,
        age_to=30,
        person="phone_name",
        asks_phone=True,
        leagues=(children, youth),
        rounds=(practice, final),
        prizes=(
            *prizes(1, 2, 3, 5, rounds=(2,), league=children.code),
            *prizes(1, 2, 3, 5, rounds=(2,), league=youth.code),
        ),
    )


def summed_up(opens_at: datetime) -> ContestRules:
    """Four uneven rounds summed up, and prizes for units by rate (AC-13)."""
    lengths = (WEEK, 2 * WEEK, WEEK, 10 * DAY)
    rounds, start = [], opens_at
    for number, length in enumerate(lengths, 1):
        rounds.append(
            RoundRules(
                number=number,
                title=f"Đợt {number}",
                opens_at=start,
                closes_at=start + length,
                seconds=10 * MINUTE_SECONDS,
                attempts=2,
                draws=(DrawRules(count=10),),
                bars_earlier=True,
            )
        )
        start += length
    units = [
        PrizeRules(title="Giải tập thể Nhất", count=1, place=1, measure="rate"),
        PrizeRules(title="Giải tập thể Nhì", count=2, place=2, measure="rate"),
    ]
    return ContestRules(
        title="Cuộc thi cộng điểm các đợt",
        is_cumulative=True,
        rounds=tuple(rounds),
        prizes=(*prizes(1, 3, 5, 10), *units),
    )


PRESETS = {
    each.code: each
    for each in (
        Preset(
            "tuan-du-doan",
            _("Weekly, with a prediction"),
            _("Five weeks, any number of attempts, only those with everything right are ranked."),
            mountain_weeks,
        ),
        Preset(
            "nam-luot",
            _("Weekly, the best of five attempts"),
            _("30 questions for 300 points in 15 minutes."),
            best_of_five,
        ),
        Preset(
            "mot-luot",
            _("Weekly, one attempt"),
            _("20 questions; who is quicker is ahead. Open for two days of each week."),
            one_try,
        ),
        Preset(
            "theo-bang",
            _("Two leagues by age"),
            _("A week of practice, then one round; each league has its own questions and prizes."),
            leagues,
        ),
        Preset(
            "cong-diem",
            _("All rounds summed up, prizes for units"),
            _("Four uneven rounds; a missed one is 0. Units win by the share that took part."),
            summed_up,
        ),
    )
}
