"""What the page of the dry run shows of a plan: one state at a time, page by page."""

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from quizblocks.choices import Difficulty, QuestionKind
from quizblocks.life.cards import CardChoice
from quizblocks.pictures import Images, images_of, shown

from .entries import Entry
from .forms import MendForm
from .kept import Work
from .plans import ImportPlan, PlannedRow, RowState
from .rows import place_name

ROWS_SHOWN = 20
REMARKS_SHOWN = 100
STATE_NAMES = {
    RowState.FAULTY: _("faulty"),
    RowState.NEW: _("new"),
    RowState.CHANGED: _("changed"),
    RowState.SAME: _("already there"),
    RowState.LEFT_OUT: _("left out"),
}


@dataclass(frozen=True)
class Tab:
    """A state with the number of its questions."""

    state: RowState
    name: str
    count: int
    is_current: bool


def _choices(entry: Entry, images: Images) -> tuple[CardChoice, ...]:
    return tuple(
        CardChoice(choice.text, choice.is_right, shown(choice.picture, images))
        for choice in entry.body.choices
    )


@dataclass(frozen=True)
class Card:
    """One question as it will look, with a form where it is being mended."""

    planned: PlannedRow
    form: MendForm | None
    images: Images

    @property
    def picture(self):
        """The picture of the question."""
        return shown(self.planned.entry.picture, self.images)

    @property
    def choices(self):
        """The choices with their pictures."""
        return _choices(self.planned.entry, self.images)

    @property
    def place_name(self):
        return place_name(self.planned.row.place)

    @property
    def state_name(self):
        return STATE_NAMES[self.planned.state]

    @property
    def kind_name(self):
        return QuestionKind(self.planned.entry.kind).label

    @property
    def difficulty_name(self):
        """The difficulty that the file says, or "" where it says none."""
        difficulty = self.planned.entry.difficulty
        return Difficulty(difficulty).label if difficulty else ""

    @property
    def choices_before(self):
        """The choices of the question in the bank, where they would change."""
        held, entry = self.planned.held, self.planned.entry
        if held is None or held.entry.body.aside_order == entry.body.aside_order:
            return ()
        return _choices(held.entry, self.images)

    @property
    def key_before(self):
        """What is right in the bank, a line for each, where it would change."""
        held, entry = self.planned.held, self.planned.entry
        if held is None or held.entry.body.aside_order == entry.body.aside_order:
            return ()
        return held.entry.key_lines


@dataclass
class Preview:
    """What is shown of ``plan``.

    Args:
        action, rest: the pressed button: "show" and a state, "page" and a number.
        opened: numbers of the rows that are being mended.
    """

    work: Work
    plan: ImportPlan
    state: str = ""
    page: int = 1
    action: str = ""
    rest: str = ""
    opened: frozenset[int] = field(default_factory=frozenset)

    @cached_property
    def current(self) -> RowState:
        """The state that is shown: the one asked for, else the first that has questions."""
        asked = self.rest if self.action == "show" else self.state
        with_rows = [state for state in RowState if self.plan.counts[state]]
        if asked in with_rows and self.action != "check":
            return RowState(asked)
        return with_rows[0]

    @cached_property
    def tabs(self) -> list[Tab]:
        """All states, as buttons."""
        counts = self.plan.counts
        return [
            Tab(state, STATE_NAMES[state], counts[state], state == self.current)
            for state in RowState
        ]

    @cached_property
    def shown(self) -> Page:
        """The rows of this page."""
        paginator = Paginator(self.plan.of_state(self.current), ROWS_SHOWN)
        number = self.page
        if self.action == "page" and self.rest.isascii() and self.rest.isdigit():
            number = int(self.rest[:6])
        elif self.action in ("show", "check", "leave_out"):
            number = 1
        return paginator.get_page(number)

    @cached_property
    def cards(self) -> list[Card]:
        """The questions of this page; faulty ones and those left out are open to be mended."""
        entries = [
            entry
            for planned in self.shown
            for entry in (planned.entry, planned.held and planned.held.entry)
            if entry
        ]
        images = images_of(picture.image for entry in entries for picture in entry.pictures)
        return [Card(planned, self._form(planned), images) for planned in self.shown]

    @property
    def has_forms(self) -> bool:
        """True where some question of this page can be typed into."""
        return any(card.form for card in self.cards)

    def _form(self, planned: PlannedRow) -> MendForm | None:
        is_open = planned.state in (RowState.FAULTY, RowState.LEFT_OUT)
        if not is_open and planned.number not in self.opened:
            return None
        return MendForm(prefix=f"r{planned.number}", row=planned.row)

    @property
    def remarks(self) -> list[tuple[str, str]]:
        """Place and sentence of what was read but not kept whole."""
        shown = self.work.remarks[:REMARKS_SHOWN]
        return [(place_name(place), message) for place, message in shown]

    @property
    def more_remarks(self) -> int:
        """How many remarks are not shown."""
        return max(0, len(self.work.remarks) - REMARKS_SHOWN)
