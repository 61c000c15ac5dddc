"""Questions drawn from the bank by quotas: so many of a topic, of a difficulty."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

from django.db.models import Aggregate, Count, Exists, OuterRef, Q, TextField
from wagtail.models import Locale

from .choices import KeyStage, QuestionUse
from .models import Question, Topic
from .topic_paths import SEPARATOR

# Topic and difficulty of some questions.
Cell = tuple[int, str]
# Ids as texts: of thousands only a few are ever needed as numbers.
Pool = Mapping[Cell, Sequence[str]]


@dataclass(frozen=True)
class Quota:
    """So many questions of one kind.

    Attributes:
        topics: ids of topics; none for any.
        difficulty: "" for any.
    """

    count: int
    topics: frozenset[int] = frozenset()
    difficulty: str = ""

    def takes(self, cell: Cell) -> bool:
        """Tell whether the questions of ``cell`` may fill this quota."""
        topic, difficulty = cell
        is_about = not self.topics or topic in self.topics
        return is_about and self.difficulty in ("", difficulty)


class PoolTooSmallError(Exception):
    """The bank has too few questions.

    Attributes:
        place: which quota cannot be filled beside the others.
        found: how many questions could be had for it.
    """

    def __init__(self, place: int, found: int):
        self.place = place
        self.found = found
        super().__init__(place, found)


class IdList(Aggregate):
    """The ids of a group as one text: a tenth of the time of as many rows."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        template = "STRING_AGG((%(expressions)s)::text, ',')"
        return self.as_sql(compiler, connection, template=template, **context)


def draw_questions(
    *,
    use: QuestionUse,
    locale: Locale,
    quotas: Sequence[Quota],
    rng: Random,
    barred: Collection[UUID] = (),
) -> dict[int, UUID]:
    """Return live questions that fill ``quotas``, one after the other: their keys by their ids.

    Two queries, four where a question drawn cannot be marked.

    Args:
        barred: translation keys of questions that are not drawn.

    Raises:
        PoolTooSmallError: there are too few.
    """
    free = ~Q(translation_key__in=barred)
    likely = Question.objects.filter(free, live=True, use=use, locale=locale)
    fit = drawable(use=use, locale=locale).filter(free)
    for questions in (likely, fit):
        drawn = draw_from(read_pool(questions, quotas), quotas, rng=rng)
        found = fit.filter(pk__in=drawn).order_by()
        keys = dict(found.values_list("pk", "translation_key"))
        if len(keys) == len(drawn):
            return {int(pk): keys[int(pk)] for pk in drawn}
    # One of them was withdrawn in this moment.
    raise PoolTooSmallError(0, len(keys))


def topics_within(topic: Topic) -> frozenset[int]:
    """Return the ids of ``topic`` and of all that is part of it."""
    return frozenset(Topic.objects.within(topic).values_list("pk", flat=True))


def topics_within_each(topics: Collection[int]) -> dict[int, frozenset[int]]:
    """Return for each of ``topics`` the ids of it and of all that is part of it: one query."""
    if not topics:
        return {}
    paths = dict(Topic.objects.order_by().values_list("pk", "folded_path"))
    return {
        topic: frozenset(
            pk
            for pk, path in paths.items()
            if pk == topic or path.startswith(f"{paths.get(topic)}{SEPARATOR}")
        )
        for topic in topics
    }


def drawable(*, use: QuestionUse, locale: Locale):
    """Return the live questions for ``use`` that can be marked."""
    if use == QuestionUse.PRACTICE:
        return Question.objects.for_practice().filter(locale=locale)
    keys = Question.keys_of(OuterRef("translation_key")).filter(stage=KeyStage.LIVE)
    return Question.objects.for_contest().filter(Exists(keys), locale=locale)


