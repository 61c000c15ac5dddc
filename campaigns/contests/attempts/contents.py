"""What was answered, as it is stored: rows by their own names, the same for every attempt. Pure."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from quizblocks.shown import Answer, ShownQuestion

from .errors import NotANumberError

# Place of the prediction among the answers.
PREDICTION = 0
MOST_DIGITS = 9

Content = dict[str, Any]


def stored(question: ShownQuestion, answer: Answer, names: Mapping[str, UUID]) -> Content:
    """Return ``answer`` as it is stored; {} where nothing was answered.

    Args:
        names: the names of the rows in the attempt, by their own.
    """
    if question.has_choices:
        by_id = {choice.id: choice.key for choice in question.choices}
        own = {name: row for row, name in names.items()}
        picked = sorted(own[by_id[number]] for number in answer.picked)
        return {"picked": picked} if picked else {}
    if question.is_typed:
        return {"text": answer.text} if answer.text else {}
    own = {name.hex[:12]: row for row, name in names.items()}
    # The numbers of gaps and places are no names of rows and stay as they are.
    chosen = {
        own.get(row, row): own.get(value, value)
        for row, value in sorted(answer.chosen.items())
        if value
    }
    return {"chosen": chosen} if chosen else {}


def answered(content: Mapping[str, Any], names: Mapping[str, UUID]) -> Answer:
    """Return a stored answer as the page shows it again, with the names that the page has."""
    numbers = {row: int(name.hex[:12], 16) for row, name in names.items()}
    tokens = {row: name.hex[:12] for row, name in names.items()}
    chosen = content.get("chosen", {})
    return Answer(
        picked=frozenset(numbers[row] for row in content.get("picked", ())),
        text=content.get("text", ""),
        chosen={tokens.get(row, row): tokens.get(value, value) for row, value in chosen.items()},
    )


def read_prediction(text: str) -> int:
    """Return a prediction; points, commas and blanks between thousands are left out.

    Raises:
        NotANumberError: it is no whole number of a possible size.
    """
    digits = "".join(sign for sign in text if not (sign.isspace() or sign in ".,"))
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        raise NotANumberError
    return int(digits)
