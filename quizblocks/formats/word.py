"""Questions out of a Word file (.docx), written as people here write them.

"Câu 1. … A. … B. … Đáp án: C", or the key as a bold, underlined, coloured or
starred choice, or in a table at the end; automatic numbers count as typed ones.
What is not understood is a fault with its paragraph: no text is lost in silence.
"""

from collections import Counter
from dataclasses import replace

from django.utils.translation import gettext as _

from goodnews.core.marked_text import MarkedText

from .choice_texts import ANY_LABEL, LETTERS, split_choices
from .drafts import DIFFICULTY_OF, Part, PartRefusedError, word_of
from .items import Item, Reading, Remark
from .sheet_columns import guess_columns
from .sheets import read_question_rows
from .word_keys import KeyTable, keys_in_grid
from .word_lines import (
    END,
    KEYS_HEADING,
    LIST_NUMBER,
    PLAIN_NUMBER,
    SECTION,
    TOPIC,
    WORD_NUMBER,
    Line,
    key_entries,
    lines_of_paragraph,
    part_of,
)
from .word_paragraphs import Grid, Paragraph, read_paragraphs
from .word_questions import Asked

FIRST_WORDS = 50
MAX_NOTES = 1000


def read_word(content: bytes) -> Reading:
    """Return the questions of a .docx file; a place is the number of a paragraph.

    Raises:
        WordRefusedError: it is no such file, too large, damaged, or holds what harms.
    """
    return read_blocks(read_paragraphs(content))


def read_blocks(blocks: list[Paragraph | Grid]) -> Reading:
    """Return the questions of a file that was taken apart already; see :func:`read_word`."""
    reader = _Reader()
    lines = _lines(blocks)
    reader.has_words = any(
        isinstance(line, Line) and bool(WORD_NUMBER.match(line.text)) for line in lines
    )
    reader.topics_follow = _topics_follow(lines)
    for line in lines:
        if isinstance(line, Grid):
            reader.read_grid(line)
        else:
            reader.read(line)
    return reader.finish()


def _lines(blocks: list[Paragraph | Grid]) -> list[Line | Grid]:
    """Return the lines in their order; tables that only lay out text come as their lines."""
    lines: list[Line | Grid] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines += _lines_of(block)
        elif keys_in_grid(block) is not None or _mapping(block) is not None:
            lines.append(block)
        else:
            lines += [line for paragraph in block.paragraphs() for line in _lines_of(paragraph)]
    return lines


def _lines_of(paragraph: Paragraph) -> list[Line]:
    if paragraph.text or paragraph.is_whole:
        return lines_of_paragraph(paragraph)
    return [Line(paragraph, MarkedText(""))]


def _cells(grid: Grid) -> list[tuple[MarkedText, ...]]:
    return [
        tuple(
            MarkedText.joined(
                piece
                for number, one in enumerate(cell)
                for piece in [
                    ("\n" if number else "", 0),
                    *zip(one.text, one.text.flags, strict=True),
                ]
            )
            for cell in row
        )
        for row in grid.rows
    ]


def _mapping(grid: Grid):
    """Return the columns of a table of questions; None where it is another table."""
    mapping = guess_columns(_cells(grid))
    has_choices = mapping.choice_places() or Part.CHOICES in mapping.roles
    return mapping if mapping.is_complete and has_choices else None


def _topics_follow(lines: list[Line | Grid]) -> bool:
    """Tell whether each question has a topic of its own below it, not a heading above."""
    texts = [line.text for line in lines if isinstance(line, Line)]
    questions = [n for n, text in enumerate(texts) if WORD_NUMBER.match(text)]
    topics = [n for n, text in enumerate(texts) if TOPIC.match(text)]
    return bool(topics) and len(topics) == len(questions) and topics[0] > questions[0]


