"""How good a question is, by classical test theory. Pure: knows neither Django nor the bank.

Source: "Quiz statistics report" and "Quiz statistics calculations" of Moodle's
documentation, whose terms these are: facility index, standard deviation, random
guess score, discrimination index (the item's correlation with the rest of the
quiz), discriminative efficiency, effective weight.
"""

import statistics
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import copysign, inf, sqrt

from .sums import SCALE, Attempt, ItemSums, Picks, Population, sums_of

# Fewer answers tell nothing: at 30 a discrimination is still ± 0.35.
ENOUGH = 30
# Chance gives three times the standard error once in 370 comparisons.
SURE = 3.0
LIKELY = 2.0
RARELY_PICKED = 0.05
TOO_EASY = 0.95
LOW_DISCRIMINATION = 0.2
NEAR_GUESSING = 0.05


class Flag(Enum):
    """What may be wrong with a question; the gravest first."""

    SUSPECT_KEY = "suspect_key"
    NEGATIVE = "negative"
    GUESSED = "guessed"
    LOW = "low"
    TOO_EASY = "too_easy"
    WEAK_DISTRACTOR = "weak_distractor"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class ItemChoice:
    """A choice of the question that is judged."""

    key: Hashable
    is_right: bool


@dataclass(frozen=True)
class Item:
    """A question that is judged; ``choices`` is empty for kinds that have none."""

    choices: tuple[ItemChoice, ...] = ()
    takes_one: bool = True

    @property
    def guess(self) -> float | None:
        """The share that somebody earns who guesses; None where that is not known."""
        return 1 / len(self.choices) if self.takes_one and self.choices else None


@dataclass(frozen=True, slots=True)
class ChoiceFigures:
    """How a choice was picked.

    Attributes:
        share: of all answers, 0 to 1.
        discrimination: correlation of picking it with the rest of the quiz; None where too
            few answers tell it.
        certainty: the discrimination in standard errors.
        rest: mean share in the rest of those who picked it.
        is_rare: a wrong choice that hardly anybody takes for right.
        draws_the_strong: a wrong choice taken rather by those who do well.
    """

    key: Hashable
    is_right: bool
    picked: int
    share: float
    discrimination: float | None = None
    certainty: float = 0.0
    rest: float | None = None
    is_rare: bool = False
    draws_the_strong: bool = False


@dataclass(frozen=True)
class Finding:
    """A flag, with the choices that it is about."""

    flag: Flag
    choices: tuple[Hashable, ...] = ()


