"""What is right, as people write it into one field; :mod:`.drafts` reads it again."""

from .choice_texts import LETTERS
from .items import Item, ItemKind
from .keys import write_key
from .lines import pack_gap, pack_line, pack_pair, pack_steps
from .numbers import with_share, write_range

WITH_CHOICES = (ItemKind.SINGLE, ItemKind.SEVERAL, ItemKind.TRUE_FALSE)


def write_key_text(item: Item) -> str:
    """Return what is right in ``item``, as a column or a field for it holds it."""
    if item.kind in WITH_CHOICES:
        return write_key(item.kind, item.choices)
    if item.kind == ItemKind.ORDERING:
        return pack_steps(item.steps)
    if item.kind == ItemKind.MATCHING:
        return "\n".join(pack_pair(pair.stem, pair.answer) for pair in item.pairs)
    if item.kind == ItemKind.GAPS:
        return "\n".join(pack_gap(texts) for texts in item.gaps)
    if item.kind == ItemKind.NUMERIC:
        numbers = item.numbers
        return "\n".join(with_share(n.weight, write_range(n.lowest, n.highest)) for n in numbers)
    return "\n".join(_accepted(item))


def _accepted(item: Item) -> list[str]:
    """Return the accepted texts; one that stands alone would be cut at its semicolons."""
    lines = [with_share(choice.weight, pack_line(choice.text)) for choice in item.choices]
    if len(lines) == 1 and ";" in lines[0] and lines[0] == pack_line(item.choices[0].text):
        return [f"(100%) {lines[0]}"]
    return lines


def write_feedback_text(item: Item) -> str:
    """Return what is said to single answers, a line for each: "A: …", "1: …"."""
    answers = item.numbers or item.choices
    names = LETTERS if item.kind in WITH_CHOICES else [str(n + 1) for n in range(len(answers))]
    return "\n".join(
        f"{name}: {pack_line(answer.feedback)}"
        for name, answer in zip(names, answers, strict=False)
        if answer.feedback
    )
