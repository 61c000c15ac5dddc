"""Tables of questions: opened, their columns told or chosen, then read."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from goodnews.core.marked_text import MarkedText
from goodnews.core.spreadsheets.cells import NoValue
from quizblocks.formats.choice_texts import split_choices
from quizblocks.formats.drafts import Part
from quizblocks.formats.items import NOTHING, WHOLE, Item, ItemChoice, ItemKind
from quizblocks.formats.keys import KeyRefusedError, read_key
from quizblocks.formats.sheet_columns import SheetMapping, guess_columns, role_labels
from quizblocks.formats.sheets import open_question_table, read_question_rows, text_of

from .rows import empty_item, place_number

SAMPLES = 3
SAMPLE_LENGTH = 60
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class QuestionTable:
    """The rows of a table and what its columns seem to hold."""

    rows: Rows
    mapping: SheetMapping


def open_table(content: bytes) -> QuestionTable:
    """Return the table in an XLSX or CSV file.

    Raises:
        SpreadsheetRefusedError: it is neither, it is too large, or holds what harms.
    """
    rows = open_question_table(content).rows
    return QuestionTable(rows, guess_columns(rows))


def read_table(table: QuestionTable):
    """Return the reading of ``table``, and what guesses at its refused rows."""
    return read_question_rows(table.rows, table.mapping), partial(guess_in_row, table)


def guess_in_row(table: QuestionTable, place: str) -> Item:
    """Return what stands in row ``place``, so that nobody types it anew."""
    number = place_number(place)
    if not table.mapping.heading_row < number <= len(table.rows):
        return empty_item(place)
    said = {
        role: text_of(cell)
        for role, cell in zip(table.mapping.roles, table.rows[number - 1], strict=False)
        if role and cell is not None and not isinstance(cell, NoValue)
    }
    texts = [said.get(table.mapping.roles[at], "") for at in table.mapping.choice_places()]
    while texts and not texts[-1]:
        texts.pop()
    texts = texts or _choices_in(said.get(Part.CHOICES, ""))
    right: Sequence[int] = ()
    with suppress(KeyRefusedError):
        right = tuple(read_key(said.get(Part.KEY, ""), texts)) if said.get(Part.KEY) else ()
    return Item(
        kind=ItemKind.SEVERAL if len(right) > 1 else ItemKind.SINGLE,
        stem=said.get(Part.STEM, ""),
        place=place,
        choices=tuple(
            ItemChoice(text, WHOLE if at in right else NOTHING) for at, text in enumerate(texts)
        ),
        explanation=said.get(Part.EXPLANATION, ""),
        topic=said.get(Part.TOPIC, ""),
        source=said.get(Part.SOURCE, ""),
        source_url=said.get(Part.SOURCE_URL, ""),
        identifier=said.get(Part.IDENTIFIER, ""),
    )


def _choices_in(text: str) -> list[str]:
    _before, pieces = split_choices(MarkedText(text))
    return [str(piece) for _label, piece in pieces] or [
        line.strip() for line in re.split(r"\n", text) if line.strip()
    ]


class ColumnsForm(forms.Form):
    """What each column of a table holds, chosen by a person."""

    heading_row = forms.IntegerField(
        label=gettext_lazy("The headings end in row"),
        min_value=0,
        help_text=gettext_lazy("0 where there are none. The questions stand below."),
    )

    def __init__(self, *args, table: QuestionTable, **kwargs):
        self.table = table
        mapping = table.mapping
        kwargs.setdefault("initial", {"heading_row": mapping.heading_row})
        super().__init__(*args, **kwargs)
        width = max((len(row) for row in table.rows), default=0)
        offered = list(role_labels(mapping).items())
        roles = [*mapping.roles, *[""] * (width - len(mapping.roles))]
        for place, role in enumerate(roles):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=self._label(place),
                choices=offered,
                required=False,
                initial=role,
                help_text=self._samples(place),
            )
        self.width = len(roles)

    def _label(self, place: int) -> str:
        letter = _("Column %(letter)s") % {"letter": get_column_letter(place + 1)}
        headings = self.table.mapping.headings
        heading = headings[place] if place < len(headings) else ""
        return f"{letter}: {heading}" if heading else letter

    def _samples(self, place: int) -> str:
        """Return what stands in the first filled cells of a column."""
        below = self.table.rows[self.table.mapping.heading_row :]
        cells = (row[place] for row in below if place < len(row) and row[place] is not None)
        said = (text_of(cell)[:SAMPLE_LENGTH] for cell in cells if not isinstance(cell, NoValue))
        return " · ".join(text for text, _number in zip(said, range(SAMPLES), strict=False))

    def clean_heading_row(self):
        number = self.cleaned_data["heading_row"]
        if number >= len(self.table.rows):
            raise ValidationError(_("The table has no rows below this one."))
        return number

    def clean(self):
        values = super().clean()
        roles = [values.get(f"column-{place}", "") for place in range(self.width)]
        if Part.STEM.value not in roles:
            raise ValidationError(_("Choose the column in which the questions stand."))
        for place, role in enumerate(roles):
            if role and role in roles[:place]:
                self.add_error(f"column-{place}", _("Another column holds this already."))
        return values

    def chosen_table(self) -> QuestionTable:
        """Return the table with the columns as they were chosen."""
        headings = self.table.mapping.headings
        mapping = SheetMapping(
            heading_row=self.cleaned_data["heading_row"],
            headings=(*headings, *[""] * (self.width - len(headings))),
            roles=tuple(self.cleaned_data[f"column-{place}"] for place in range(self.width)),
        )
        return QuestionTable(self.table.rows, mapping)
