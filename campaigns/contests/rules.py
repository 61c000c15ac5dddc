"""The rules of one contest as plain values: what the rules page prints and the ranking reads.

Pure. Models are read into these by :mod:`campaigns.contests.reading`; a rules version keeps
them as JSON (:func:`to_json`, :func:`from_json`), byte for byte the same for the same rules.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

# Fields that came after the first rules were published.
LATER_FIELDS = ("certifies_participation",)
LATER_FIELDS_OF_ROUND = ("essay", "essay_points", "essay_words", "essay_gap")


@dataclass(frozen=True)
class DrawRules:
    """So many questions of one topic, for one league or for all.

    Attributes:
        topic: id of the topic, which includes what is part of it; None for any.
        difficulty: "" for any.
        points: marks for each of these questions.
        league: code of the league, or "" for all.
    """

    count: int
    topic: int | None = None
    topic_title: str = ""
    difficulty: str = ""
    points: int = 1
    league: str = ""


@dataclass(frozen=True)
class FixedRules:
    """One question that everybody of a league gets.

    Attributes:
        question: the question's translation key, as text.
    """

    question: str
    points: int = 1
    league: str = ""


@dataclass(frozen=True)
class LeagueRules:
    """Who is ranked together (bảng). Ages are whole years on the day that the contest opens."""

    code: str
    title: str
    age_from: int | None = None
    age_to: int | None = None
    unit_kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrizeRules:
    """Prizes of one rank group.

    Attributes:
        round: number of the round; 0 for the whole contest.
        league: code of the league, or "" for all.
        measure: a value of ``CollectiveMeasure``; "none" for persons.
        count: how many of it.
        place: 1 for the highest; prizes are given in this order.
        points: what one such prize is worth in a collective prize by points.
    """

    title: str
    count: int
    place: int
    value: str = ""
    round: int = 0
    league: str = ""
    measure: str = "none"
    points: int = 0


@dataclass(frozen=True)
class RoundRules:
    """One round (tuần, đợt, vòng).

    Attributes:
        opens_at, closes_at: aware; the opening is included, the closing is not.
        seconds: time for one attempt; None for no limit.
        attempts: how many tries; None for any number.
        tie_breaks: values of ``TieBreak``, the first that differs decides.
        shown_count: how many places are published; None for all.
        essay: what to write about; "" for no essay.
        essay_words: the most that it may have.
        essay_gap: points by which two markers may differ before a third one is asked.
    """

    number: int
    title: str
    opens_at: datetime
    closes_at: datetime
    kind: str = "scored"
    seconds: int | None = None
    attempts: int | None = 1
    counting: str = "best"
    several_right: str = "exact"
    prediction: str = "none"
    prediction_moment: str = "inside"
    gate: str = "all"
    tie_breaks: tuple[str, ...] = ("score", "duration", "submitted")
    shown_at_once: str = "score"
    shown_count: int | None = None
    bars_earlier: bool = False
    draws: tuple[DrawRules, ...] = ()
    fixed: tuple[FixedRules, ...] = ()
    essay: str = ""
    essay_points: int = 0
    essay_words: int = 300
    essay_gap: int = 2

    def points_for(self, league: str) -> int:
        """Return the full marks of somebody in ``league``."""
        drawn = sum(each.count * each.points for each in self.draws_for(league))
        return drawn + sum(each.points for each in self.fixed_for(league)) + self.essay_worth

    def draws_for(self, league: str) -> list[DrawRules]:
        """Return what is drawn for somebody in ``league``."""
        return [each for each in self.draws if each.league in ("", league)]

    def fixed_for(self, league: str) -> list[FixedRules]:
        """Return the questions that everybody in ``league`` gets."""
        return [each for each in self.fixed if each.league in ("", league)]

    @property
    def essay_worth(self) -> int:
        """The points of the essay; 0 where none is asked for."""
        return self.essay_points if self.essay else 0

    @property
    def is_scored(self) -> bool:
        """Whether it counts; one for practice never does."""
        return self.kind == "scored"


@dataclass(frozen=True)
class ContestRules:
    """Everything that decides: two contests with the same rules differ in nothing.

    Attributes:
        person: a value of ``PersonRule``.
        is_cumulative: the rounds' scores are also summed up; a missed round is 0.
        one_prize_each: who wins several keeps only the highest.
        certifies_participation: not only winners, everybody in a table gets a certificate.
    """

    title: str
    age_from: int | None = None
    age_to: int | None = None
    unit: int | None = None
    unit_title: str = ""
    unit_kinds: tuple[str, ...] = ()
    roster_only: bool = False
    person: str = "name_birth_unit"
    asks_birth_date: bool = True
    asks_unit: bool = True
    asks_phone: bool = False
    asks_email: bool = False
    guardian_below: int | None = 16
    is_cumulative: bool = False
    cumulative_tie_breaks: tuple[str, ...] = ("score", "duration", "submitted")
    one_prize_each: bool = True
    certifies_participation: bool = False
    leagues: tuple[LeagueRules, ...] = ()
    rounds: tuple[RoundRules, ...] = ()
    prizes: tuple[PrizeRules, ...] = field(default=())

    @property
    def scored_rounds(self) -> list[RoundRules]:
        """The rounds that count, in their order."""
        return [each for each in self.rounds if each.is_scored]

    @property
    def ranks_whole_contest(self) -> bool:
        """Whether there is a table of all rounds: they are summed up, or a prize asks for it."""
        return self.is_cumulative or any(not each.round for each in self.prizes)

    def round(self, number: int) -> RoundRules:
        """Return one round.

        Raises:
            KeyError: there is no such round.
        """
        for each in self.rounds:
            if each.number == number:
                return each
        raise KeyError(number)


def to_json(rules: ContestRules) -> str:
    """Return ``rules`` as JSON: sorted, without blanks, moments in UTC.

    A field that came later stands in it only where it says something: rules that were published
    before keep their bytes, and with them every fingerprint that was made of them.
    """

    def plain(value: datetime) -> str:
        return value.astimezone(UTC).isoformat()

    said = asdict(rules)
    _drop_usual(said, ContestRules, LATER_FIELDS)
    for round_ in said["rounds"]:
        _drop_usual(round_, RoundRules, LATER_FIELDS_OF_ROUND)
    return json.dumps(
        said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=plain
    )


def _drop_usual(said: dict[str, Any], of: type, names: Iterable[str]) -> None:
    for name in names:
        if said[name] == getattr(of, name):
            del said[name]


@lru_cache(maxsize=64)
def from_json(text: str) -> ContestRules:
    """Return what :func:`to_json` wrote: the same frozen value for the same text, read once."""
    data = json.loads(text)
    rounds = tuple(_round(each) for each in data.pop("rounds"))
    leagues = tuple(LeagueRules(**_tuples(each, "unit_kinds")) for each in data.pop("leagues"))
    prizes = tuple(PrizeRules(**each) for each in data.pop("prizes"))
    said = _tuples(data, "unit_kinds", "cumulative_tie_breaks")
    return ContestRules(**{**said, "rounds": rounds, "leagues": leagues, "prizes": prizes})


def _round(data: Mapping[str, Any]) -> RoundRules:
    said = _tuples(data, "tie_breaks")
    for name in ("opens_at", "closes_at"):
        said[name] = datetime.fromisoformat(said[name])
    said["draws"] = tuple(DrawRules(**each) for each in said["draws"])
    said["fixed"] = tuple(FixedRules(**each) for each in said["fixed"])
    return RoundRules(**said)


def _tuples(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**data, **{name: tuple(data[name]) for name in names}}
