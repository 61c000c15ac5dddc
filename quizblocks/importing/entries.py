"""What the bank can hold of a question in a file: the entry, or the sentences that say why not."""

import re
from dataclasses import dataclass
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodnews.core.folding import fold, normalized, slugify_vietnamese
from quizblocks.choices import Difficulty, QuestionKind
from quizblocks.errors import InvalidKeyError
from quizblocks.formats.items import NOTHING, WHOLE, Item, ItemKind
from quizblocks.models import Choice, Question, Topic
from quizblocks.services import check_key

KINDS = {
    ItemKind.SINGLE: QuestionKind.SINGLE,
    ItemKind.SEVERAL: QuestionKind.MULTIPLE,
    ItemKind.TRUE_FALSE: QuestionKind.TRUE_FALSE,
}
# The folded choices of a true-or-false question.
TRUE, FALSE = "dung", "sai"
LEAST_STEM = 5
# Files round thirds and sixths: 33.333 is a third.
ROUNDING = Fraction(1, 100)
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
MOST_CHOICES = 20
# Far above every limit: what is longer is too long, and need not be looked at to its end.
MOST_LOOKED_AT = 20_000


# Field, its name in a sentence, and the most characters of it.
LIMITS = {
    "stem": (gettext_lazy("The question"), 5000),
    "explanation": (gettext_lazy("The explanation"), 5000),
    "source": (gettext_lazy("The source"), Question._meta.get_field("source").max_length),
    "source_url": (
        gettext_lazy("The address of the source"),
        Question._meta.get_field("source_url").max_length,
    ),
    "topic": (gettext_lazy("The topic"), Topic._meta.get_field("name").max_length),
}
MOST_IN_CHOICE = Choice._meta.get_field("text").max_length


@dataclass(frozen=True)
class Entry:
    """A question as the bank will hold it.

    Attributes:
        choices: text and whether it is right, in the order they are shown.
        topic: name of its topic; "" where none is said.
        difficulty: "" where none is said.
    """

    stem: str
    kind: QuestionKind
    choices: tuple[tuple[str, bool], ...]
    explanation: str = ""
    source: str = ""
    source_url: str = ""
    topic: str = ""
    difficulty: str = ""

    @property
    def choices_aside_order(self) -> frozenset[tuple[str, bool]]:
        """The choices, to compare two entries."""
        return frozenset(self.choices)


@dataclass(frozen=True)
class Judgement:
    """The entry for the bank, where there are no faults, and what of the file is not kept."""

    entry: Entry | None
    faults: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


def judge(item: Item, *, topic: str = "") -> Judgement:
    """Tell what the bank would hold of ``item``.

    Args:
        topic: the topic of questions that name none.
    """
    if item.kind not in KINDS:
        return Judgement(None, (_unheld(item.kind),))
    entry = Entry(
        stem=clean(item.stem),
        kind=KINDS[item.kind],
        choices=_choices(item),
        explanation=clean(item.explanation),
        source=one_line(item.source),
        source_url=one_line(item.source_url),
        topic=topic_name(item.topic) or topic_name(topic),
        difficulty=item.difficulty if item.difficulty in Difficulty.values else "",
    )
    faults = (
        *_faults_of_text(entry),
        *_faults_of_choices(entry),
        *_faults_of_weights(item),
        *_faults_of_place(entry),
    )
    return Judgement(None if faults else entry, faults, tuple(_losses(item)))


def clean(text: str) -> str:
    """Return ``text`` composed, without signs that no database takes or nobody sees."""
    text = text[:MOST_LOOKED_AT]
    return normalized("NFC", UNSEEN.sub("", text.replace("\r\n", "\n"))).strip()


def one_line(text: str) -> str:
    """Return ``text`` cleaned, as one line."""
    return " ".join(clean(text).split())


def topic_name(path: str) -> str:
    """Return the last part of a path of topics: "An toàn mạng/Mật khẩu" → "Mật khẩu"."""
    parts = [one_line(part) for part in path.split("/")]
    return next((part for part in reversed(parts) if part), "")


def _choices(item: Item) -> tuple[tuple[str, bool], ...]:
    choices = [(one_line(choice.text), choice.weight > NOTHING) for choice in item.choices]
    if item.kind == ItemKind.TRUE_FALSE:
        # "Đúng" stands first, as in the bank's own form.
        choices.sort(key=lambda choice: fold(choice[0]) != TRUE)
    return tuple(choices)


