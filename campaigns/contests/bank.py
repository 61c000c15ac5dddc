"""Whether the question bank holds what the rules ask for: at saving, publishing, opening."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Locale

from goodnews.units.models import Unit
from quizblocks.choices import QuestionUse
from quizblocks.draws import Cell, PoolTooSmallError, Quota, drawable, share_out
from quizblocks.models import Topic
from quizblocks.topic_paths import SEPARATOR

from .findings import Finding
from .rules import ContestRules, DrawRules, FixedRules, RoundRules

LANGUAGE = "vi"


@dataclass(frozen=True)
class BankFacts:
    """What can be asked for, counted at one moment; what it tells is pure.

    Attributes:
        questions: where each question for contests stands, by its translation key.
        topics: ids of each topic with all that is part of it.
    """

    questions: Mapping[str, Cell] = field(default_factory=dict)
    topics: Mapping[int, frozenset[int]] = field(default_factory=dict)
    units_without_headcount: int = 0

    def shortages(self, rules: ContestRules) -> Iterator[Finding]:
        """Yield the quotas that cannot be filled, and the questions that cannot be asked."""
        codes = [each.code for each in rules.leagues] or [""]
        for place, round_ in enumerate(rules.rounds):
            for number, fixed in enumerate(round_.fixed):
                if fixed.question not in self.questions:
                    message = _("The question is not approved for contests.")
                    yield Finding(f"rounds.{place}.fixed.{number}.question", message)
            found: dict[str, Finding] = {}
            for code in codes:
                for finding in self._of_league(round_, code, f"rounds.{place}"):
                    found.setdefault(finding.path, finding)
            yield from found.values()

    def _of_league(self, round_: RoundRules, code: str, path: str) -> Iterator[Finding]:
        draws = [
            (place, each) for place, each in enumerate(round_.draws) if each.league in ("", code)
        ]
        sizes = self._sizes(round_.fixed_for(code))
        quotas = [self._quota(each) for _place, each in draws]
        try:
            share_out(sizes, quotas, rng=Random(0))  # noqa: S311 -- nothing is drawn
        except PoolTooSmallError as error:
            message = _("The bank has only %(found)s of the %(count)s questions asked for here.")
            values = {"found": error.found, "count": quotas[error.place].count}
            yield Finding(f"{path}.draws.{draws[error.place][0]}.count", message % values)

    def _sizes(self, fixed: list[FixedRules]) -> dict[Cell, int]:
        """Return how many questions are left beside those that everybody gets."""
        taken = {each.question for each in fixed}
        sizes: dict[Cell, int] = {}
        for key, cell in self.questions.items():
            if key not in taken:
                sizes[cell] = sizes.get(cell, 0) + 1
        return sizes

    def _quota(self, draw: DrawRules) -> Quota:
        topics = self.topics.get(draw.topic, frozenset()) if draw.topic else frozenset()
        # A topic that is gone holds nothing, and must not stand for "any".
        topics = topics or (frozenset({draw.topic}) if draw.topic else frozenset())
        return Quota(count=draw.count, topics=topics, difficulty=draw.difficulty)


def read_bank(*, today: date) -> BankFacts:
    """Return what the bank and the units hold: four queries."""
    locale = Locale.objects.get(language_code=LANGUAGE)
    rows = drawable(use=QuestionUse.CONTEST, locale=locale).values_list(
        "translation_key", "topic", "difficulty"
    )
    paths = dict(Topic.objects.values_list("pk", "folded_path"))
    within = {
        pk: frozenset(
            other
            for other, path in paths.items()
            if path == own or path.startswith(f"{own}{SEPARATOR}")
        )
        for pk, own in paths.items()
    }
    without = Unit.objects.valid_on(today).filter(
        ~Q(headcounts__counted_on__lte=today), depth__gt=1
    )
    return BankFacts(
        questions={str(key): (topic, difficulty) for key, topic, difficulty in rows},
        topics=within,
        units_without_headcount=without.count(),
    )
