"""What is written into a table is read out of it again, whatever it is."""

from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from quizblocks.formats.items import (
    WHOLE,
    Item,
    ItemChoice,
    ItemKind,
    ItemNumber,
    ItemPair,
    Reading,
)
from quizblocks.formats.sheet_columns import guess_columns
from quizblocks.formats.sheet_writing import (
    QuestionNotWritableError,
    question_template,
    write_question_sheet,
)
from quizblocks.formats.sheets import open_question_table, read_question_rows

from .item_strategies import EXAMPLES, items_with_gaps

CHOSEN = Item(
    kind=ItemKind.SINGLE,
    stem="Thủ đô của Lào?",
    choices=(ItemChoice("Viêng Chăn", WHOLE), ItemChoice("Băng Cốc")),
)


def read_again(content: bytes) -> Reading:
    rows = open_question_table(content).rows
    return read_question_rows(rows, guess_columns(rows))


def cells(*questions: Item) -> dict[str, str]:
    """Return the cells of the first of ``questions`` as written, by heading."""
    sheet = load_workbook(BytesIO(write_question_sheet(questions))).active
    headings, values = list(sheet.values)[:2]
    return {heading: value for heading, value in zip(headings, values, strict=True) if value}


def test_a_sheet_says_its_size_so_that_nobody_reads_it_twice():
    content = write_question_sheet([CHOSEN, CHOSEN])
    sheet = load_workbook(BytesIO(content), read_only=True).active
    assert (sheet.max_row, sheet.max_column) == (3, len(next(iter(sheet.values))))


class RoundTripTests:
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(items_with_gaps(), min_size=1, max_size=12))
    @example([replace(CHOSEN, stem="Câu 3. Ai?", tags=('a;"b"', "c"))])
    @example([replace(CHOSEN, choices=(ItemChoice("A. x", WHOLE), ItemChoice("B) y")))])
    @example([replace(CHOSEN, choices=(ItemChoice("B", WHOLE), ItemChoice("A")))])
    @example([replace(CHOSEN, choices=(ItemChoice("2", WHOLE), ItemChoice("1")))])
    @example([replace(CHOSEN, choices=(ItemChoice("Đúng"), ItemChoice("Sai", WHOLE)))])
    @example([replace(CHOSEN, choices=(ItemChoice("#N/A", WHOLE), ItemChoice("'=1")))])
    @example(
        [
            Item(kind=ItemKind.SHORT_ANSWER, stem="?", choices=(ItemChoice("a; b", WHOLE),)),
            Item(kind=ItemKind.SHORT_ANSWER, stem="?", choices=(ItemChoice("(5%) b", WHOLE),)),
            Item(kind=ItemKind.ORDERING, stem="?", steps=("1. a\\⏎", "2. b\n\\")),
            Item(
                kind=ItemKind.MATCHING,
                stem="?",
                pairs=(ItemPair("a → b\\", "c=>d"), ItemPair("x\ny", "z"), ItemPair("", "->")),
            ),
        ]
    )
    def test_every_question_comes_back_as_it_was(self, questions):
        reading = read_again(write_question_sheet(questions))
        assert reading.faults == ()
        assert reading.items == tuple(questions)

    def test_the_place_is_the_row(self):
        reading = read_again(write_question_sheet([CHOSEN, CHOSEN]))
        assert [item.place for item in reading.items] == ["2", "3"]


class NotationTests:
    def test_plain_keys_are_letters(self):
        assert cells(CHOSEN)["Đáp án"] == "A"
        half = Fraction(1, 2)
        several = tuple(
            ItemChoice(text, share) for text, share in [("a", half), ("b", 0), ("c", half)]
        )
        assert cells(replace(CHOSEN, kind=ItemKind.SEVERAL, choices=several))["Đáp án"] == "A, C"

    def test_other_shares_stand_beside_the_letters(self):
        shares = [WHOLE, Fraction(-1, 3), Fraction(1, 8)]
        choices = tuple(ItemChoice(f"x{share}", share) for share in shares)
        assert cells(replace(CHOSEN, choices=choices))["Đáp án"] == "A=100%; B=−1/3; C=12,5%"

    def test_numbers_have_a_comma_and_ranges_a_dash(self):
        numbers = (
            ItemNumber(Fraction(314, 100), Fraction(314, 100)),
            ItemNumber(Fraction(-5), Fraction(1, 3), Fraction(1, 2)),
        )
        written = cells(Item(kind=ItemKind.NUMERIC, stem="?", numbers=numbers))
        assert written["Đáp án"] == "3,14\n(50%) −5 – 1/3"
        assert written["Loại câu hỏi"] == "Số"

    @pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+84", "-x", "@SUM(A1)", "#REF!"])
    def test_no_cell_runs(self, text):
        content = write_question_sheet([replace(CHOSEN, stem=text, explanation=text)])
        found = [cell for row in load_workbook(BytesIO(content)).active for cell in row]
        assert {cell.data_type for cell in found if cell.value is not None} == {"s"}
        assert not [
            cell.value for cell in found if str(cell.value).startswith(("=", "+", "-", "@"))
        ]

    def test_what_does_not_fit_is_refused_by_its_name(self):
        with pytest.raises(QuestionNotWritableError, match="Thủ đô"):
            write_question_sheet([replace(CHOSEN, explanation="x" * 33_000)])
        many = tuple(ItemChoice(str(number), WHOLE) for number in range(27))
        with pytest.raises(QuestionNotWritableError, match="Thủ đô"):
            write_question_sheet([replace(CHOSEN, choices=many)])


class TemplateTests:
    def test_it_offers_kinds_and_difficulties(self):
        sheet = load_workbook(BytesIO(question_template()))["Câu hỏi"]
        offered = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
        assert '"Dễ,Trung bình,Khó"' in offered.values()
        assert any("Một đáp án,Nhiều đáp án" in texts for texts in offered.values())
        assert all(cells.endswith("10001") for cells in offered)

    def test_its_guide_explains_every_heading(self):
        workbook = load_workbook(BytesIO(question_template()))
        guide = "\n".join(str(row[0]) for row in workbook["Hướng dẫn"].values)
        for heading in ("Câu hỏi", "Đáp án", "Độ khó", "Ghép đôi", "Sắp xếp", "Số"):
            assert heading in guide

    def test_its_examples_are_sound_but_not_read(self):
        content = question_template()
        reading = read_again(content)
        assert (reading.items, len(reading.remarks)) == ((), 3)
        workbook = load_workbook(BytesIO(content))
        for row in range(2, 5):
            workbook["Câu hỏi"].cell(row, 1).value = None
        out = BytesIO()
        workbook.save(out)
        reading = read_again(out.getvalue())
        assert reading.faults == ()
        assert [item.kind for item in reading.items] == ["single", "several", "numeric"]
