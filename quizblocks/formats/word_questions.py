"""One question of a Word file while it is read, and the item that it becomes."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from goodnews.core.marked_text import MARKS, MarkedText

from .choice_texts import LETTERS, STAR, marked_places
from .drafts import Draft, Part, build_item, word_of
from .items import Item
from .keys import KeyRefusedError, read_key
from .word_lines import LIST_NUMBER, Line

# Their keys run over several lines.
LINED_KINDS = ("sapxep", "ghep", "noi", "traloingan", "dien", "so")
URL = re.compile(r"https?://\S+")


@dataclass
class Asked:
    """A question while it is read.

    Attributes:
        parts: what was said about it, line by line.
        stem: its lines, each with whether it looks like an item of a list.
        pending: lines after a choice, which belong to it if another choice follows.
        state: the part to which a line without a beginning of its own belongs.
        is_whole: no picture or formula stands in it.
        is_cut: some line of it was not understood, so that it may not be complete.
        is_plain: no raised or lowered text lost its place.
    """

    place: int
    number: int
    topic: str
    parts: dict[Part, list[str]] = field(default_factory=dict)
    stem: list[tuple[MarkedText, bool]] = field(default_factory=list)
    labels: list[MarkedText] = field(default_factory=list)
    choices: list[MarkedText] = field(default_factory=list)
    pending: list[Line] = field(default_factory=list)
    state: Part = Part.STEM
    is_whole: bool = True
    is_cut: bool = False
    is_plain: bool = True

    def add_choices(self, pieces: list[tuple[MarkedText, MarkedText]]) -> None:
        """Add choices; lines that waited belong to the choice before them."""
        if self.pending:
            last = self.choices[-1]
            kept = list(zip(last, last.flags, strict=True))
            self.choices[-1] = MarkedText.joined(
                [*kept, *((f"\n{line.text}", 0) for line in self.pending)]
            )
            self.pending = []
        for label, text in pieces:
            self.labels.append(label)
            self.choices.append(text)
        self.state = Part.CHOICES

    @property
    def takes_more(self) -> bool:
        """Whether a line without a beginning of its own belongs to the part before it."""
        if self.state == Part.KEY:
            kind = word_of(" ".join(self.parts.get(Part.KIND, [])))
            return not self.parts[Part.KEY] or kind.startswith(LINED_KINDS)
        return self.state == Part.EXPLANATION

    def item(self, listed_key: str) -> tuple[Item, str]:
        """Return the question, and a sentence where its key and its marks differ.

        Args:
            listed_key: what the list of keys says, "" where it says nothing.

        Raises:
            PartRefusedError: with the first piece that cannot be understood.
        """
        draft = self._draft()
        said = draft.get(Part.KEY)
        starred = _take_stars(draft)
        marked = marked_places(draft.labels, draft.choices, MARKS) or set()
        key = said or listed_key or ", ".join(LETTERS[place] for place in sorted(starred))
        if key:
            draft.texts[Part.KEY] = key
        item = build_item(draft, str(self.place))
        shown = [one for one in (starred, marked) if one]
        if said and listed_key and _places(said, draft) != _places(listed_key, draft):
            shown.append(_places(listed_key, draft))
        if any(one != _places(key, draft) for one in shown) and key:
            return item, _("Another choice than the key's stands out or is listed. Which is right?")
        return item, ""

    def _draft(self) -> Draft:
        texts = {
            part: "\n".join(lines) if part in (Part.KEY, Part.EXPLANATION) else " ".join(lines)
            for part, lines in self.parts.items()
            if lines
        }
        choices, labels = list(self.choices), list(self.labels)
        stem = [text for text, _is_item in self.stem]
        items = [text for text, is_item in self.stem if is_item]
        if not choices and len(items) > 1 and not texts.get(Part.KIND):
            stem = [text for text, is_item in self.stem if not is_item]
            choices = [_without_number(text) for text in items]
            labels = [MarkedText("")] * len(choices)
        runs = [run for text in stem for run in (("\n", 0), *text.runs)]
        texts[Part.STEM] = MarkedText.joined(runs[1:])
        if self.topic:
            texts[Part.TOPIC] = self.topic
        if found := URL.search(texts.get(Part.SOURCE, "")):
            texts.setdefault(Part.SOURCE_URL, found[0].rstrip(".,;)"))
            if found[0] == texts[Part.SOURCE]:
                del texts[Part.SOURCE]
        return Draft(texts, choices, labels)


def _without_number(text: MarkedText) -> MarkedText:
    found = LIST_NUMBER.match(text)
    return text.cut(found.end()).trimmed() if found else text


def _take_stars(draft: Draft) -> set[int]:
    """Take asterisks off the choices; return those that had one, unless all had."""
    starred = set()
    for place, (label, text) in enumerate(zip(draft.labels, draft.choices, strict=True)):
        bare = text
        if bare.endswith(STAR):
            bare = bare.cut(0, len(bare.rstrip(STAR)))
        if bare.startswith(STAR):
            bare = bare.cut(len(bare) - len(bare.lstrip(STAR)))
        if STAR in label or bare != text:
            starred.add(place)
        draft.choices[place] = bare.trimmed()
    return starred if len(starred) < len(draft.choices) else set()


def _places(key: str, draft: Draft) -> set[int]:
    try:
        return set(read_key(key, draft.choices)) if draft.choices else set()
    except KeyRefusedError:
        return set()
