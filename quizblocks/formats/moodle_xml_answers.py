"""Moodle XML, the answers of each type of question.

Source: https://docs.moodle.org/en/Moodle_XML_format
"""

from collections.abc import Callable
from fractions import Fraction
from itertools import count

from django.utils.translation import gettext as _

from .gap_texts import gaps_in, renumbered
from .items import (
    FALSE_TEXT,
    NOTHING,
    TRUE_TEXT,
    WHOLE,
    ItemChoice,
    ItemKind,
    ItemNumber,
    ItemPair,
    ItemPicture,
)
from .moodle_xml_pictures import take_picture
from .numerals import read_number, read_percent
from .wordings import HTML, MARKDOWN, MOODLE, PLAIN, NotingWording
from .xml_nodes import Node, XmlFaultError

FORMATS = {
    "html": HTML,
    "moodle_auto_format": MOODLE,
    "plain_text": PLAIN,
    "markdown": MARKDOWN,
}
GAPS = "gapselect"
NO_WORDS = frozenset({"false", "0"})


class XmlWording(NotingWording):
    """The texts of one question."""

    def say(self, node: Node | None) -> str:
        """Return what an element with a format says to a reader."""
        if node is None:
            return ""
        self.is_lost = self.is_lost or node.first("file") is not None
        text = (node.first("text") or node).content
        return self.plain(text, FORMATS.get(node.attributes.get("format", ""), HTML))

    def tell(self, node: Node | None) -> tuple[str, ItemPicture | None]:
        """Return what an element says to a reader with its marks, and its first picture."""
        if node is None:
            return "", None
        text = (node.first("text") or node).content
        used = FORMATS.get(node.attributes.get("format", ""), HTML)
        picture = None
        if used in (HTML, MOODLE):
            text, picture, others = take_picture(text, node.all("file"))
            for name in others:
                self.note(_("A picture was left out: %(name)s.") % {"name": name})
        return self.rich(text, used), picture

    def remarks(self) -> list[str]:
        return [*super().remarks(), *self.notes]


def _weight(answer: Node) -> Fraction:
    """Return the share of the mark that ``answer`` earns.

    Raises:
        XmlFaultError: it names none.
    """
    written = answer.attributes.get("fraction", "")
    weight = read_percent(written)
    if weight is None:
        message = _("“%(text)s” is no percentage from -100 to 100.")
        raise XmlFaultError(message % {"text": written[:40]}, answer.line)
    return weight


def _feedback(answer: Node, wording: XmlWording) -> str:
    return wording.say(answer.first("feedback"))


def _raw(node: Node) -> str:
    """Return the text of an element that Moodle shows as it stands."""
    return (node.first("text") or node).content.strip()


def _read_choices(question: Node, wording: XmlWording) -> dict:
    is_several = question.text("single").strip().lower() in NO_WORDS
    choices = []
    for answer in question.all("answer"):
        text, picture = wording.tell(answer)
        feedback = _feedback(answer, wording)
        choices.append(ItemChoice(text, _weight(answer), feedback, picture))
    return {"kind": ItemKind.SEVERAL if is_several else ItemKind.SINGLE, "choices": tuple(choices)}


def _read_truth(question: Node, wording: XmlWording) -> dict:
    found = {_raw(answer).lower(): answer for answer in question.all("answer")}
    if set(found) != {"true", "false"}:
        message = _("A true-or-false question has the answers “true” and “false”.")
        raise XmlFaultError(message, question.line)
    choices = tuple(
        ItemChoice(text, _weight(found[name]), _feedback(found[name], wording))
        for name, text in (("true", TRUE_TEXT), ("false", FALSE_TEXT))
    )
    if sorted(choice.weight for choice in choices) != [NOTHING, WHOLE]:
        message = _("Of “true” and “false” one earns 100 and the other 0.")
        raise XmlFaultError(message, question.line)
    return {"kind": ItemKind.TRUE_FALSE, "choices": choices}


def _read_accepted(question: Node, wording: XmlWording) -> dict:
    """A lone "*" that earns nothing is Moodle's way to speak to all other answers."""
    if question.text("usecase").strip() not in ("", "0"):
        wording.note(_("Capital and small letters are not told apart here."))
    choices, others = [], ""
    for answer in question.all("answer"):
        text, weight = _raw(answer), _weight(answer)
        feedback = _feedback(answer, wording)
        if text == "*" and weight == NOTHING:
            others = others or feedback
        else:
            choices.append(ItemChoice(text, weight, feedback))
    return {
        "kind": ItemKind.SHORT_ANSWER,
        "choices": tuple(choices),
        "wrong_feedback": others,
    }


def _read_numbers(question: Node, wording: XmlWording) -> dict:
    units = question.first("units")
    if units is not None and units.children:
        wording.note(_("Units of numbers were left out."))
    numbers, others = [], ""
    for answer in question.all("answer"):
        text, weight = _raw(answer), _weight(answer)
        feedback = _feedback(answer, wording)
        if text == "*" and weight == NOTHING:
            others = others or feedback
            continue
        middle, tolerance = _number(text, answer), _number(answer.text("tolerance"), answer)
        width = abs(tolerance)
        numbers.append(ItemNumber(middle - width, middle + width, weight, feedback))
    return {"kind": ItemKind.NUMERIC, "numbers": tuple(numbers), "wrong_feedback": others}


def _number(text: str, answer: Node) -> Fraction:
    value = read_number(text.strip() or "0")
    if value is None:
        message = _("“%(text)s” is no number; decimals are written with a point.")
        raise XmlFaultError(message % {"text": text.strip()[:40]}, answer.line)
    return value


def _read_pairs(question: Node, wording: XmlWording) -> dict:
    pairs = []
    for pair in question.all("subquestion"):
        answer = pair.first("answer")
        pairs.append(ItemPair(wording.say(pair), _raw(answer) if answer else ""))
    return {"kind": ItemKind.MATCHING, "pairs": tuple(pairs)}


def _read_steps(question: Node, wording: XmlWording) -> dict:
    answers = question.all("answer")
    if any(_feedback(answer, wording) for answer in answers):
        wording.note(_("What is said to single steps was left out."))
    steps = tuple(wording.say(answer) for answer in answers)
    return {"kind": ItemKind.ORDERING, "steps": steps}


def read_gaps(question: Node, stem: str) -> tuple[str, dict]:
    """Return ``stem`` with its gaps numbered from 1 on, and what can be chosen for each.

    In Moodle the number of a gap names its right option, whose group is what can be chosen.

    Raises:
        XmlFaultError: a gap names no option.
    """
    options = [
        (option.text("group").strip() or "1", _raw(option))
        for option in question.all("selectoption")
    ]
    gaps = []
    for number in gaps_in(stem):
        if not 1 <= number <= len(options):
            message = _("The gap [[%(number)s]] names no option.")
            raise XmlFaultError(message % {"number": number}, question.line)
        group, right = options[number - 1]
        others = [text for each, text in options if each == group and text != right]
        gaps.append((right, *dict.fromkeys(others)))
    places = count(1)
    stem = renumbered(stem, lambda _number: next(places))
    return stem, {"kind": ItemKind.GAPS, "gaps": tuple(gaps)}


READERS: dict[str, Callable[[Node, XmlWording], dict]] = {
    "multichoice": _read_choices,
    "truefalse": _read_truth,
    "shortanswer": _read_accepted,
    "numerical": _read_numbers,
    "matching": _read_pairs,
    "match": _read_pairs,
    "ordering": _read_steps,
}
