"""QTI: what each interaction asks, and what its declaration says is right.

Source: https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from .items import (
    FALSE_TEXT,
    NOTHING,
    TRUE_TEXT,
    WHOLE,
    ItemChoice,
    ItemKind,
    ItemNumber,
    ItemPair,
)
from .keys import read_truth, weigh
from .numerals import read_number
from .qti_elements import Element, html_of
from .wordings import HTML, NotingWording
from .xml_nodes import XmlFaultError

NUMBERS = frozenset({"integer", "float"})
SEVERAL_VALUES = frozenset({"multiple", "ordered"})
FEEDBACK = frozenset({"feedbackInline", "feedbackBlock"})
PICTURES = frozenset({"img", "object"})
MOST_NAMED = 80
HUNDRED = 100


class QtiWording(NotingWording):
    """The texts of one item."""

    def say(self, element: Element) -> str:
        """Return what ``element`` says to a reader before the answer, without marks."""
        return self.plain(self._asked(element), HTML)

    def tell(self, element: Element) -> str:
        """Return what ``element`` says to a reader before the answer, with its marks."""
        return self.rich(self._asked(element), HTML)

    def _asked(self, element: Element) -> str:
        instead = {id(each): "" for each in element.within() if each.tag in FEEDBACK}
        return html_of(element, instead=instead | self.left_out(element))

    def left_out(self, element: Element) -> dict[int, str]:
        """Return what stands for each picture in ``element``: nothing; each is named."""
        pictures = [each for each in element.within() if each.tag in PICTURES]
        for each in pictures:
            name = each.get("alt") or each.get("src") or each.get("data")
            self.note(_("A picture was left out: %(name)s.") % {"name": name[:MOST_NAMED]})
        return {id(each): "" for each in pictures}

    def feedback(self, element: Element) -> str:
        """Return what is said to whoever picks ``element``."""
        texts = [
            self.plain(html_of(each, instead={}), HTML)
            for each in element.within()
            if each.tag in FEEDBACK
        ]
        return "\n".join(text for text in texts if text)

    def remarks(self) -> list[str]:
        return [*super().remarks(), *self.notes]


@dataclass
class Task:
    """An item with its one interaction."""

    root: Element
    interaction: Element

    @property
    def declaration(self) -> Element:
        """The declaration of the response that the interaction collects.

        Raises:
            XmlFaultError: there is none.
        """
        name = self.interaction.get("responseIdentifier")
        for each in self.root.all("responseDeclaration"):
            if each.get("identifier") == name:
                return each
        message = _("No <responseDeclaration> says what is right for “%(name)s”.")
        raise XmlFaultError(message % {"name": name[:40]}, self.interaction.line)

    @property
    def right_values(self) -> list[str]:
        """What the declaration calls correct, in its order."""
        correct = self.declaration.first("correctResponse")
        return [each.text.strip() for each in correct.all("value")] if correct else []

    @property
    def mapped(self) -> dict[str, Fraction]:
        """What the mapping of the declaration gives for each value.

        Raises:
            XmlFaultError: a number is none.
        """
        mapping = self.declaration.first("mapping")
        found = {}
        for entry in mapping.all("mapEntry") if mapping else []:
            value = read_number(entry.get("mappedValue"))
            if value is None:
                message = _("“%(text)s” is no number; decimals are written with a point.")
                raise XmlFaultError(message % {"text": entry.get("mappedValue")[:40]}, entry.line)
            found[entry.get("mapKey")] = value
        return found

    @property
    def is_mapped(self) -> bool:
        """Whether the mapping counts, and not the correct response."""
        if not self.mapped or not any(value > 0 for value in self.mapped.values()):
            return False
        rules = self.root.first("responseProcessing")
        template = rules.get("template").lower() if rules is not None else ""
        return "match_correct" not in template or not self.right_values

    def lacks_key(self) -> XmlFaultError:
        """Return the fault of an item that says nothing is right."""
        message = _("Neither <correctResponse> nor <mapping> says what is right.")
        return XmlFaultError(message, self.declaration.line)


def _note_rules(task: Task, wording: QtiWording) -> None:
    """Say where an item brings rules of its own."""
    rules = task.root.first("responseProcessing")
    if rules is not None and rules.children:
        wording.note(_("The file's own rules of marking were left out; the bank's count."))


def _options(task: Task, tag: str) -> dict[str, Element]:
    """Return the choices of the interaction by their identifiers.

    Raises:
        XmlFaultError: two have the same.
    """
    found: dict[str, Element] = {}
    for each in task.interaction.within():
        if each.tag == tag:
            name = each.get("identifier")
            if name in found or not name:
                message = _("The identifier “%(name)s” is missing or said twice.")
                raise XmlFaultError(message % {"name": name[:40]}, each.line)
            found[name] = each
    return found


def _known(names: list[str], options: dict[str, Element], task: Task) -> None:
    for name in names:
        if name not in options:
            message = _("“%(name)s” is called right, but there is no such choice.")
            raise XmlFaultError(message % {"name": name[:40]}, task.declaration.line)


def _read_choices(task: Task, wording: QtiWording) -> dict:
    return _picked(task, wording, _options(task, "simpleChoice"))


def _read_gap(task: Task, wording: QtiWording) -> dict:
    return _picked(task, wording, _options(task, "inlineChoice"))


def _picked(task: Task, wording: QtiWording, options: dict[str, Element]) -> dict:
    _note_rules(task, wording)
    is_several = task.declaration.get("cardinality") in SEVERAL_VALUES
    kind = ItemKind.SEVERAL if is_several else ItemKind.SINGLE
    shares = _shares(task, options, kind)
    choices = tuple(
        ItemChoice(wording.tell(each), shares[name], wording.feedback(each))
        for name, each in options.items()
    )
    truths = [read_truth(choice.text) for choice in choices]
    if kind == ItemKind.SINGLE and sorted(map(str, truths)) == ["False", "True"]:
        by_truth = dict(zip(truths, choices, strict=True))
        if sorted(choice.weight for choice in choices) == [NOTHING, WHOLE]:
            return {
                "kind": ItemKind.TRUE_FALSE,
                "choices": tuple(
                    ItemChoice(text, by_truth[truth].weight, by_truth[truth].feedback)
                    for truth, text in ((True, TRUE_TEXT), (False, FALSE_TEXT))
                ),
            }
    return {"kind": kind, "choices": choices}


def _shares(task: Task, options: dict[str, Element], kind: ItemKind) -> dict[str, Fraction]:
    """Return the share of the mark that each choice earns, by identifier."""
    if task.is_mapped:
        mapped = task.mapped
        _known(list(mapped), options, task)
        gains = [value for value in mapped.values() if value > 0]
        best = sum(gains) if kind == ItemKind.SEVERAL else max(gains)
        return {name: max(mapped.get(name, NOTHING) / best, -WHOLE) for name in options}
    right = task.right_values
    if not right:
        raise task.lacks_key()
    _known(right, options, task)
    places = {place: None for place, name in enumerate(options) if name in right}
    return dict(zip(options, weigh(kind, places, len(options)), strict=True))


def _read_text(task: Task, wording: QtiWording) -> dict:
    _note_rules(task, wording)
    accepted = _accepted(task, wording)
    if task.declaration.get("baseType") in NUMBERS:
        return {"kind": ItemKind.NUMERIC, "numbers": _numbers(task, accepted)}
    # A lone "*" would stand for anything.
    choices = tuple(ItemChoice(text.replace("*", "\\*"), share) for text, share in accepted.items())
    return {"kind": ItemKind.SHORT_ANSWER, "choices": choices}


def _accepted(task: Task, wording: QtiWording) -> dict[str, Fraction]:
    """Return what may be typed, each with its share of the mark."""
    if task.interaction.get("patternMask"):
        wording.note(_("The pattern that an answer must fit was left out."))
    if task.is_mapped:
        mapped = task.mapped
        best = max(mapped.values())
        entries = task.declaration.first("mapping").all("mapEntry")
        if any(entry.get("caseSensitive") in ("true", "1") for entry in entries):
            wording.note(_("Capital and small letters are not told apart here."))
        return {text: max(value / best, -WHOLE) for text, value in mapped.items()}
    if not task.right_values:
        raise task.lacks_key()
    return dict.fromkeys(task.right_values, WHOLE)


def _numbers(task: Task, accepted: dict[str, Fraction]) -> tuple[ItemNumber, ...]:
    tolerance = _tolerance(task)
    numbers = []
    for text, share in accepted.items():
        value = read_number(text)
        if value is None:
            message = _("“%(text)s” is no number; decimals are written with a point.")
            raise XmlFaultError(message % {"text": text[:40]}, task.declaration.line)
        below, above = tolerance(value)
        numbers.append(ItemNumber(value - below, value + above, share))
    return tuple(numbers)


def _tolerance(task: Task) -> Callable[[Fraction], tuple[Fraction, Fraction]]:
    """Return how far a number may be off, below and above, by the <equal> of the rules.

    Raises:
        XmlFaultError: the rule cannot be read.
    """
    rules = task.root.first("responseProcessing")
    found = [each for each in rules.within() if each.tag == "equal"] if rules else []
    mode = found[0].get("toleranceMode", "exact") if found else "exact"
    if mode == "exact":
        return lambda value: (NOTHING, NOTHING)
    ends = [read_number(part) for part in found[0].get("tolerance").split()]
    if mode not in ("absolute", "relative") or len(ends) not in (1, 2) or None in ends:
        message = _("The tolerance of this number cannot be read.")
        raise XmlFaultError(message, found[0].line)
    below, above = abs(ends[0]), abs(ends[-1])
    if mode == "absolute":
        return lambda value: (below, above)
    return lambda value: (abs(value) * below / HUNDRED, abs(value) * above / HUNDRED)


def _read_steps(task: Task, wording: QtiWording) -> dict:
    options, right = _options(task, "simpleChoice"), task.right_values
    if not right:
        raise task.lacks_key()
    _known(right, options, task)
    if sorted(right) != sorted(options):
        message = _("The right order leaves out a step, or names one twice.")
        raise XmlFaultError(message, task.declaration.line)
    return {
        "kind": ItemKind.ORDERING,
        "steps": tuple(wording.say(options[name]) for name in right),
    }


def _right_pairs(task: Task, options: dict[str, Element]) -> list[tuple[str, str]]:
    """Return the pairs that belong together.

    Raises:
        XmlFaultError: there are none, or what is said is no pair.
    """
    said = task.right_values or [name for name, value in task.mapped.items() if value > 0]
    if not said:
        raise task.lacks_key()
    pairs = [tuple(text.split()) for text in said]
    for pair in pairs:
        if len(pair) != 2:
            message = _("“%(text)s” is no pair of identifiers.")
            raise XmlFaultError(message % {"text": " ".join(pair)[:40]}, task.declaration.line)
        _known(list(pair), options, task)
    return pairs


def _read_match(task: Task, wording: QtiWording) -> dict:
    sets = task.interaction.all("simpleMatchSet")
    if len(sets) != 2:
        message = _("A matching question has two sets of choices.")
        raise XmlFaultError(message, task.interaction.line)
    options = _options(task, "simpleAssociableChoice")
    partners: dict[str, str] = {}
    for left, right in _right_pairs(task, options):
        if left in partners:
            message = _("“%(name)s” has two partners; here each has one.")
            raise XmlFaultError(message % {"name": left[:40]}, task.declaration.line)
        partners[left] = right
    return {"kind": ItemKind.MATCHING, "pairs": _pairs(task, wording, partners, options)}


def _pairs(task: Task, wording, partners: dict[str, str], options) -> tuple[ItemPair, ...]:
    lefts, rights = (
        [each.get("identifier") for each in one.all("simpleAssociableChoice")]
        for one in task.interaction.all("simpleMatchSet")
    )
    for name in lefts:
        if partners.get(name) not in rights:
            message = _("“%(name)s” has no partner in the second set.")
            raise XmlFaultError(message % {"name": name[:40]}, options[name].line)
    texts = {name: wording.say(each) for name, each in options.items()}
    pairs = [ItemPair(texts[name], texts[partners[name]]) for name in lefts]
    used = set(partners.values())
    return (*pairs, *(ItemPair("", texts[name]) for name in rights if name not in used))


def _read_associate(task: Task, wording: QtiWording) -> dict:
    """Any two of one set may be joined in QTI; here the first of each pair asks for the second."""
    options = _options(task, "simpleAssociableChoice")
    right = _right_pairs(task, options)
    named = [name for pair in right for name in pair]
    if len(set(named)) < len(named):
        message = _("A choice belongs to two pairs; here each belongs to one.")
        raise XmlFaultError(message, task.declaration.line)
    wording.note(_("Which two belong together became: what belongs to the first of each pair."))
    texts = {name: wording.say(each) for name, each in options.items()}
    pairs = [ItemPair(texts[left], texts[partner]) for left, partner in right]
    others = [ItemPair("", texts[name]) for name in options if name not in named]
    return {"kind": ItemKind.MATCHING, "pairs": (*pairs, *others)}


READERS: dict[str, Callable[[Task, QtiWording], dict]] = {
    "choiceInteraction": _read_choices,
    "inlineChoiceInteraction": _read_gap,
    "textEntryInteraction": _read_text,
    "orderInteraction": _read_steps,
    "matchInteraction": _read_match,
    "associateInteraction": _read_associate,
}