@dataclass(frozen=True)
class ItemFigures:
    """The figures of one question; None where too few answers tell it.

    Attributes:
        answers: how many first answers were given.
        compared: how many of them came with answers to other questions.
        uses: in how many quizzes it was asked.
        facility: mean share of the mark, 0 to 1.
        facility_error: its standard error.
        spread: standard deviation of the share.
        discrimination: correlation with the rest of the quiz, −1 to 1.
        discrimination_error: its standard error.
        efficiency: the discrimination as a share of what this facility allows; only where
            attempts are kept.
        seconds: median time; only where attempts tell it.
    """

    answers: int
    compared: int
    uses: int
    guess: float | None
    facility: float | None = None
    facility_error: float | None = None
    spread: float | None = None
    discrimination: float | None = None
    discrimination_error: float | None = None
    efficiency: float | None = None
    seconds: float | None = None
    choices: tuple[ChoiceFigures, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def gravest(self) -> Flag | None:
        """The gravest flag."""
        return self.findings[0].flag if self.findings else None


@dataclass(slots=True)
class Deviations:
    """Sums of squared deviations from the means of each quiz, and of their products."""

    first: float
    second: float
    product: float
    freedom: int

    @property
    def correlation(self) -> float | None:
        """The correlation; None where one of the two never varies."""
        if self.first <= 0 or self.second <= 0 or self.freedom < 1:
            return None
        return max(-1.0, min(1.0, self.product / sqrt(self.first * self.second)))

    @property
    def error(self) -> float | None:
        """Standard error of the correlation."""
        found = self.correlation
        return None if found is None else sqrt(max(1 - found * found, 0.0) / self.freedom)

    @property
    def certainty(self) -> float:
        """The correlation in standard errors; 0 where there is none, infinite where it is perfect."""
        found, error = self.correlation, self.error
        if not found:
            return 0.0
        return found / error if error else copysign(inf, found)


def figures_of(sums: ItemSums, item: Item) -> ItemFigures:
    """Return the figures of a question from its sums."""
    compared = sum(population.moments.count for population in sums.populations)
    figures = ItemFigures(answers=sums.answers, compared=compared, uses=sums.uses, guess=item.guess)
    choices = tuple(_choice_figures(choice, sums, compared=compared) for choice in item.choices)
    if sums.answers < ENOUGH:
        return replace(figures, choices=choices, findings=(Finding(Flag.TOO_FEW),))
    mean = sums.share / sums.answers
    variance = (sums.share_square - sums.answers * mean * mean) / (sums.answers - 1)
    spread = sqrt(max(variance, 0.0)) / SCALE
    figures = replace(
        figures,
        facility=mean / SCALE,
        facility_error=spread / sqrt(sums.answers),
        spread=spread,
        seconds=_median(sums.seconds),
        choices=choices,
    )
    if compared >= ENOUGH:
        with_rest = _of_item(sums.populations)
        figures = replace(
            figures,
            discrimination=with_rest.correlation,
            discrimination_error=with_rest.error,
            efficiency=_efficiency(sums.populations),
        )
    return replace(figures, findings=tuple(_findings(figures)))


def figures_of_attempts(
    attempts: Iterable[Attempt], name: Hashable, item: Item, *, first_only: bool = True
) -> ItemFigures:
    """Return the figures of the question ``name`` from a matrix of attempts.

    Args:
        first_only: leave out what people answered who knew the questions already.
    """
    counted = [attempt for attempt in attempts if attempt.number == 1 or not first_only]
    return figures_of(sums_of(counted, name), item)


def _of_item(populations: Sequence[Population]) -> Deviations:
    first = second = product = 0.0
    freedom = 0
    for population in populations:
        m = population.moments
        if not m.count:
            continue
        # Exact in whole numbers up to the division.
        first += (m.count * m.share_square - m.share * m.share) / m.count
        second += (m.count * m.rest_square - m.rest * m.rest) / m.count
        product += (m.count * m.product - m.share * m.rest) / m.count
        freedom += m.count - 1
    return Deviations(first, second, product, freedom - 1)


def _of_choice(populations: Sequence[Population], choice: Hashable) -> Deviations:
    first = second = product = 0.0
    freedom = 0
    for population in populations:
        m, picks = population.moments, population.picks.get(choice, Picks())
        if not m.count:
            continue
        first += (m.count * picks.count - picks.count * picks.count) / m.count
        second += (m.count * m.rest_square - m.rest * m.rest) / m.count
        product += (m.count * picks.rest - picks.count * m.rest) / m.count
        freedom += m.count - 1
    return Deviations(first, second, product, freedom - 1)


def _choice_figures(choice: ItemChoice, sums: ItemSums, *, compared: int) -> ChoiceFigures:
    picked = sums.picked.get(choice.key, 0)
    share = picked / sums.answers if sums.answers else 0.0
    is_rare = sums.answers >= ENOUGH and not choice.is_right and share < RARELY_PICKED
    if compared < ENOUGH:
        return ChoiceFigures(choice.key, choice.is_right, picked, share, is_rare=is_rare)
    deviations = _of_choice(sums.populations, choice.key)
    found, certainty = deviations.correlation, deviations.certainty
    own = [population.picks.get(choice.key, Picks()) for population in sums.populations]
    count = sum([picks.count for picks in own])
    return ChoiceFigures(
        choice.key,
        choice.is_right,
        picked,
        share,
        discrimination=found,
        certainty=certainty,
        rest=sum([picks.rest for picks in own]) / count / SCALE if count else None,
        is_rare=is_rare,
        draws_the_strong=not choice.is_right and certainty >= LIKELY,
    )


def _efficiency(populations: Sequence[Population]) -> float | None:
    """Return the covariance as a share of the greatest that these marks allow."""
    found = greatest = 0.0
    for population in populations:
        m = population.moments
        if population.greatest is None or not m.count:
            continue
        found += (m.count * m.product - m.share * m.rest) / m.count
        greatest += (m.count * population.greatest - m.share * m.rest) / m.count
    return found / greatest if greatest > 0 else None


def _median(seconds: Mapping[float, int]) -> float | None:
    """Return the median time; None where too few are known."""
    if sum(seconds.values()) < ENOUGH:
        return None
    return statistics.median(sorted(Counter(seconds).elements()))


def _findings(figures: ItemFigures) -> Iterable[Finding]:
    """Yield what may be wrong, the gravest first."""
    suspects = _suspects(figures.choices)
    if suspects:
        yield Finding(Flag.SUSPECT_KEY, suspects)
    elif figures.discrimination is not None and _upper(figures, SURE) < 0:
        yield Finding(Flag.NEGATIVE)
    is_easy = figures.facility >= TOO_EASY
    if suspects:
        # A wrong key explains the rest.
        pass
    elif _is_guessed(figures):
        yield Finding(Flag.GUESSED)
    elif (
        not is_easy
        and figures.discrimination is not None
        and _upper(figures, LIKELY) < LOW_DISCRIMINATION
    ):
        yield Finding(Flag.LOW)
    if is_easy:
        yield Finding(Flag.TOO_EASY)
    weak = tuple(
        choice.key
        for choice in figures.choices
        if (choice.is_rare or choice.draws_the_strong) and choice.key not in suspects
    )
    if weak:
        yield Finding(Flag.WEAK_DISTRACTOR, weak)


def _is_guessed(figures: ItemFigures) -> bool:
    """Tell whether few know it and those who do well know it no better."""
    if figures.guess is None:
        return False
    upper = figures.facility + LIKELY * figures.facility_error
    tells_apart = figures.discrimination is not None and _upper(figures, -LIKELY) > NEAR_GUESSING
    return upper < figures.guess + NEAR_GUESSING and not tells_apart


def _upper(figures: ItemFigures, errors: float) -> float:
    return figures.discrimination + errors * figures.discrimination_error


def _suspects(choices: Sequence[ChoiceFigures]) -> tuple[Hashable, ...]:
    """Return the choices of which the key says the contrary of those who do well."""
    rights = [choice.rest for choice in choices if choice.is_right and choice.rest is not None]
    best_of_key = max(rights, default=0.0)
    wrong_but_strong = (
        choice.key
        for choice in choices
        if not choice.is_right
        and choice.certainty >= SURE
        and choice.rest is not None
        and choice.rest > best_of_key
    )
    # Where several are right, one of them that only the weak pick is suspect, too.
    right_but_weak = (
        choice.key
        for choice in choices
        if choice.is_right and len(rights) > 1 and choice.certainty <= -SURE
    )
    return (*wrong_but_strong, *right_but_weak)
