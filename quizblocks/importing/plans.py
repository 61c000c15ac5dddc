"""What an import would do with each question of a file, before anybody confirms it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import Locale

from goodnews.core.folding import fold
from quizblocks.formats.markup import plain_of, searched
from quizblocks.lookalikes import LookalikeIndex
from quizblocks.models import Question, Topic

from .entries import Entry, Judgement, judge, same_stem
from .held import BATCH, Held, read_held
from .rows import Row, place_name

# A file names few topics, many times each.
folded_topic = lru_cache(maxsize=1024)(fold)


class RowState(StrEnum):
    """What would become of a question of the file."""

    FAULTY = "faulty"
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Lookalike:
    """A question that may be the same: one of the bank, or one of the file.

    Attributes:
        pk: its id in the bank, or None.
        place: where it stands in the file, or "".
    """

    stem: str
    pk: int | None = None
    place: str = ""


@dataclass(frozen=True)
class PlannedRow:
    """One question of the file with what would become of it.

    Attributes:
        number: its place in the list of rows, from 0.
        held: the question of the bank that is the same, or would be changed.
    """

    number: int
    row: Row
    state: RowState
    entry: Entry | None = None
    held: Held | None = None
    faults: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    lookalikes: tuple[Lookalike, ...] = ()

    @property
    def left_out(self) -> Row:
        """The row, left out."""
        return replace(self.row, is_left_out=True)


@dataclass(frozen=True)
class ImportPlan:
    """All that a file would do: nothing, where it has faults.

    Attributes:
        new_topics: names of topics that the bank does not have yet.
    """

    rows: tuple[PlannedRow, ...] = ()
    new_topics: tuple[str, ...] = ()

    def of_state(self, state: RowState) -> list[PlannedRow]:
        """Return the rows of ``state``."""
        return [row for row in self.rows if row.state == state]

    @property
    def faulty(self) -> list[PlannedRow]:
        """The rows that must be mended or left out."""
        return self.of_state(RowState.FAULTY)

    @cached_property
    def counts(self) -> dict[RowState, int]:
        """How many rows there are of each state."""
        return {state: len(self.of_state(state)) for state in RowState}

    @property
    def is_ready(self) -> bool:
        """True where nothing is wrong and something would be done."""
        counts = self.counts
        return not counts[RowState.FAULTY] and bool(
            counts[RowState.NEW] or counts[RowState.CHANGED]
        )

    @property
    def digest(self) -> str:
        """A mark of what was shown: the import is done only where it is still the same."""
        parts = [
            (row.state.value, row.entry, row.held and (row.held.pk, row.held.entry))
            for row in self.rows
        ]
        return hashlib.sha256(repr(parts).encode()).hexdigest()


def plan_import(
    *, rows: Sequence[Row], topic: str = "", shows_lookalikes: bool = True
) -> ImportPlan:
    """Compare ``rows`` with the bank: new, changed, already there, or faulty.

    A question is one of the bank where it names its code, as exports of the bank
    do, or where the folded text of both is equal, and either all that is said of
    it or its topic.

    Args:
        topic: the topic of questions that name none.
        shows_lookalikes: look for questions that may be the same in other words.
    """
    return _Planning(rows, topic).plan(shows_lookalikes=shows_lookalikes)


class KnownTopics:
    """The topics of the bank, by path and by name: one query.

    Attributes:
        pks: by folded path.
    """

    def __init__(self):
        self.pks: dict[str, int] = {}
        self.paths: dict[str, list[str]] = {}
        rows = Topic.objects.values_list("pk", "folded_path", "folded_name", "path_name")
        for pk, folded_path, folded_name, path_name in rows:
            self.pks[folded_path] = pk
            self.paths.setdefault(folded_name, []).append(path_name)

    def placed(self, entry: Entry) -> Entry:
        """Return ``entry`` with the whole path, where it names one topic by its last name alone."""
        found = self.paths.get(folded_topic(entry.topic), [])
        is_known = folded_topic(entry.topic) in self.pks
        return entry if is_known or len(found) != 1 else replace(entry, topic=found[0])


class _Planning:
    """One comparison of a file with the bank: a constant number of queries a thousand rows."""

    def __init__(self, rows: Sequence[Row], topic: str):
        self.rows = rows
        self.judgements = [
            Judgement(None, (row.fault,)) if row.fault else judge(row.item, topic=topic)
            for row in rows
        ]
        self.locale = Locale.get_default()
        self.topics = KnownTopics()
        self.judgements = [self._placed(each) for each in self.judgements]
        self.stems = [
            (pk, same_stem(stem))
            for pk, stem in Question.objects.filter(locale=self.locale)
            .order_by("pk")
            .values_list("pk", "folded_stem")
        ]
        self.first: dict[tuple[str, str], PlannedRow] = {}
        self.taken: dict[int, PlannedRow] = {}

    def _placed(self, judgement: Judgement) -> Judgement:
        entry = judgement.entry and self.topics.placed(judgement.entry)
        return judgement if entry is judgement.entry else replace(judgement, entry=entry)

    def plan(self, *, shows_lookalikes: bool) -> ImportPlan:
        own = [
            same_stem(searched(each.entry.stem)) if each.entry else "" for each in self.judgements
        ]
        named = self._named()
        held = self._held(own, named)
        near = self._lookalikes(own) if shows_lookalikes else {}
        planned = [
            self._place(
                number,
                own[number],
                held.get(number, ()),
                near.get(number, ()),
                is_named=number in named,
            )
            for number in range(len(self.rows))
        ]
        names: dict[str, str] = {}
        for row in planned:
            if row.entry and row.state in (RowState.NEW, RowState.CHANGED):
                names.setdefault(folded_topic(row.entry.topic), row.entry.topic)
        new_topics = tuple(
            name for folded, name in sorted(names.items()) if folded not in self.topics.pks
        )
        return ImportPlan(tuple(planned), new_topics)

    def _named(self) -> dict[int, int]:
        """Return the questions of the bank that rows name by their code, as exports write it."""
        codes = {number: code for number, row in enumerate(self.rows) if (code := code_of(row))}
        wanted, pks = sorted(set(codes.values())), {}
        for start in range(0, len(wanted), BATCH):
            found = Question.objects.filter(
                locale=self.locale, translation_key__in=wanted[start : start + BATCH]
            )
            pks.update(found.values_list("translation_key", "pk"))
        return {number: pks[code] for number, code in codes.items() if code in pks}

    def _held(self, own: Sequence[str], named: dict[int, int]) -> dict[int, list[Held]]:
        """Return, by row, the question of the bank that it names, or those with its text."""
        wanted, of_stem = set(own), {}
        for pk, stem in self.stems:
            if stem in wanted:
                of_stem.setdefault(stem, []).append(pk)
        pks = {number: of_stem[stem] for number, stem in enumerate(own) if stem in of_stem}
        pks |= {number: [pk] for number, pk in named.items()}
        read = {
            one.pk: one for one in read_held(sorted({pk for some in pks.values() for pk in some}))
        }
        return {number: [read[pk] for pk in some] for number, some in pks.items()}

    def _place(
        self,
        number: int,
        stem: str,
        held: Iterable[Held],
        near: tuple[Lookalike, ...],
        *,
        is_named: bool,
    ) -> PlannedRow:
        row, judgement = self.rows[number], self.judgements[number]
        rest = {"losses": judgement.losses, "lookalikes": near}
        if row.is_left_out:
            return PlannedRow(number, row, RowState.LEFT_OUT)
        entry = judgement.entry
        if entry is None:
            return PlannedRow(number, row, RowState.FAULTY, faults=judgement.faults)
        state, one = self._compare(entry, held, is_named=is_named)
        before = self.first.get((folded_topic(entry.topic), stem))
        if before is None and state == RowState.CHANGED:
            before = self.taken.get(one.pk)
        if before is not None:
            return self._twice(number, row, entry, before)
        planned = PlannedRow(number, row, state, entry, one, **rest)
        self.first[folded_topic(entry.topic), stem] = planned
        if state == RowState.CHANGED:
            self.taken[one.pk] = planned
        return planned

    def _compare(
        self, entry: Entry, held: Iterable[Held], *, is_named: bool
    ) -> tuple[RowState, Held | None]:
        same = next((one for one in held if one.says_the_same(entry)), None)
        if same is not None:
            return RowState.SAME, same
        topic = self.topics.pks.get(folded_topic(entry.topic))
        changed = next((one for one in held if is_named or one.topic_id == topic), None)
        return (RowState.CHANGED, changed) if changed else (RowState.NEW, None)

    @staticmethod
    def _twice(number: int, row: Row, entry: Entry, before: PlannedRow) -> PlannedRow:
        params = {"place": place_name(before.row.place)}
        if before.entry == entry:
            message = _("The same question stands at %(place)s already; this one is passed over.")
            losses = (message % params,)
            return PlannedRow(number, row, RowState.SAME, entry, before.held, losses=losses)
        message = _(
            "The same question stands at %(place)s with other choices or another key. "
            "Correct one of them, or leave one out."
        )
        return PlannedRow(number, row, RowState.FAULTY, faults=(message % params,))

    def _lookalikes(self, own: list[str]) -> dict[int, tuple[Lookalike, ...]]:
        stems = [stem for _pk, stem in self.stems]
        index = LookalikeIndex(stems + own, wanted=own)
        found = {}
        for number, stem in enumerate(own):
            near = index.find(stem, before=len(stems) + number)
            if near:
                found[number] = tuple(self._lookalike(place, len(stems)) for place in near)
        return found

    def _lookalike(self, place: int, held_count: int) -> Lookalike:
        if place < held_count:
            pk, stem = self.stems[place]
            return Lookalike(stem, pk=pk)
        row = self.rows[place - held_count]
        return Lookalike(plain_of(row.item.stem), place=place_name(row.place))


def code_of(row: Row) -> UUID | None:
    """Return the code of a question of the bank that ``row`` names, if it can be one."""
    try:
        return UUID(row.item.identifier)
    except ValueError:
        return None