def _unheld(kind: ItemKind) -> str:
    names = {
        ItemKind.NUMERIC: _("a number"),
        ItemKind.SHORT_ANSWER: _("a short answer"),
        ItemKind.ORDERING: _("an order"),
        ItemKind.MATCHING: _("pairs"),
    }
    message = _(
        "This question asks for %(kind)s. The bank holds questions with choices only; "
        "give it choices, or leave it out."
    )
    return message % {"kind": names[kind]}


def _faults_of_text(entry: Entry):
    if not entry.stem:
        yield _("The question is empty.")
    elif len(entry.stem) < LEAST_STEM:
        yield _("The question is too short: at least %(least)s letters.") % {"least": LEAST_STEM}
    for field, (name, most) in LIMITS.items():
        text = getattr(entry, field)
        if len(text) > most:
            message = _("%(name)s is too long: %(length)s characters, at most %(most)s.")
            yield message % {"name": name, "length": len(text), "most": most}
    if entry.source_url:
        try:
            URLValidator(schemes=["http", "https"])(entry.source_url)
        except ValidationError:
            message = _("“%(value)s” is no address of a page.")
            yield message % {"value": entry.source_url[:80]}


def _faults_of_choices(entry: Entry):
    texts = [text for text, _is_right in entry.choices]
    right = sum(is_right for _text, is_right in entry.choices)
    if any(not text for text in texts):
        yield _("A choice is empty.")
    if any(len(text) > MOST_IN_CHOICE for text in texts):
        yield _("A choice is too long: at most %(most)s characters.") % {"most": MOST_IN_CHOICE}
    if len(texts) > MOST_CHOICES:
        yield _("There are too many choices: at most %(most)s.") % {"most": MOST_CHOICES}
    if len({text.casefold() for text in texts}) < len(texts):
        yield _("Two choices are the same.")
    if entry.kind == QuestionKind.TRUE_FALSE and [fold(text) for text in texts] != [TRUE, FALSE]:
        yield _("The choices of a true-or-false question are “Đúng” and “Sai”.")
        return
    try:
        check_key(kind=entry.kind, choice_count=len(texts), right_count=right)
    except InvalidKeyError:
        yield _fault_of_key(entry.kind, len(texts), right)


def _fault_of_key(kind: QuestionKind, choices: int, right: int) -> str:
    if choices < 2:
        return _("A question needs at least two choices.")
    if right == 0:
        return _("No choice is marked as right.")
    return _("%(right)s choices are marked as right, but one is asked for.") % {"right": right}


def _faults_of_weights(item: Item):
    """Name weights that the bank's own marking would not give.

    Source: quizblocks.marking.mark_response.
    """
    shares = [choice.weight for choice in item.choices if choice.weight > NOTHING]
    if item.kind == ItemKind.SEVERAL and shares:
        even = Fraction(1, len(shares))
        is_even = all(abs(share - even) <= ROUNDING for share in shares)
    else:
        is_even = False
    if not is_even and any(share != WHOLE for share in shares):
        yield _(
            "Some choices earn a part of the mark. In the bank every right choice earns the same; "
            "tick what is right."
        )


def _faults_of_place(entry: Entry):
    if not entry.topic:
        yield _("No topic is said. Give one here, or one for all questions of the file.")
    elif not slugify_vietnamese(entry.topic):
        yield _("“%(value)s” is no name for a topic.") % {"value": entry.topic[:80]}


def _losses(item: Item):
    if "/" in item.topic and topic_name(item.topic) != one_line(item.topic):
        message = _("Of the path “%(path)s” the last part is the topic.")
        yield message % {"path": item.topic[:120]}
    if item.tags:
        yield _("Tags are not kept: %(tags)s.") % {"tags": ", ".join(item.tags)[:120]}
    if (
        any(choice.feedback for choice in item.choices)
        or item.right_feedback
        or item.wrong_feedback
    ):
        yield _("Feedback to single answers is not kept; the explanation is.")
    if any(choice.weight < NOTHING for choice in item.choices):
        yield _("The file's deductions are not kept: the bank's own marking counts.")


def same_stem(folded_stem: str) -> str:
    """Return the text by which two questions are one: folded, double spaces aside."""
    return " ".join(folded_stem.split())
