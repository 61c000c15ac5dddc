"""Sums from which the figures of a question come. Pure: knows neither Django nor the bank.

Shares of a mark are whole numbers of :data:`SCALE`, so that databases add them
up exactly, whichever they are: every fraction of up to ten parts is whole.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

# The least number that 1 to 10 divide.
SCALE = 2520


def scaled(share: Fraction) -> int:
    """Return a share of the mark, 0 to 1, in parts of :data:`SCALE`."""
    return round(share * SCALE)


def rests_of(shares: Sequence[Fraction]) -> list[int]:
    """Return for each question the mean share of the others of its form, scaled.

    Raises:
        ValueError: one question alone has no others.
    """
    if len(shares) < 2:
        raise ValueError("one question alone has no rest")
    total = sum(shares)
    return [scaled(Fraction(total - share) / (len(shares) - 1)) for share in shares]


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over the answers to one question in one quiz, of which the rest of the form is known."""

    count: int = 0
    share: int = 0
    share_square: int = 0
    rest: int = 0
    rest_square: int = 0
    product: int = 0

    @classmethod
    def of(cls, share: int, rest: int, count: int = 1) -> "Moments":
        """Return the moments of ``count`` equal answers, both scaled."""
        sums = (1, share, share * share, rest, rest * rest, share * rest)
        return cls(*(count * each for each in sums))

    def __add__(self, other: "Moments") -> "Moments":
        return Moments(
            self.count + other.count,
            self.share + other.share,
            self.share_square + other.share_square,
            self.rest + other.rest,
            self.rest_square + other.rest_square,
            self.product + other.product,
        )


@dataclass(frozen=True, slots=True)
class Picks:
    """The same for one choice: how many picked it, and how well they did in the rest."""

    count: int = 0
    rest: int = 0
    rest_square: int = 0

    @classmethod
    def of(cls, rest: int, count: int = 1) -> "Picks":
        """Return what ``count`` people with the same rest add."""
        return cls(count, count * rest, count * rest * rest)

    def __add__(self, other: "Picks") -> "Picks":
        return Picks(
            self.count + other.count, self.rest + other.rest, self.rest_square + other.rest_square
        )


@dataclass(frozen=True)
class Population:
    """The readers of one quiz: only they can be compared by the rest of their forms.

    Attributes:
        greatest: what the sum of products would be if the best shares went with the best
            rests; None where only sums were kept.
    """

    moments: Moments = Moments()
    picks: Mapping[Hashable, Picks] = field(default_factory=dict)
    greatest: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class ItemSums:
    """What was counted of one question.

    Attributes:
        answers: first answers, also those of which the rest is not known.
        share: sum of their scaled shares.
        share_square: sum of the squares of these.
        picked: how often each choice was picked in these answers.
        populations: the answers with a known rest, quiz by quiz.
        uses: in how many quizzes it was asked.
        seconds: how often an answer took so long, where that is known.
    """

    answers: int = 0
    share: int = 0
    share_square: int = 0
    picked: Mapping[Hashable, int] = field(default_factory=dict)
    populations: tuple[Population, ...] = ()
    uses: int = 0
    seconds: Mapping[float, int] = field(default_factory=dict, compare=False)

    def __add__(self, other: "ItemSums") -> "ItemSums":
        return ItemSums(
            self.answers + other.answers,
            self.share + other.share,
            self.share_square + other.share_square,
            Counter(self.picked) + Counter(other.picked),
            self.populations + other.populations,
            self.uses + other.uses,
            Counter(self.seconds) + Counter(other.seconds),
        )


@dataclass(frozen=True)
class Attempt:
    """One person's answers to one quiz: a row of the matrix.

    Attributes:
        shares: share of the mark by question.
        picked: names of the choices picked by question.
        seconds: time taken by question, where it is known.
        quiz: which quiz it was; only attempts at the same one are compared.
        number: 1 for the person's first attempt.
    """

    shares: Mapping[Hashable, Fraction]
    picked: Mapping[Hashable, frozenset] = field(default_factory=dict)
    seconds: Mapping[Hashable, float] = field(default_factory=dict)
    quiz: Hashable = None
    number: int = 1


@dataclass(frozen=True, slots=True)
class Pair:
    """What a person earned in a question and in the rest of the quiz, both scaled.

    Attributes:
        rest: None where the question was the only one.
        count: how many people are alike in all of this.
    """

    quiz: Hashable
    share: int
    rest: int | None
    picked: frozenset
    count: int = 1


def pairs_of(attempts: Iterable[Attempt], item: Hashable) -> list[Pair]:
    """Return the pairs of ``item`` in the attempts that had it."""
    pairs = []
    for attempt in attempts:
        if item not in attempt.shares:
            continue
        own = attempt.shares[item]
        others = sum(attempt.shares.values()) - own
        count = len(attempt.shares) - 1
        rest = scaled(Fraction(others) / count) if count else None
        picked = attempt.picked.get(item, frozenset())
        pairs.append(Pair(attempt.quiz, scaled(own), rest, picked))
    return pairs


def sums_of(attempts: Sequence[Attempt], item: Hashable) -> ItemSums:
    """Return the sums of ``item`` over a matrix of attempts."""
    times = Counter(attempt.seconds[item] for attempt in attempts if item in attempt.seconds)
    return sums_of_pairs(pairs_of(attempts, item), seconds=times)


def sums_of_pairs(pairs: Iterable[Pair], *, seconds: Mapping[float, int] | None = None) -> ItemSums:
    """Return the sums of one question."""
    pairs = list(pairs)
    picked: dict[Hashable, int] = {}
    compared: dict[Hashable, list[Pair]] = {}
    for pair in pairs:
        for choice in pair.picked:
            picked[choice] = picked.get(choice, 0) + pair.count
        if pair.rest is not None:
            compared.setdefault(pair.quiz, []).append(pair)
    return ItemSums(
        answers=sum(pair.count for pair in pairs),
        share=sum(pair.count * pair.share for pair in pairs),
        share_square=sum(pair.count * pair.share**2 for pair in pairs),
        picked=picked,
        populations=tuple(_population(own) for own in compared.values()),
        uses=len({pair.quiz for pair in pairs}),
        seconds=seconds or {},
    )


def _population(pairs: Sequence[Pair]) -> Population:
    moments = Moments()
    picks: dict[Hashable, Picks] = {}
    for pair in pairs:
        moments += Moments.of(pair.share, pair.rest, pair.count)
        for choice in pair.picked:
            picks[choice] = picks.get(choice, Picks()) + Picks.of(pair.rest, pair.count)
    return Population(moments, picks, _greatest(pairs))


def _greatest(pairs: Sequence[Pair]) -> int:
    """Return the sum of products of the shares with the rests, both in their order."""
    shares = sorted((pair.share, pair.count) for pair in pairs)
    rests = sorted((pair.rest, pair.count) for pair in pairs)
    total = 0
    while shares:
        (share, have), (rest, wanted) = shares.pop(), rests.pop()
        met = min(have, wanted)
        total += met * share * rest
        if have > met:
            shares.append((share, have - met))
        if wanted > met:
            rests.append((rest, wanted - met))
    return total
