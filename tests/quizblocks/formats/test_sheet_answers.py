"""Keys, choices and kinds of questions in tables, however they are written."""

import zipfile
from datetime import datetime
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from quizblocks.formats.items import ItemKind
from tests.core.sheets import make_sheet
from tests.core.test_spreadsheets import packed

from .sheet_readings import CAPITAL, HEADINGS, read, read_file, right_of, said

SHEET = "xl/worksheets/sheet1.xml"


SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


class KeyTests:
    @pytest.mark.parametrize(
        ("key", "right"),
        [
            ("B", [1]),
            ("b.", [1]),
            ("(B)", [1]),
            ("Phương án B", [1]),
            ("B. Viêng Chăn", [1]),
            (2, [1]),
            (2.0, [1]),
            ("2", [1]),
            ("viêng chăn", [1]),
            ("A,C", [0, 2]),
            ("A C", [0, 2]),
            ("AC", [0, 2]),
            ("A và C", [0, 2]),
            ("a; c; d", [0, 2, 3]),
            ("1, 3", [0, 2]),
            (1.3, [0, 2]),
            ("A/C", [0, 2]),
        ],
    )
    def test_each_way_of_writing_it(self, key, right):
        reading = read(HEADINGS, (*CAPITAL, key))
        assert right_of(reading) == [CAPITAL[place + 1] for place in right]
        (item,) = reading.items
        assert item.kind == (ItemKind.SINGLE if len(right) == 1 else ItemKind.SEVERAL)
        assert {choice.weight for choice in item.choices if choice.weight} == {
            Fraction(1, len(right))
        }

    @pytest.mark.parametrize(
        ("key", "words"),
        [
            ("E", "có 4 phương án"),
            ("5", "có 4 phương án"),
            ("Huế", "không phải là phương án"),
            ("B. Hà Nội", "không phải là phương án"),
            ("A, A", "hai lần"),
            (None, "Không có đáp án"),
        ],
    )
    def test_what_is_no_key_is_named_with_its_cell(self, key, words):
        (fault,) = read(HEADINGS, (*CAPITAL, key)).faults
        assert fault.place == "2"
        assert fault.message.startswith("Dòng 2, cột Đáp án: ")
        assert words in fault.message

    def test_a_number_that_is_another_choice_too_is_not_guessed(self):
        (fault,) = read(HEADINGS, ("1 + 1?", "4", "1", "2", "3", "2")).faults
        assert "hai phương án" in fault.message
        assert right_of(read(HEADINGS, ("1 + 1?", "1", "2", "3", "4", 2))) == ["2"]

    @pytest.mark.parametrize(
        "font", [Font(bold=True), Font(underline="single"), Font(color="FFFF0000")]
    )
    def test_a_choice_that_stands_out(self, font):
        assert right_of(read_file(with_fonts({(2, 3): font}))) == ["Viêng Chăn"]

    def test_what_all_bear_says_nothing(self):
        bold = {(2, column): Font(bold=True) for column in range(2, 6)}
        assert "Không có đáp án" in said(read_file(with_fonts(bold)))[0]
        bold[2, 4] = Font(bold=True, underline="single")
        assert right_of(read_file(with_fonts(bold))) == ["Hà Nội"]

    def test_marks_that_contradict_each_other_are_named(self):
        fonts = {(2, 2): Font(bold=True), (2, 3): Font(underline="single")}
        assert "mâu thuẫn" in said(read_file(with_fonts(fonts)))[0]

    def test_a_bold_line_in_one_cell(self):
        texts = (
            b"<si><t>Question</t></si><si><t>Choices</t></si><si><t>Capital?</t></si>"
            b"<si><r><t>A. Hue\n</t></r><r><rPr><b/></rPr><t>B. Hanoi</t></r></si>"
        )
        rows = b"".join(
            b'<row><c t="s"><v>%d</v></c><c t="s"><v>%d</v></c></row>' % pair
            for pair in [(0, 1), (2, 3)]
        )
        content = packed(
            {
                SHEET: b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (SPACE, rows),
                "xl/sharedStrings.xml": b"<sst %s>%s</sst>" % (SPACE, texts),
                "[Content_Types].xml": types_with_strings(),
            }
        )
        assert right_of(read_file(content)) == ["Hanoi"]


