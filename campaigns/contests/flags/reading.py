"""What the signs are looked for in, read in lots: a round may have 500,000 attempts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from campaigns.contests.models import Attempt, AttemptAnswer, Entrant, ExcludedPerson, Round

from .rules import Moments, Saved

LOT = 1000
COLUMNS = (
    "pk",
    "entrant_id",
    "entrant__unit_id",
    "entrant__registered_at",
    "number",
    "paper",
    "started_at",
    "submitted_at",
    "score",
    "full_marks",
)


@dataclass(frozen=True)
class ReadAttempt:
    """One submitted attempt with its answers; the prediction is none of them.

    Attributes:
        score, full_marks: of the questions alone as long as an essay waits for its marks.
        saved: moments of every save, that of the prediction too.
    """

    entrant: int
    unit: int
    number: int
    items: int
    score: Decimal
    full_marks: int
    registered_at: datetime
    started_at: datetime
    submitted_at: datetime
    answers: tuple[Saved, ...]
    saved: tuple[datetime, ...]

    @property
    def seconds(self) -> float:
        """How long it took."""
        return (self.submitted_at - self.started_at).total_seconds()

    def moments(self, before_ended: datetime | None) -> Moments:
        """Return when what happened."""
        return Moments(self.registered_at, self.started_at, self.submitted_at, before_ended)


def read_attempts(round_: Round) -> Iterator[ReadAttempt]:
    """Yield the submitted attempts of a round by their ids: two queries for 1,000 of them."""
    rows = Attempt.objects.ended().filter(round=round_).order_by("pk")
    last = 0
    while lot := list(rows.filter(pk__gt=last).values_list(*COLUMNS)[:LOT]):
        last = lot[-1][0]
        papers = {row[0]: row[5] for row in lot}
        answers = _answers(papers)
        for pk, entrant, unit, registered, number, paper, started, submitted, score, full in lot:
            own = answers.get(pk, [])
            if score is None:
                score, full = _marks_so_far(paper, own)
            yield ReadAttempt(
                entrant=entrant,
                unit=unit or 0,
                number=number,
                items=len(paper),
                score=score,
                full_marks=full,
                registered_at=registered,
                started_at=started,
                submitted_at=submitted,
                answers=tuple(each for each in own if each.question),
                saved=tuple(each.saved_at for each in own),
            )


def _marks_so_far(paper: list[dict], answers: list[Saved]) -> tuple[Decimal, int]:
    """Return what the questions of a paper have earned, and what they are worth."""
    points = {str(item["question"]): item["points"] for item in paper}
    earned = (
        points[each.question] * each.share for each in answers if each.question and each.share
    )
    return sum(earned, Decimal(0)), sum(points.values())


def _answers(papers: dict[int, list[dict]]) -> dict[int, list[Saved]]:
    """Return the answers of some attempts; the question of a prediction is ""."""
    found: dict[int, list[Saved]] = {}
    rows = AttemptAnswer.objects.filter(attempt__in=list(papers))
    columns = ("attempt_id", "place", "content", "share", "saved_at")
    for pk, place, content, share, saved_at in rows.values_list(*columns):
        paper = papers[pk]
        question = str(paper[place - 1]["question"]) if 1 <= place <= len(paper) else ""
        found.setdefault(pk, []).append(Saved(question, content, share, saved_at))
    return found


def read_people(round_: Round) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield id, name, phone, guardian's phone and device of who submitted an attempt in a round."""
    entered = Attempt.objects.ended().filter(round=round_).values("entrant")
    people = Entrant.objects.filter(pk__in=entered).order_by("pk")
    columns = ("pk", "full_name", "phone", "guardian_phone", "device_key")
    yield from people.values_list(*columns).iterator(chunk_size=10_000)


def excluded_names(round_: Round) -> list[str]:
    """Return the names of the people whom the organisers have excluded."""
    people = ExcludedPerson.objects.filter(contest=round_.contest_id)
    return list(people.values_list("full_name", flat=True))
