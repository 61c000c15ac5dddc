"""Five published rule sets that differ as much as rules do, as plain values with fixed dates.

Source: CONTESTS.md, AC-01 to AC-03, AC-07, AC-08, AC-12 and AC-13.
"""

from datetime import datetime, timedelta
from itertools import pairwise

from campaigns.contests.rules import (
    ContestRules,
    DrawRules,
    FixedRules,
    LeagueRules,
    PrizeRules,
    RoundRules,
)
from goodnews.workflows.deadlines import VIET_NAM

WEEK, DAY, HOUR = timedelta(weeks=1), timedelta(days=1), timedelta(hours=1)
# Mondays.
START = datetime(2027, 1, 4, 10, tzinfo=VIET_NAM)
MIDNIGHT = datetime(2027, 1, 4, tzinfo=VIET_NAM)


def prizes(*titles_and_counts, **values) -> tuple[PrizeRules, ...]:
    return tuple(
        PrizeRules(title=title, count=count, place=place, **values)
        for place, (title, count) in enumerate(titles_and_counts, 1)
    )


def mountain_weeks() -> ContestRules:
    """Five weeks with a prediction, ranked with everything right only (AC-01, AC-02, AC-03)."""
    ranks = (("Giải Nhất", 1), ("Giải Nhì", 2), ("Giải Ba", 3), ("Giải Khuyến khích", 5))
    return ContestRules(
        title="Tìm hiểu lịch sử tỉnh nhà",
        one_prize_each=False,
        rounds=tuple(
            RoundRules(
                number=week + 1,
                title=f"Tuần {week + 1}",
                opens_at=START + week * WEEK,
                closes_at=START + (week + 1) * WEEK - HOUR,
                seconds=900,
                attempts=None,
                prediction="attempts",
                gate="full_marks",
                tie_breaks=("score", "distance", "submitted"),
                shown_count=11,
                draws=(DrawRules(count=15, points=10),),
            )
            for week in range(5)
        ),
        prizes=tuple(each for week in range(1, 6) for each in prizes(*ranks, round=week)),
    )


def leagues(first, second) -> ContestRules:
    """Practice, then two leagues by age with their own quotas and prizes (AC-04, AC-12)."""
    topics = [{"topic": each.pk, "topic_title": str(each)} for each in (first, second)]
    played = {
        "seconds": 1800,
        "attempts": 3,
        "shown_at_once": "nothing",
        "draws": (
            DrawRules(count=7, league="thieu-nien", **topics[0]),
            DrawRules(count=3, league="thieu-nien", difficulty="easy", **topics[1]),
            DrawRules(count=15, league="thanh-nien", points=2),
        ),
    }
    return ContestRules(
        title="Em yêu lịch sử",
        age_from=11,
        age_to=30,
        person="phone_name",
        asks_phone=True,
        leagues=(
            LeagueRules("thieu-nien", "Bảng A – Thiếu niên", 11, 15),
            LeagueRules("thanh-nien", "Bảng B – Thanh niên", 16, 30),
        ),
        rounds=(
            RoundRules(
                number=1,
                title="Thi thử",
                kind="practice",
                opens_at=MIDNIGHT + 7 * HOUR,
                closes_at=MIDNIGHT + WEEK,
                **played,
            ),
            RoundRules(
                number=2,
                title="Vòng chính thức",
                opens_at=START + WEEK,
                closes_at=MIDNIGHT + 3 * WEEK,
                **played,
            ),
        ),
        prizes=tuple(
            PrizeRules("Giải Nhất", 1, 1, value="500.000 đồng", round=2, league=code)
            for code in ("thieu-nien", "thanh-nien")
        ),
    )


def speed(fixed) -> ContestRules:
    """One try of twenty minutes from Wednesday to Thursday; who is quicker is ahead (AC-07)."""
    wednesday = MIDNIGHT + 2 * DAY + 7 * HOUR
    return ContestRules(
        title="Nhanh tay, đúng ý",
        person="email",
        asks_birth_date=False,
        asks_unit=False,
        asks_email=True,
        guardian_below=None,
        rounds=tuple(
            RoundRules(
                number=number,
                title=f"Kỳ {number}",
                opens_at=wednesday + (number - 1) * WEEK,
                closes_at=wednesday + (number - 1) * WEEK + DAY + 15 * HOUR,
                seconds=1200,
                attempts=1,
                counting="only",
                shown_count=10,
                shown_at_once="answers",
                draws=(DrawRules(count=18),),
                fixed=tuple(FixedRules(str(each.translation_key)) for each in fixed),
            )
            for number in (1, 2)
        ),
        prizes=prizes(("Giải Nhất", 1), ("Giải Nhì", 3), round=1),
    )


def best_of_five() -> ContestRules:
    """Five tries of fifteen minutes, the best counts, 300 points; predicted afterwards (AC-08)."""
    return ContestRules(
        title="Năm lượt mỗi tuần",
        person="phone",
        asks_birth_date=False,
        asks_unit=False,
        asks_phone=True,
        guardian_below=None,
        rounds=tuple(
            RoundRules(
                number=number,
                title=f"Tuần {number}",
                opens_at=MIDNIGHT + (number - 1) * WEEK,
                closes_at=MIDNIGHT + number * WEEK,
                seconds=900,
                attempts=5,
                several_right="parts",
                prediction="full_marks",
                prediction_moment="after",
                tie_breaks=("score", "full_mark_attempts", "distance", "duration", "started"),
                shown_count=50,
                draws=(DrawRules(count=30, points=10),),
            )
            for number in (1, 2)
        ),
        prizes=prizes(("Giải tuần", 10), round=2),
    )


def summed_up(unit) -> ContestRules:
    """Uneven rounds summed up for one unit; prizes for units by rate and by points (AC-13)."""
    ends = (MIDNIGHT, MIDNIGHT + WEEK, MIDNIGHT + 3 * WEEK, MIDNIGHT + 3 * WEEK + 3 * DAY)
    return ContestRules(
        title="Cộng điểm ba đợt",
        age_from=16,
        unit=unit.pk,
        unit_title=str(unit),
        unit_kinds=("commune", "school"),
        is_cumulative=True,
        cumulative_tie_breaks=("score", "duration", "submitted"),
        rounds=tuple(
            RoundRules(
                number=number,
                title=f"Đợt {number}",
                opens_at=opens,
                closes_at=closes,
                seconds=600,
                attempts=2,
                counting="last",
                bars_earlier=True,
                tie_breaks=("score", "started"),
                draws=(DrawRules(count=5, difficulty="easy"), DrawRules(count=5, points=3)),
            )
            for number, (opens, closes) in enumerate(pairwise(ends), 1)
        ),
        # In the order in which the record keeps them.
        prizes=tuple(
            sorted(
                (
                    *prizes(("Giải Nhất", 1), ("Giải Nhì", 3), points=5),
                    *prizes(("Đơn vị dẫn đầu", 1), ("Đơn vị tích cực", 2), measure="rate"),
                    *prizes(("Đơn vị nhiều giải", 1), measure="points"),
                ),
                key=lambda prize: prize.place,
            )
        ),
    )
