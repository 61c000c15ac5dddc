"""What keeps a question of a file from being one that can be asked and marked."""

from django.utils.translation import gettext as _

from .gap_texts import gaps_in
from .items import WHOLE, Item, ItemKind
from .numerals import write_percent

FEWEST = 2


def flaw_of(item: Item) -> str:
    """Return what is wrong with ``item`` as a sentence, or "" where nothing is."""
    if not item.stem.strip():
        return _("The question has no text.")
    return CHECKS[item.kind](item)


def doubt_of(item: Item) -> str:
    """Return what can be asked but was hardly meant, as a sentence, or ""."""
    together = sum(choice.weight for choice in item.choices if choice.weight > 0)
    if item.kind != ItemKind.SEVERAL or together == WHOLE:
        return ""
    message = _("The right choices earn %(sum)s%% of the mark together, not 100%%.")
    return message % {"sum": write_percent(together)}


def _choices_flaw(item: Item) -> str:
    if any(not (choice.text or choice.picture) for choice in item.choices):
        return _("A choice has no text.")
    if len(item.choices) < FEWEST:
        return _("A question needs at least two choices.")
    if item.kind == ItemKind.SEVERAL:
        is_right = any(choice.weight > 0 for choice in item.choices)
    else:
        is_right = any(choice.weight == WHOLE for choice in item.choices)
    return "" if is_right else _("No choice is the right one.")


def _accepted_flaw(item: Item) -> str:
    if any(not choice.text for choice in item.choices):
        return _("An accepted answer has no text.")
    if not any(choice.weight == WHOLE for choice in item.choices):
        return _("No answer earns the whole mark.")
    return ""


def _numbers_flaw(item: Item) -> str:
    if any(number.lowest > number.highest for number in item.numbers):
        return _("A range of numbers ends before it begins.")
    if not any(number.weight == WHOLE for number in item.numbers):
        return _("No answer earns the whole mark.")
    return ""


def _pairs_flaw(item: Item) -> str:
    if any(not pair.answer for pair in item.pairs):
        return _("A pair has no answer.")
    if sum(bool(pair.stem) for pair in item.pairs) < FEWEST:
        return _("A matching question needs at least two pairs.")
    return ""


def _steps_flaw(item: Item) -> str:
    if any(not step for step in item.steps):
        return _("A step has no text.")
    return "" if len(item.steps) >= FEWEST else _("An ordering question needs at least two steps.")


def _gaps_flaw(item: Item) -> str:
    if any(not text for texts in item.gaps for text in texts):
        return _("A choice has no text.")
    if not item.gaps or gaps_in(item.stem) != list(range(1, len(item.gaps) + 1)):
        return _("The text has no gaps, or others than there are choices for.")
    if any(len(texts) < FEWEST for texts in item.gaps):
        return _("A gap needs at least two choices.")
    return ""


CHECKS = {
    ItemKind.SINGLE: _choices_flaw,
    ItemKind.SEVERAL: _choices_flaw,
    ItemKind.TRUE_FALSE: _choices_flaw,
    ItemKind.SHORT_ANSWER: _accepted_flaw,
    ItemKind.NUMERIC: _numbers_flaw,
    ItemKind.MATCHING: _pairs_flaw,
    ItemKind.ORDERING: _steps_flaw,
    ItemKind.GAPS: _gaps_flaw,
}