def types_with_strings() -> bytes:
    """Return the list of parts of a workbook that has shared texts, as Excel writes them."""
    with zipfile.ZipFile(BytesIO(make_sheet([("A",)]))) as archive:
        types = archive.read("[Content_Types].xml")
    strings = (
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
        b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    return types.replace(b"</Types>", strings)


def with_fonts(fonts) -> bytes:
    """Return a file with one question without key, its cells in ``fonts`` by row and column."""
    workbook = load_workbook(BytesIO(make_sheet([HEADINGS, CAPITAL])))
    for (row, column), font in fonts.items():
        workbook.active.cell(row, column).font = font
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


class ChoiceTests:
    @pytest.mark.parametrize(
        "cell",
        [
            "A. Băng Cốc\nB. Viêng Chăn\r\nC. Hà Nội",
            "A. Băng Cốc B. Viêng Chăn C. Hà Nội",
            "a) Băng Cốc; b) Viêng Chăn; c) Hà Nội".replace(";", "\t"),
            "A/ Băng Cốc\tB/ Viêng Chăn\tC/ Hà Nội",
            "Băng Cốc\nViêng Chăn\nHà Nội",
        ],
    )
    def test_all_in_one_cell(self, cell):
        reading = read(("Câu hỏi", "Các phương án", "Đáp án"), ("Thủ đô của Lào?", cell, "B"))
        assert right_of(reading) == ["Viêng Chăn"]
        assert len(reading.items[0].choices) == 3

    def test_below_the_question_itself(self):
        reading = read(
            ("Câu hỏi", "Đáp án"), ("Câu 1. Thủ đô của Lào?\nA. Hà Nội\nB. Viêng Chăn", "B")
        )
        assert right_of(reading) == ["Viêng Chăn"]
        assert reading.items[0].stem == "Thủ đô của Lào?"

    def test_letters_inside_the_texts_stay(self):
        cell = "A. Vitamin A. B. Vitamin B. C. Vitamin C."
        reading = read(("Câu hỏi", "Phương án", "Đáp án"), ("Cam có gì nhiều?", cell, "C"))
        assert right_of(reading) == ["Vitamin C."]

    def test_letters_before_choices_in_columns_go(self):
        row = ("Thủ đô của Lào?", "A. Băng Cốc", "B. Viêng Chăn", None, None, "B")
        assert right_of(read(HEADINGS, row)) == ["Viêng Chăn"]

    def test_numbers_percentages_and_days_look_as_they_do_in_the_sheet(self):
        workbook = Workbook()
        sheet = workbook.active
        sheet.append(HEADINGS)
        sheet.append(("?", 3.5, 0.25, 1954, datetime(1930, 2, 3), "B"))  # noqa: DTZ001
        sheet["C2"].number_format = "0%"
        out = BytesIO()
        workbook.save(out)
        reading = read_file(out.getvalue())
        texts = [choice.text for choice in reading.items[0].choices]
        assert texts == ["3,5", "25%", "1954", "03/02/1930"]
        assert "Phương án D" in reading.remarks[0].message

    def test_a_gap_and_a_lonely_choice_are_named(self):
        reading = read(HEADINGS, ("?", "a", None, "c", None, "A"), ("?", "a", None, None, None, 1))
        assert [fault.place for fault in reading.faults] == ["2", "3"]
        assert "cột Phương án A" in reading.faults[0].message


class KindTests:
    def read_kind(self, kind, key, *choices):
        headings = ("Loại", "Câu hỏi", "A", "B", "Đáp án")
        return read(headings, (kind, "?", *(choices or (None, None)), key))

    @pytest.mark.parametrize("key", ["Đúng", "đ", "Đ", "TRUE", True, "A"])
    def test_true_or_false(self, key):
        for row in (("Đúng/Sai", key), (None, key, "Đúng", "Sai")):
            reading = self.read_kind(*row)
            assert right_of(reading) == ["Đúng"]
            assert reading.items[0].kind == ItemKind.TRUE_FALSE

    def test_true_stands_first_whatever_the_order(self):
        (item,) = self.read_kind(None, "B", "Sai", "Đúng").items
        assert [(choice.text, choice.weight) for choice in item.choices] == [
            ("Đúng", 1),
            ("Sai", 0),
        ]

    @pytest.mark.parametrize(
        ("key", "lowest", "highest"),
        [
            ("3,14", "3.14", "3.14"),
            (3.14, "3.14", "3.14"),
            ("1–5", "1", "5"),
            ("-5 - -1", "-5", "-1"),
            ("từ 1 đến 2,5", "1", "2.5"),
            ("9,81 ± 0,05", "9.76", "9.86"),
            ("9.81 +/- 0.05", "9.76", "9.86"),
            ("1 234,5", "1234.5", "1234.5"),
            ("1.234,5", "1234.5", "1234.5"),
            ("1/3", "1/3", "1/3"),
        ],
    )
    def test_numbers(self, key, lowest, highest):
        (item,) = self.read_kind("Số", key).items
        (number,) = item.numbers
        assert (number.lowest, number.highest) == (Fraction(lowest), Fraction(highest))

    @pytest.mark.parametrize("key", ["1.234", "năm", "5–1", "5 km", "1/0", "9" * 5000])
    def test_what_is_no_number_is_not_guessed(self, key):
        (fault,) = self.read_kind("Số", key).faults
        assert fault.message.startswith("Dòng 2, cột Đáp án: ")

    def test_accepted_texts_stand_on_lines_or_between_semicolons(self):
        for key in ("Hà Nội\n(50%) Thăng Long", "Hà Nội; (50%) Thăng Long"):
            (item,) = self.read_kind("Trả lời ngắn", key).items
            assert [(choice.text, choice.weight) for choice in item.choices] == [
                ("Hà Nội", 1),
                ("Thăng Long", Fraction(1, 2)),
            ]

    def test_steps_and_pairs(self):
        (item,) = self.read_kind("Sắp xếp", "1) Gieo\n2) Gặt").items
        assert item.steps == ("Gieo", "Gặt")
        (item,) = self.read_kind("sắp xếp", "B, A", "Gặt", "Gieo").items
        assert item.steps == ("Gieo", "Gặt")
        (item,) = self.read_kind("Ghép cặp", "Lào => Viêng Chăn\nThái = Băng Cốc\n-> Huế").items
        assert [(pair.stem, pair.answer) for pair in item.pairs] == [
            ("Lào", "Viêng Chăn"),
            ("Thái", "Băng Cốc"),
            ("", "Huế"),
        ]

    @pytest.mark.parametrize(
        ("kind", "key", "column"),
        [
            ("Tự luận", "A", "Loại"),
            ("Một đáp án", "A, B", "Đáp án"),
            ("Ghép đôi", "Lào", "Đáp án"),
            ("Sắp xếp", "Gieo", "Đáp án"),
        ],
    )
    def test_what_contradicts_the_kind_is_named(self, kind, key, column):
        choices = ("a", "b") if "," in key or kind == "Tự luận" else ()
        (fault,) = self.read_kind(kind, key, *choices).faults
        assert f"cột {column}: " in fault.message

    def test_difficulty_tags_and_what_is_said_to_choices(self):
        reading = read(
            (*HEADINGS, "Độ khó", "Thẻ", "Nhận xét từng phương án"),
            (*CAPITAL, "B", 3, "địa lý, Lào; ASEAN", "A: Thái Lan.\nB: Đúng rồi.\nGiỏi!"),
            (*CAPITAL, "B", "rất khó", None, None),
        )
        (item,) = reading.items
        assert (item.difficulty, item.tags) == ("hard", ("địa lý", "Lào", "ASEAN"))
        assert [choice.feedback for choice in item.choices[:2]] == ["Thái Lan.", "Đúng rồi.\nGiỏi!"]
        assert said(reading)[0].startswith("Dòng 3, cột Độ khó: ")
