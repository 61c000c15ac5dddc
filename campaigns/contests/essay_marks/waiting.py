"""Which essays wait for whom."""

from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from uuid import UUID

from django.db.models import Count, F, Max, Min, Q, QuerySet

from campaigns.contests.attempts.essays import ESSAY, MARKERS, MOST_MARKS, mean_mark, word_count
from campaigns.contests.attempts.marking import exact
from campaigns.contests.choices import Standing
from campaigns.contests.evidence.erasing import held_essays, written_essays
from campaigns.contests.models import Attempt, AttemptAnswer, EssayMark, Round
from campaigns.contests.results.ranking import MARK
from campaigns.contests.results.reasons import written_mark
from campaigns.contests.rules import RoundRules

# So many are looked at for the next one; two people seldom get the same.
LOOKED_AT = 200
SHOWN_OWN = 50


@dataclass(frozen=True)
class Essay:
    """One essay as a marker sees it: nothing of it tells whose it is.

    Attributes:
        key: of the attempt.
    """

    key: str
    text: str

    @property
    def words(self) -> int:
        return word_count(self.text)


@dataclass(frozen=True)
class OwnMark:
    """What somebody gave, and what came of it once others have marked too.

    Attributes:
        words: the first of the essay; empty once they were taken away.
        others: what others gave; empty while the essay waits for a mark.
        mean: None while it waits.
    """

    words: str
    points: Fraction
    others: tuple[Fraction, ...] = ()
    mean: Fraction | None = None

    @property
    def shown_points(self) -> str:
        return _written(self.points)

    @property
    def shown_others(self) -> list[str]:
        return [_written(each) for each in self.others]

    @property
    def shown_mean(self) -> str:
        return "" if self.mean is None else _written(self.mean)


def _written(points: Fraction) -> str:
    return written_mark(int(exact(points) * MARK))


def essays_of(round_: Round) -> QuerySet[Attempt]:
    """Return the submitted attempts of ``round_`` that hold an essay."""
    return _attempts_with(written_essays(), round_)


def _attempts_with(essays: QuerySet[AttemptAnswer], round_: Round) -> QuerySet[Attempt]:
    own = essays.filter(attempt__round=round_).values("attempt")
    return Attempt.objects.ended().filter(round=round_, pk__in=own)


def essays_to_mark(round_: Round) -> QuerySet[Attempt]:
    """Return those of them that have to be marked: who is out is waited for by nobody."""
    return essays_of(round_).filter(entrant__standing=Standing.IN)


def waiting_essays(round_: Round, said: RoundRules) -> QuerySet[Attempt]:
    """Return those that need another mark."""
    held = _attempts_with(held_essays(), round_).filter(entrant__standing=Standing.IN)
    counted = held.annotate(
        mark_count=Count("essay_marks"),
        lowest=Min("essay_marks__points"),
        highest=Max("essay_marks__points"),
    )
    differ = Q(mark_count=MARKERS, highest__gt=F("lowest") + said.essay_gap)
    return counted.filter(Q(mark_count__lt=MARKERS) | differ)


def next_essay(round_: Round, said: RoundRules, *, user, read: UUID | None = None) -> Essay | None:
    """Return the essay that ``user`` marks next, the same until it is marked; None for none.

    Args:
        read: key of the essay that is read already; it stays next as long as it waits, even where
            somebody has begun another one meanwhile.
    """
    waiting = waiting_essays(round_, said).exclude(
        pk__in=EssayMark.objects.filter(made_by=user).values("attempt")
    )
    if read is not None and waiting.filter(key=read).exists():
        waiting = waiting.filter(key=read)
    # Those that somebody has begun come first; every marker goes through them in another order.
    found = list(
        waiting.order_by("-mark_count", "key").values_list("mark_count", "key")[:LOOKED_AT]
    )
    if not found:
        return None
    _count, key = min(found, key=lambda each: (-each[0], _order(user, each[1])))
    text = held_essays().get(attempt__key=key).content["text"]
    return Essay(key.hex, text)


def _order(user, key) -> str:
    return sha256(f"{user.pk}:{key}".encode()).hexdigest()


def own_marks(round_: Round, said: RoundRules, *, user) -> list[OwnMark]:
    """Return what ``user`` gave, the newest first; what others gave only where all is done."""
    own = EssayMark.objects.filter(attempt__round=round_, made_by=user).order_by("-pk")[:SHOWN_OWN]
    own = list(own)
    attempts = [each.attempt_id for each in own]
    marks: dict[int, list[EssayMark]] = {}
    for each in EssayMark.objects.filter(attempt__in=attempts).order_by("number"):
        marks.setdefault(each.attempt_id, []).append(each)
    texts = dict(
        AttemptAnswer.objects.filter(attempt__in=attempts, place=ESSAY).values_list(
            "attempt_id", "content"
        )
    )
    return [_own_mark(each, marks[each.attempt_id], texts[each.attempt_id], said) for each in own]


def _own_mark(own: EssayMark, marks: list[EssayMark], content: dict, said: RoundRules) -> OwnMark:
    words = " ".join(content.get("text", "").split()[:8])
    mean = mean_mark([Fraction(each.points) for each in marks], gap=said.essay_gap)
    if mean is None and len(marks) < MOST_MARKS:
        return OwnMark(words, Fraction(own.points))
    others = tuple(Fraction(each.points) for each in marks if each.pk != own.pk)
    return OwnMark(words, Fraction(own.points), others, mean)
