"""What an entrant sees of the own rounds and attempts, as far as the rules show it yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from campaigns.contests.choices import (
    PredictionMoment,
    PredictionTarget,
    RoundKind,
    ShownAtOnce,
)
from campaigns.contests.models import Attempt, Contest, Entrant
from campaigns.contests.moments import span
from campaigns.contests.reading import published_rules
from campaigns.contests.rules import RoundRules
from quizblocks.answers import MarkedQuestion, Solution, mark_answer
from quizblocks.choices import CHOICE_KINDS
from quizblocks.errors import InvalidAnswerError
from quizblocks.key_contents import feedback_of
from quizblocks.readings import fault_of
from quizblocks.shown import AskedQuestion

from .contents import answered
from .keys import keys_in_force
from .papers import names_in, shown_item, wording
from .submitting import close_overdue
from .wordings import contents_of, pictures_of


@dataclass(frozen=True)
class OwnAttempt:
    """One attempt with what may be seen of it."""

    attempt: Attempt
    shows_score: bool

    @property
    def duration(self) -> str:
        """The time it took, as 3:10."""
        return clock_text(self.attempt.submitted_at - self.attempt.started_at)


@dataclass(frozen=True)
class OwnRound:
    """One round as its entrant sees it.

    Attributes:
        tries_left: None for any number.
        going_on: the attempt that is open.
    """

    rules: RoundRules
    now: datetime
    attempts: tuple[OwnAttempt, ...] = ()
    going_on: Attempt | None = None

    @property
    def span(self) -> str:
        """When it opens and closes."""
        return span(self.rules.opens_at, self.rules.closes_at)

    @property
    def is_open(self) -> bool:
        return self.rules.opens_at <= self.now < self.rules.closes_at

    @property
    def is_over(self) -> bool:
        return self.now >= self.rules.closes_at

    @property
    def is_practice(self) -> bool:
        return self.rules.kind == RoundKind.PRACTICE

    @property
    def tries_left(self) -> int | None:
        if self.rules.attempts is None:
            return None
        used = len(self.attempts) + (self.going_on is not None)
        return max(self.rules.attempts - used, 0)

    @property
    def can_start(self) -> bool:
        return self.is_open and self.going_on is None and self.tries_left != 0

    @property
    def minutes(self) -> str:
        """The time for an attempt, in minutes; "" for no limit."""
        return f"{self.rules.seconds / 60:g}" if self.rules.seconds else ""


def clock_text(time: timedelta) -> str:
    """Return a duration as 3:10, or 1:02:03."""
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def own_rounds(entrant: Entrant, *, contest: Contest, now: datetime) -> list[OwnRound]:
    """Return every round of the contest; attempts whose time is over are submitted first."""
    _version, rules = published_rules(contest)
    close_overdue(attempts=entrant.attempts.all(), now=now)
    rows = entrant.attempts.select_related("round").order_by("number")
    by_round: dict[int, list[Attempt]] = {}
    for row in rows:
        by_round.setdefault(row.round.number, []).append(row)
    return [
        OwnRound(
            rules=said,
            now=now,
            attempts=tuple(
                OwnAttempt(row, shows_score(said, row, now))
                for row in by_round.get(said.number, ())
                if not row.is_open
            ),
            going_on=next((row for row in by_round.get(said.number, ()) if row.is_open), None),
        )
        for said in rules.rounds
    ]


def shows_score(said: RoundRules, attempt: Attempt, now: datetime) -> bool:
    """Tell whether the entrant may see the score of an attempt now."""
    is_shown = said.shown_at_once != ShownAtOnce.NOTHING
    return not attempt.is_open and (is_shown or now >= attempt.closes_at)


def shows_answers(said: RoundRules, attempt: Attempt) -> bool:
    """Tell whether the entrant may see what was right."""
    return not attempt.is_open and said.shown_at_once == ShownAtOnce.ANSWERS


def asks_prediction(said: RoundRules, moment: PredictionMoment) -> bool:
    """Tell whether a prediction is asked for at ``moment``."""
    return said.prediction != PredictionTarget.NONE and said.prediction_moment == moment


def marked_paper(attempt: Attempt, *, language: str) -> list[MarkedQuestion | AskedQuestion]:
    """Return what was right in a submitted attempt; only for who may see it.

    What was not answered completely is returned as it was asked.
    """
    versions = attempt.versions
    contents, keys = contents_of(versions), keys_in_force(versions)
    saved = dict(attempt.answers.values_list("place", "content"))
    pictures = pictures_of(contents.values())
    found = []
    for place, (item, version) in enumerate(zip(attempt.paper, versions, strict=True), start=1):
        content = contents[version]
        names = names_in(attempt.secret, place, content)
        own = shown_item(
            item, place=place, content=content, names=names, pictures=pictures, language=language
        )
        answer = answered(saved.get(place, {}), names)
        said = wording(content, language)
        solution = Solution(
            content=_renamed(keys[version].content, {row: str(key) for row, key in names.items()}),
            feedback=_renamed_keys(feedback_of(keys[version].content, language), names),
            explanation=said.get("explanation", ""),
            source=said.get("source", ""),
            source_url=said.get("source_url", ""),
        )
        asked = AskedQuestion(own, answer, fault_of(own, answer))
        if asked.error and own.kind not in CHOICE_KINDS:
            found.append(asked)
            continue
        try:
            found.append(mark_answer(own, answer, solution))
        except InvalidAnswerError:
            found.append(asked)
    return found


def _renamed(value, names: dict[str, str]):
    """Return the content of a key with the names that the attempt's page has."""
    if isinstance(value, dict):
        return {names.get(key, key): _renamed(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value


def _renamed_keys(said: dict[str, str], names) -> dict[str, str]:
    return {str(names.get(key, key)): text for key, text in said.items()}