class _Reader:
    """Reads line after line; what a line is depends on what stands before it."""

    def __init__(self):
        self.has_words = False
        self.topics_follow = False
        self.asked: list[Asked] = []
        self.items: list[Item] = []
        self.faults: list[tuple[int, str]] = []
        self.remarks: list[tuple[int, str]] = []
        self.keys = KeyTable()
        self.headings: dict[int, str] = {}
        self.topic = ""
        self.open: Asked | None = None
        self.in_keys = False

    def read(self, line: Line) -> None:
        """Read the next line."""
        steps = (
            self._read_keys,
            self._read_start,
            self._read_heading,
            self._read_part,
            self._read_choice,
        )
        if not any(step(line) for step in steps):
            self._read_more(line)
        if self.open is not None:
            self.open.is_whole &= line.paragraph.is_whole
            # Questions and choices keep such marks.
            has_marks = self.open.state in (Part.STEM, Part.CHOICES)
            self.open.is_plain &= line.paragraph.is_plain or has_marks
        elif not line.paragraph.is_whole and line.starts:
            self._fault(line.paragraph.number, _unreadable())

    def read_grid(self, grid: Grid) -> None:
        """Read a table of keys, or of questions."""
        place = next(paragraph.number for paragraph in grid.paragraphs())
        self.open = None
        keys = keys_in_grid(grid)
        for number, key in keys or []:
            self._take_key(place, number, key)
        if keys is None:
            self._read_question_grid(grid, place)

    def _read_question_grid(self, grid: Grid, place: int) -> None:
        if not all(paragraph.is_whole for paragraph in grid.paragraphs()):
            self._fault(place, _unreadable())
            return
        reading = read_question_rows(_cells(grid), _mapping(grid))
        self.items += [replace(item, place=str(place)) for item in reading.items]
        for remark in reading.faults:
            self._fault(place, remark.message)
        for remark in reading.remarks:
            self._remark(place, remark.message)

    def _read_keys(self, line: Line) -> bool:
        entries = key_entries(line.text)
        if KEYS_HEADING.fullmatch(line.text):
            self.in_keys = True
            if self._is_own_key(line):
                return False
            self.open = None
            return True
        if entries and (self.in_keys or len(entries) > 1):
            self.open = None
            for number, key in entries:
                self._take_key(line.paragraph.number, number, key)
            return True
        return False

    def _is_own_key(self, line: Line) -> bool:
        """Tell whether "Đáp án:" may begin the key of the open question."""
        question = self.open
        is_open = question is not None and bool(question.choices or question.parts)
        return is_open and part_of(line.text) is not None and Part.KEY not in question.parts

    def _take_key(self, place: int, number: int, key: str) -> None:
        if not self.keys.take(number, key, place):
            message = _("Question %(number)s has two keys in the list of keys.")
            self.faults.append((place, message % {"number": number}))

    def _read_start(self, line: Line) -> bool:
        found = WORD_NUMBER.match(line.text) if self.has_words else self._plain_start(line)
        if not found:
            return False
        self.in_keys = False
        self.open = Asked(line.paragraph.number, int(found[1]), self.topic)
        self.asked.append(self.open)
        rest = line.text.cut(found.end()).trimmed()
        level = found[2] if self.has_words else None
        if level and word_of(level) in DIFFICULTY_OF:
            self.open.parts[Part.DIFFICULTY] = [level]
        elif level:
            rest = MarkedText.joined([(f"({level}) ", 0), *zip(rest, rest.flags, strict=True)])
        before, pieces = split_choices(rest)
        if len(pieces) > 1 and before:
            self.open.stem.append((before, False))
            self.open.add_choices(pieces)
        elif rest:
            self.open.stem.append((rest, False))
        return True

    def _plain_start(self, line: Line):
        """Return the number that begins a question where none begins with "Câu"."""
        found = PLAIN_NUMBER.match(line.text)
        if not found or self.open is None:
            return found
        is_next = int(found[1]) in (1, self.open.number + 1)
        return found if is_next or self.open.choices or self.open.parts else None

    def _read_heading(self, line: Line) -> bool:
        text = line.text
        if END.fullmatch(text):
            self.open = None
            return True
        topic = TOPIC.match(text)
        if topic and self.topics_follow and self.open is not None:
            self.open.topic = str(text[topic.end() :]).strip()
            return True
        level = line.paragraph.heading
        if topic or level:
            words = str(text[topic.end() if topic else 0 :]).strip()
            self.headings = {one: said for one, said in self.headings.items() if 0 < one < level}
            self.headings[level] = words.replace("/", "∕")
            self.topic = "/".join(said for _level, said in sorted(self.headings.items()))
            self.open = None
            return True
        if SECTION.fullmatch(text) and (self.open is None or self.open.choices):
            self.open = None
            self._left_out(line)
            return True
        return False

    def _read_part(self, line: Line) -> bool:
        found = part_of(line.text)
        if found is None or self.open is None or not (self.open.stem or self.open.choices):
            return False
        part, start = found
        if part not in (Part.KEY, Part.EXPLANATION, Part.KIND) and not (
            self.open.choices or self.open.parts
        ):
            return False
        words = str(line.text[start:]).strip()
        self._flush(self.open)
        self.open.parts.setdefault(part, [])
        if words:
            self.open.parts[part].append(words)
        if part == Part.SOURCE and line.paragraph.links:
            self.open.parts.setdefault(Part.SOURCE_URL, line.paragraph.links[:1])
        self.open.state = part
        return True

    def _read_choice(self, line: Line) -> bool:
        question, text = self.open, line.text
        found = ANY_LABEL.match(text)
        if question is None or not found or question.state not in (Part.STEM, Part.CHOICES):
            return False
        count = len(question.choices)
        if line.starts and ANY_LABEL.match(f"{line.paragraph.label} ") and count < len(LETTERS):
            # Word counts on where its writer forgot to begin anew.
            end = len(line.paragraph.label) + 1
            question.add_choices([(text.cut(0, end), text.cut(end).trimmed())])
            return True
        before, pieces = split_choices(text, first=count)
        if pieces and not before:
            question.add_choices(pieces)
            return True
        if question.state == Part.CHOICES and found[1].upper() in LETTERS[:8]:
            self._not_understood(line)
            question.is_cut = True
            return True
        return False

    def _read_more(self, line: Line) -> None:
        """Read a line without a beginning of its own: it goes on with what stands before it."""
        question = self.open
        if not line.text:
            return
        if question is None:
            if self.asked or ANY_LABEL.match(line.text):
                self._not_understood(line)
            else:
                self._left_out(line)
        elif question.state == Part.STEM:
            is_item = line.paragraph.is_listed or bool(LIST_NUMBER.match(line.text))
            question.stem.append((line.text, is_item and line.starts))
        elif question.state == Part.CHOICES:
            question.pending.append(line)
        elif question.takes_more:
            question.parts[question.state].append(str(line.text))
        else:
            self._not_understood(line)

    def _flush(self, question: Asked) -> None:
        """Name the lines after the last choice: they may be its own, or anything else."""
        for pending in question.pending:
            self._not_understood(pending)
            question.is_cut = True
        question.pending = []

    def _not_understood(self, line: Line) -> None:
        message = _("Paragraph %(number)s was not understood: “%(words)s”.")
        self.faults.append((line.paragraph.number, _first_words(message, line)))

    def _left_out(self, line: Line) -> None:
        message = _("Paragraph %(number)s was left out: “%(words)s”.")
        self.remarks.append((line.paragraph.number, _first_words(message, line)))

    def _fault(self, place: int, sentence: str) -> None:
        message = _("Paragraph %(number)s: %(message)s")
        self.faults.append((place, message % {"number": place, "message": sentence}))

    def _remark(self, place: int, sentence: str) -> None:
        message = _("Paragraph %(number)s: %(message)s")
        self.remarks.append((place, message % {"number": place, "message": sentence}))

    def finish(self) -> Reading:
        """Return all that was read."""
        numbers = Counter(question.number for question in self.asked)
        for question in self.asked:
            self._close(question, is_only=numbers[question.number] == 1)
        for number, place in self.keys.without_question(set(numbers)):
            message = _("There is a key for question %(number)s, but no such question.")
            self._fault(place, message % {"number": number})
        if not self.items and not self.faults:
            self._fault(1, _("There are no questions in this file. Begin each with “Câu 1.”"))
        self.items.sort(key=lambda item: int(item.place))
        return Reading(tuple(self.items), _sorted(self.faults), _sorted(self.remarks))

    def _close(self, question: Asked, *, is_only: bool) -> None:
        self._flush(question)
        message = _("Paragraph %(number)s, question %(question)s: %(message)s")
        params = {"number": question.place, "question": question.number}
        listed = self.keys.get(question.number)
        if not question.is_whole:
            fault = _unreadable()
        elif listed and not is_only:
            fault = _("Several questions have this number, so the list of keys says nothing.")
        elif question.is_cut:
            fault = _("It was left out, because a line of it was not understood.")
        else:
            try:
                item, remark = question.item(listed)
            except PartRefusedError as error:
                fault = str(error)
            else:
                self.items.append(item)
                if remark:
                    self.remarks.append((question.place, message % {**params, "message": remark}))
                if not question.is_plain:
                    self._remark(question.place, _("Raised or lowered text became plain text."))
                return
        self.faults.append((question.place, message % {**params, "message": fault}))


def _sorted(notes: list[tuple[int, str]]) -> tuple[Remark, ...]:
    notes = sorted(notes, key=lambda note: note[0])
    if len(notes) > MAX_NOTES:
        message = _("%(count)s more notes are not shown.") % {"count": len(notes) - MAX_NOTES}
        notes = [*notes[:MAX_NOTES], (notes[MAX_NOTES][0], message)]
    return tuple(Remark(str(place), message) for place, message in notes)


def _unreadable() -> str:
    return _("Pictures, formulas and text boxes cannot be read.")


def _first_words(message: str, line: Line) -> str:
    words = " ".join(line.text.split())[:FIRST_WORDS]
    return message % {"number": line.paragraph.number, "words": words}