def read_pool(questions, quotas: Sequence[Quota]) -> Pool:
    """Return the ids of ``questions`` that ``quotas`` may take, by cell: one query."""
    if all(quota.topics for quota in quotas):
        topics = frozenset().union(*(quota.topics for quota in quotas))
        questions = questions.filter(topic__in=topics)
    if all(quota.difficulty for quota in quotas):
        questions = questions.filter(difficulty__in={quota.difficulty for quota in quotas})
    rows = questions.order_by().values_list("topic", "difficulty").annotate(ids=IdList("pk"))
    return {(topic, difficulty): ids.split(",") for topic, difficulty, ids in rows}


def pool_counts(*, use: QuestionUse, locale: Locale) -> dict[Cell, int]:
    """Return how many live questions there are for ``use`` by topic and difficulty."""
    questions = Question.objects.filter(live=True, use=use, locale=locale)
    rows = questions.order_by().values_list("topic", "difficulty").annotate(count=Count("pk"))
    return {(topic, difficulty): count for topic, difficulty, count in rows}


def draw_from(pool: Pool, quotas: Sequence[Quota], *, rng: Random) -> list[str]:
    """Return ids of ``pool`` that fill ``quotas``, one quota after the other, each id once; pure.

    Quotas may overlap ("any topic, hard" beside "topic 1, any"): they are filled
    whenever that is possible at all.

    Raises:
        PoolTooSmallError: there are too few.
    """
    shares = share_out({cell: len(ids) for cell, ids in pool.items()}, quotas, rng=rng)
    taken = {
        cell: rng.sample(ids, sum(share.get(cell, 0) for share in shares))
        for cell, ids in sorted(pool.items())
    }
    drawn: list[str] = []
    for share in shares:
        own = [taken[cell].pop() for cell, count in sorted(share.items()) for _each in range(count)]
        rng.shuffle(own)
        drawn += own
    return drawn


def share_out(
    sizes: Mapping[Cell, int], quotas: Sequence[Quota], *, rng: Random
) -> list[dict[Cell, int]]:
    """Return how many questions each quota takes of which cell; pure.

    The narrowest quota chooses first. One that finds nothing left takes a question
    from another that can take one elsewhere (augmenting paths of a matching).

    Raises:
        PoolTooSmallError: there are too few.
    """
    sharing = _Sharing(sizes, quotas, rng)
    narrow_first = sorted(range(len(quotas)), key=lambda place: len(sharing.cells[place]))
    for place in narrow_first:
        for found in range(quotas[place].count):
            if not sharing.take(place, set()):
                raise PoolTooSmallError(place, found)
    return sharing.shares


class _Sharing:
    """Who has taken how many questions of which cell."""

    def __init__(self, sizes: Mapping[Cell, int], quotas: Sequence[Quota], rng: Random):
        self.left = dict(sizes)
        self.rng = rng
        self.cells = [sorted(cell for cell in sizes if quota.takes(cell)) for quota in quotas]
        self.shares: list[dict[Cell, int]] = [{} for _quota in quotas]

    def take(self, place: int, asked: set[Cell]) -> bool:
        """Give the quota at ``place`` one more question, of a cell with as many lots as it has left."""
        weights = [self.left[cell] for cell in self.cells[place]]
        if any(weights):
            cell = self.rng.choices(self.cells[place], weights)[0]
            self.left[cell] -= 1
            self._add(place, cell, 1)
            return True
        return any(self._take_over(place, cell, asked) for cell in self._fresh(place, asked))

    def _fresh(self, place: int, asked: set[Cell]) -> Iterator[Cell]:
        for cell in self.cells[place]:
            if cell not in asked:
                asked.add(cell)
                yield cell

    def _take_over(self, place: int, cell: Cell, asked: set[Cell]) -> bool:
        """Let another quota that holds a question of ``cell`` take one elsewhere instead."""
        for other, share in enumerate(self.shares):
            if other != place and share.get(cell) and self.take(other, asked):
                self._add(other, cell, -1)
                self._add(place, cell, 1)
                return True
        return False

    def _add(self, place: int, cell: Cell, count: int) -> None:
        share = self.shares[place]
        share[cell] = share.get(cell, 0) + count
