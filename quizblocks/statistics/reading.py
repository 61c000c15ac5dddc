"""The figures of the bank's questions, read from the counts: a constant number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from quizblocks.choices import CHOICE_KINDS, ONE_ANSWER_KINDS
from quizblocks.formats.markup import plain_of
from quizblocks.key_contents import right_of
from quizblocks.models import WHOLE_QUESTION, AnswerKey, Choice, Question, QuestionTally
from quizblocks.tallies import COUNT_COLUMNS

from .items import Item, ItemChoice, ItemFigures, figures_of
from .kept import KeptSums
from .sums import ItemSums, Moments, Picks, Population

# Where a question was asked: page and block.
Place = tuple[int, UUID]


@dataclass(frozen=True)
class JudgedQuestion:
    """A question of the bank with its figures."""

    pk: int
    key: UUID
    stem: str
    topic: str
    use: str
    letters: Mapping[UUID, str]
    item: Item
    figures: ItemFigures


@dataclass
class Counted:
    """The rows of one question in one place, added up over the days."""

    whole: Mapping[str, int]
    choices: dict[UUID, Mapping[str, int]]


NOTHING = dict.fromkeys(COUNT_COLUMNS, 0)


def tallies_between(first: date | None, last: date | None) -> QuerySet:
    """Return the counts of the days from ``first`` to ``last``, less what was annulled.

    None stands for no limit.
    """
    return of_days(QuestionTally.objects.counted(), first, last)


def of_days(tallies: QuerySet, first: date | None, last: date | None) -> QuerySet:
    """Return those of ``tallies`` that are of the days from ``first`` to ``last``."""
    if first:
        tallies = tallies.filter(day__gte=first)
    return tallies.filter(day__lte=last) if last else tallies


def count_places(tallies: QuerySet) -> dict[UUID, dict[Place, Counted]]:
    """Return what was counted, by question and place: one query."""
    rows = (
        tallies.order_by()
        .values_list("question_key", "choice_key", "page_id", "block_id")
        .annotate(*(Sum(name) for name in COUNT_COLUMNS))
    )
    found: dict[UUID, dict[Place, Counted]] = {}
    for question, choice, page_id, block_id, *counts in rows.iterator(chunk_size=5000):
        places = found.setdefault(question, {})
        counted = places.setdefault((page_id, block_id), Counted(NOTHING, {}))
        named = dict(zip(COUNT_COLUMNS, counts, strict=True))
        if choice == WHOLE_QUESTION:
            counted.whole = named
        else:
            counted.choices[choice] = named
    return found


def sums_of_places(places: Iterable[Counted]) -> ItemSums:
    """Return the sums of one question over the places where it was asked."""
    places = list(places)
    picked: dict[UUID, int] = {}
    for counted in places:
        for choice, row in counted.choices.items():
            picked[choice] = picked.get(choice, 0) + row["answer_count"]
    return ItemSums(
        answers=sum(counted.whole["answer_count"] for counted in places),
        share=sum(counted.whole["share_sum"] for counted in places),
        share_square=sum(counted.whole["share_square_sum"] for counted in places),
        picked=picked,
        populations=tuple(_population(counted) for counted in places),
        uses=len(places),
    )


def _population(counted: Counted) -> Population:
    whole = counted.whole
    return Population(
        Moments(
            whole["form_count"],
            whole["form_share_sum"],
            whole["form_share_square_sum"],
            whole["rest_sum"],
            whole["rest_square_sum"],
            whole["product_sum"],
        ),
        {
            choice: Picks(row["form_count"], row["rest_sum"], row["rest_square_sum"])
            for choice, row in counted.choices.items()
        },
    )


def judge(
    questions: QuerySet[Question], tallies: QuerySet, kept: Iterable[KeptSums] = ()
) -> list[JudgedQuestion]:
    """Return those of ``questions`` that were answered, with their figures: four queries.

    Args:
        kept: sums of answers in contests, which count like those of readers.
    """
    own = tallies.filter(question_key=OuterRef("translation_key"))
    elsewhere = sums_by_question(kept)
    # Oldest first: the original stands for its translations.
    rows = questions.filter(Exists(own) | Q(translation_key__in=elsewhere)).order_by("-pk")
    facts = {
        row[0]: row
        for row in rows.values_list("translation_key", "pk", "stem", "kind", "topic__name", "use")
    }
    keys = rows.order_by().values("translation_key")
    counted = count_places(tallies.filter(question_key__in=keys))
    items, letters = _items(rows, {key: fact[3] for key, fact in facts.items()})
    return [
        JudgedQuestion(
            pk=pk,
            key=key,
            stem=plain_of(stem),
            topic=topic,
            use=use,
            letters=letters[key],
            item=items[key],
            figures=figures_of(
                sums_of_places(counted.get(key, {}).values()) + elsewhere.get(key, ItemSums()),
                items[key],
            ),
        )
        for key, pk, stem, _kind, topic, use in facts.values()
        if key in counted or key in elsewhere
    ]


def sums_by_question(kept: Iterable[KeptSums]) -> dict[UUID, ItemSums]:
    """Return the sums of each question over all quizzes."""
    found: dict[UUID, ItemSums] = {}
    for each in kept:
        found[each.question_key] = found.get(each.question_key, ItemSums()) + each.sums
    return found


def _items(questions: QuerySet, kinds: Mapping[UUID, str]) -> tuple[dict, dict]:
    """Return what is judged of each question, and the letters of its choices."""
    keys = questions.order_by().values("translation_key")
    contents = AnswerKey.objects.live().contents_of(keys)
    right = {key: right_of(content) for key, content in contents.items()}
    shown: dict[UUID, dict[UUID, None]] = {key: {} for key in kinds}
    # Steps, pairs and gaps are no choices that somebody picks.
    picked = questions.filter(kind__in=CHOICE_KINDS).order_by().values("pk")
    rows = Choice.objects.filter(question__in=picked).order_by("question_id", "sort_order", "pk")
    for question, choice in rows.values_list("question__translation_key", "translation_key"):
        shown[question][choice] = None
    items = {
        key: Item(
            tuple(ItemChoice(choice, choice in right.get(key, ())) for choice in choices),
            takes_one=kinds[key] in ONE_ANSWER_KINDS,
        )
        for key, choices in shown.items()
    }
    letters = {
        key: {choice: chr(ord("A") + place) for place, choice in enumerate(choices)}
        for key, choices in shown.items()
    }
    return items, letters
