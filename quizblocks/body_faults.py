"""What keeps a body from being a question of its kind, in sentences for whoever wrote it."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from goodnews.core.folding import fold

from .bodies import Body, RowText, rows_of
from .choices import CHOICE_KINDS, QuestionKind
from .formats.gap_texts import gaps_in
from .formats.items import WHOLE
from .formats.markup import letters_of, plain_of
from .item_bodies import FALSE, TRUE

MOST_ROWS = 20
MOST_IN_ALL = 100
MOST_IN_ROW = 500
MOST_IN_TYPED = 200
MOST_IN_FEEDBACK = 1000


def faults_of_body(kind: str, body: Body, *, stem: str) -> Iterator[str]:
    """Yield what is wrong with ``body``; nothing where it can be asked and marked.

    Args:
        stem: the text of the question; gaps stand in it.
    """
    yield from _faults_of_rows(rows_of(kind, body))
    if kind in CHOICE_KINDS:
        yield from _faults_of_choices(kind, body)
    elif kind == QuestionKind.NUMERIC:
        yield from _faults_of_accepted([n.weight for n in body.numbers])
    elif kind == QuestionKind.SHORT_ANSWER:
        yield from _faults_of_texts(body)
    elif kind == QuestionKind.ORDERING:
        yield from _faults_of_steps(body.steps)
    elif kind == QuestionKind.GAPS:
        yield from _faults_of_gaps(body.gaps, stem)
    else:
        yield from _faults_of_pairs(body)
    said = [*body.choices, *body.numbers, *body.texts]
    texts = [*(each.feedback for each in said), body.right_feedback, body.wrong_feedback]
    if any(len(text) > MOST_IN_FEEDBACK for text in texts):
        yield _("A feedback is too long: at most %(most)s characters.") % {"most": MOST_IN_FEEDBACK}


def _faults_of_rows(rows: Sequence[RowText]) -> Iterator[str]:
    if any(not (row.text or row.pictured) for row in rows):
        yield _("A choice is empty.")
    if any(len(letters_of(row.text)) > MOST_IN_ROW for row in rows):
        yield _("A choice is too long: at most %(most)s characters.") % {"most": MOST_IN_ROW}
    if any(row.pictured and not row.pictured.alt for row in rows):
        yield _("The picture of a choice has no description.")
    if len(rows) > MOST_IN_ALL:
        yield _("There are too many choices: at most %(most)s.") % {"most": MOST_ROWS}


def _same_twice(texts: Iterable[str]) -> bool:
    texts = [plain_of(text).casefold() for text in texts]
    return len(set(texts)) < len(texts)


def _faults_of_choices(kind: str, body: Body) -> Iterator[str]:
    texts = [choice.text for choice in body.choices]
    right = sum(choice.is_right for choice in body.choices)
    if MOST_ROWS < len(texts) <= MOST_IN_ALL:
        yield _("There are too many choices: at most %(most)s.") % {"most": MOST_ROWS}
    if _same_twice(f"{c.text}\n{c.picture.image if c.picture else ''}" for c in body.choices):
        yield _("Two choices are the same.")
    if kind == QuestionKind.TRUE_FALSE and [fold(text) for text in texts] != [TRUE, FALSE]:
        yield _("The choices of a true-or-false question are “Đúng” and “Sai”.")
    elif len(texts) < 2:
        yield _("A question needs at least two choices.")
    elif right == 0:
        yield _("No choice is marked as right.")
    elif right > 1 and kind != QuestionKind.MULTIPLE:
        yield _("%(right)s choices are marked as right, but one is asked for.") % {"right": right}


def _faults_of_accepted(shares: Sequence) -> Iterator[str]:
    if not shares:
        yield _("There is no key.")
    elif WHOLE not in shares:
        yield _("One answer must earn all of the mark.")
    if len(shares) > MOST_ROWS:
        yield _("There are too many accepted answers: at most %(most)s.") % {"most": MOST_ROWS}


def _faults_of_texts(body: Body) -> Iterator[str]:
    texts = [text.text for text in body.texts]
    yield from _faults_of_accepted([text.weight for text in body.texts])
    if any(not text for text in texts):
        yield _("An accepted answer is empty.")
    if any(len(text) > MOST_IN_TYPED for text in texts):
        yield _("An accepted answer is too long: at most %(most)s characters.") % {
            "most": MOST_IN_TYPED
        }
    if _same_twice(texts):
        yield _("Two accepted answers are the same.")


def _faults_of_steps(steps: Sequence[str]) -> Iterator[str]:
    if len(steps) < 2:
        yield _("Write the steps in their order, a line for each.")
    if len(steps) > MOST_ROWS:
        yield _("There are too many steps: at most %(most)s.") % {"most": MOST_ROWS}
    if _same_twice(steps):
        yield _("Two steps are the same.")


def _faults_of_pairs(body: Body) -> Iterator[str]:
    if len(body.items) < 2 or len(body.answers) < 2:
        yield _("Two pairs with different right sides are needed at least.")
    if max(len(body.items), len(body.answers)) > MOST_ROWS:
        yield _("There are too many pairs: at most %(most)s.") % {"most": MOST_ROWS}
    if _same_twice(body.items) or _same_twice(body.answers):
        yield _("Two left sides are the same, or two right sides differ only in case.")


def _faults_of_gaps(gaps: Sequence[Sequence[str]], stem: str) -> Iterator[str]:
    if not gaps or gaps_in(stem) != list(range(1, len(gaps) + 1)):
        yield _(
            "The question must have the gaps [[1]], [[2]] and so on, each once and in this order, "
            "and the key a line for each."
        )
    if any(not 2 <= len(texts) <= MOST_ROWS for texts in gaps):
        yield _("Every gap needs two choices at least, and at most %(most)s.") % {"most": MOST_ROWS}
    if any(_same_twice(texts) for texts in gaps):
        yield _("Two choices of a gap are the same.")
