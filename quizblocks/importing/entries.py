"""What the bank can hold of a question in a file: the entry, or the sentences that say why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from goodnews.core.folding import slugify_vietnamese
from quizblocks.bodies import Body
from quizblocks.body_faults import faults_of_body
from quizblocks.choices import CHOICE_KINDS, Difficulty, QuestionKind
from quizblocks.formats.items import NOTHING, WHOLE, Item, ItemKind, ItemPicture
from quizblocks.formats.markup import letters_of, tidied
from quizblocks.item_bodies import KINDS, body_of_item, clean, one_line, written_key
from quizblocks.marked_fields import LEAST_STEM, MOST_IN_STEM
from quizblocks.models import Question, QuestionTag, Topic
from quizblocks.topic_paths import MOST_LEVELS, names_of, shown_path

# Files round thirds and sixths: 33.333 is a third.
ROUNDING = Fraction(1, 100)
MOST_IN_TOPIC = Topic._meta.get_field("name").max_length
MOST_IN_TAG = QuestionTag._meta.get_field("name").max_length
MOST_TAGS = 20
DIFFICULTIES = frozenset(Difficulty.values)

# Field, its name in a sentence, and the most characters of it.
LIMITS = {
    "stem": (gettext_lazy("The question"), MOST_IN_STEM),
    "explanation": (gettext_lazy("The explanation"), 5000),
    "source": (gettext_lazy("The source"), Question._meta.get_field("source").max_length),
    "source_url": (
        gettext_lazy("The address of the source"),
        Question._meta.get_field("source_url").max_length,
    ),
}


@dataclass(frozen=True)
class Entry:
    """A question as the bank will hold it.

    Attributes:
        body: what is asked and what is right.
        topic: path of its topic, "An toàn mạng › Mật khẩu"; "" where none is said.
        difficulty: "" where none is said.
    """

    stem: str
    kind: QuestionKind
    body: Body
    explanation: str = ""
    source: str = ""
    source_url: str = ""
    topic: str = ""
    difficulty: str = ""
    tags: tuple[str, ...] = ()
    picture: ItemPicture | None = None

    @property
    def folded_tags(self) -> frozenset[str]:
        """The tags, to compare two entries."""
        return frozenset(tag.casefold() for tag in self.tags)

    @property
    def choices(self) -> tuple[tuple[str, bool], ...]:
        """Text of each choice and whether it is right."""
        return tuple((choice.text, choice.is_right) for choice in self.body.choices)

    @property
    def pictures(self) -> tuple[ItemPicture, ...]:
        """Its own picture and those of its choices."""
        found = (self.picture, *(choice.picture for choice in self.body.choices))
        return tuple(picture for picture in found if picture)

    @property
    def key_lines(self) -> list[str]:
        """What is right, a line for each, where there are no choices to pick."""
        if self.kind in CHOICE_KINDS:
            return []
        return written_key(self.kind, self.body).split("\n")

    @property
    def feedback(self) -> list[str]:
        """What is said after the answer."""
        said = [*self.body.choices, *self.body.numbers, *self.body.texts]
        texts = [*(each.feedback for each in said)]
        return [
            text for text in (*texts, self.body.right_feedback, self.body.wrong_feedback) if text
        ]


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
    entry = Entry(
        stem=tidied(item.stem, clean),
        kind=KINDS[item.kind],
        body=body_of_item(item),
        explanation=clean(item.explanation),
        source=one_line(item.source),
        source_url=one_line(item.source_url),
        topic=shown_path(clean(item.topic)) or shown_path(clean(topic)),
        tags=_tags(item.tags),
        difficulty=item.difficulty if item.difficulty in DIFFICULTIES else "",
        picture=item.picture,
    )
    faults = (
        *_faults_of_text(entry),
        *faults_of_body(entry.kind, entry.body, stem=entry.stem),
        *_faults_of_weights(item),
        *_faults_of_place(entry),
    )
    return Judgement(None if faults else entry, faults, tuple(_losses(item)))


def _tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return ``tags`` as one line each, none twice."""
    kept: dict[str, str] = {}
    for line in map(one_line, tags):
        if line:
            kept.setdefault(line.casefold(), line)
    return tuple(kept.values())


def _faults_of_text(entry: Entry):
    if not entry.stem:
        yield _("The question is empty.")
    elif len(letters_of(entry.stem)) < LEAST_STEM:
        yield _("The question is too short: at least %(least)s letters.") % {"least": LEAST_STEM}
    for field, (name, most) in LIMITS.items():
        text = letters_of(getattr(entry, field))
        if len(text) > most:
            message = _("%(name)s is too long: %(length)s characters, at most %(most)s.")
            yield message % {"name": name, "length": len(text), "most": most}
    if entry.source_url:
        try:
            URLValidator(schemes=["http", "https"])(entry.source_url)
        except ValidationError:
            message = _("“%(value)s” is no address of a page.")
            yield message % {"value": entry.source_url[:80]}


def _faults_of_weights(item: Item):
    """Name weights that the bank's own marking would not give.

    Source: quizblocks.marking.mark_response.
    """
    if KINDS[item.kind] not in CHOICE_KINDS:
        return
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
    yield from _faults_of_topic(entry.topic, get_language())
    if any(len(tag) > MOST_IN_TAG for tag in entry.tags) or len(entry.tags) > MOST_TAGS:
        yield _("At most %(count)s tags of at most %(most)s characters can be kept.") % {
            "count": MOST_TAGS,
            "most": MOST_IN_TAG,
        }


@lru_cache(maxsize=1024)
def _faults_of_topic(path: str, _language: str) -> tuple[str, ...]:
    """Return what is wrong with the path of a topic, kept: a file names few, many times each."""
    return tuple(_found_in_topic(path))


def _found_in_topic(path: str):
    names = names_of(path)
    if not names:
        yield _("No topic is said. Give one here, or one for all questions of the file.")
    if any(not slugify_vietnamese(name) for name in names):
        yield _("“%(value)s” is no name for a topic.") % {"value": path[:80]}
    if any(len(name) > MOST_IN_TOPIC for name in names):
        yield _("The name of a topic is too long: at most %(most)s characters.") % {
            "most": MOST_IN_TOPIC
        }
    if len(names) > MOST_LEVELS:
        yield _("Topics have at most %(most)s levels.") % {"most": MOST_LEVELS}


def _losses(item: Item):
    if any(each.weight < NOTHING for each in (*item.choices, *item.numbers)):
        yield _("The file's deductions are not kept: the bank's own marking counts.")


def same_stem(folded_stem: str) -> str:
    """Return the text by which two questions are one: folded, double spaces aside."""
    return " ".join(folded_stem.split())
