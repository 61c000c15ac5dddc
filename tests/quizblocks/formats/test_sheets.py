"""Tables of questions as people really send them."""

import time
import tracemalloc
import unicodedata
import zipfile
from datetime import datetime
from fractions import Fraction
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from goodnews.core.spreadsheets.files import OLD_OFFICE, SpreadsheetRefusedError
from quizblocks.formats.items import ItemKind, Reading
from quizblocks.formats.sheet_columns import guess_columns, role_labels
from quizblocks.formats.sheets import open_question_table, read_question_rows
from tests.core.sheets import make_sheet
from tests.core.test_spreadsheets import packed

SHEET = "xl/worksheets/sheet1.xml"
SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEADINGS = ("Câu hỏi", "Phương án A", "Phương án B", "Phương án C", "Phương án D", "Đáp án")
CAPITAL = ("Thủ đô của Lào?", "Băng Cốc", "Viêng Chăn", "Hà Nội", "Phnôm Pênh")


def read(*rows) -> Reading:
    return read_question_rows(rows, guess_columns(rows))


def read_file(content: bytes) -> Reading:
    return read(*open_question_table(content).rows)


def right_of(reading: Reading) -> list[str]:
    """Return the right choices of the only question."""
    assert reading.faults == ()
    (item,) = reading.items
    return [choice.text for choice in item.choices if choice.weight > 0]


def said(reading: Reading) -> list[str]:
    return [fault.message for fault in reading.faults]


@pytest.fixture(autouse=True)
def _in_vietnamese():
    with translation.override("vi"):
        yield


class GuessingTests:
    def test_order_case_marks_titles_and_further_columns_do_not_matter(self):
        rows = [
            ("TỈNH ĐOÀN", None),
            ("Bộ câu hỏi năm 2026",),
            (),
            ("STT", "ĐÁP ÁN ĐÚNG *", "cau hoi", "A", "B", "Mức độ", "Ghi chú"),
            (1, "B", "Thủ đô của Lào?", "Băng Cốc", "Viêng Chăn", "Nhận biết", "x"),
        ]
        mapping = guess_columns(rows)
        assert mapping.heading_row == 4
        assert mapping.roles == ("", "key", "stem", "choice:a", "choice:b", "difficulty", "")
        reading = read_question_rows(rows, mapping)
        assert right_of(reading) == ["Viêng Chăn"]
        assert (reading.items[0].difficulty, reading.items[0].place) == ("easy", "5")

    def test_a_merged_heading_above_letters(self):
        rows = [
            ("STT", "Nội dung câu hỏi", "Phương án trả lời", None, None, None, "Đáp án"),
            (None, None, "A", "B", "C", "D", None),
            (1, *CAPITAL, "B"),
        ]
        mapping = guess_columns(rows)
        assert mapping.heading_row == 2
        assert mapping.roles[1:] == (
            "stem", "choice:a", "choice:b", "choice:c", "choice:d", "key",
        )  # fmt: skip
        assert right_of(read_question_rows(rows, mapping)) == ["Viêng Chăn"]

    @pytest.mark.parametrize(
        "headings",
        [
            ("Question", "Option 1", "Option 2", "Option 3", "Option 4", "Correct answer"),
            ("Nội dung", "Đáp án A", "Đáp án B", "Đáp án C", "Đáp án D", "Đáp án đúng"),
            ("Câu hỏi (bắt buộc)", "PA A", "PA B", "PA C", "PA D", "ĐA"),
            ("Câu", "a", "b", "c", "d", "Đáp án (A/B/C/D)"),
            ("Câu hỏi", "Lựa chọn 1", "Lựa chọn 2", "Lựa chọn 3", "Lựa chọn 4", "Key"),
        ],
    )
    def test_headings_that_people_write(self, headings):
        assert right_of(read(headings, (*CAPITAL, "B"))) == ["Viêng Chăn"]

    def test_without_headings_a_person_chooses(self):
        rows = [(*CAPITAL, "B")]
        mapping = guess_columns(rows)
        assert (mapping.is_complete, mapping.heading_row, len(mapping.roles)) == (False, 0, 6)
        assert "Hãy chọn cột" in said(read_question_rows(rows, mapping))[0]
        for place, role in enumerate(["stem", "choice:a", "choice:b", "choice:c", "choice:d"]):
            mapping = mapping.with_role(place, role)
        mapping = mapping.with_role(5, "key")
        assert right_of(read_question_rows(rows, mapping)) == ["Viêng Chăn"]

    def test_a_role_moves_to_the_column_that_a_person_chooses(self):
        mapping = guess_columns([("Câu hỏi", "Đáp án", "Ghi chú"), ("x", "y", "z")])
        assert mapping.with_role(2, "key").roles == ("stem", "", "key")

    def test_every_role_has_a_label(self):
        mapping = guess_columns([(*HEADINGS, "Phương án I")])
        labels = role_labels(mapping)
        assert set(mapping.roles) <= set(labels)
        assert labels["choice:i"] == "Phương án I"


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


class RowTests:
    def test_empty_rows_repeated_headings_and_topics_are_no_questions(self):
        reading = read(
            ("STT", *HEADINGS),
            (1,),
            (),
            (None, "Chủ đề 1: Địa lý"),
            (2, *CAPITAL, "B"),
            ("STT", *HEADINGS),
            ("Người lập biểu", None),
        )
        (item,) = reading.items
        assert (item.topic, item.place) == ("Địa lý", "5")
        assert [remark.place for remark in reading.remarks] == ["7"]

    def test_cells_merged_downwards_hold_for_every_row(self):
        rows = [("Chủ đề", *HEADINGS), ("Địa lý", *CAPITAL, "B"), (None, *CAPITAL, "B")]
        reading = read_file(make_sheet(rows, merged=["A2:A3"]))
        assert [item.topic for item in reading.items] == ["Địa lý", "Địa lý"]

    def test_formulas_and_errors_are_refused_by_cell(self):
        rows = [HEADINGS, (*CAPITAL, "=A1"), (CAPITAL[0], "#REF!", *CAPITAL[2:], "B")]
        reading = read_file(make_sheet(rows))
        assert [fault.place for fault in reading.faults] == ["2", "3"]
        assert "cột Đáp án: Ô này là công thức" in said(reading)[0]
        assert "cột Phương án A" in said(reading)[1]

    def test_a_table_without_questions_says_so(self):
        assert len(read(HEADINGS).faults) == 1

    def test_after_a_thousand_faults_it_stops(self):
        reading = read(HEADINGS, *[("?",)] * 3000)
        assert len(reading.faults) == 1001


CSV = "Câu hỏi;A;B;Đáp án\r\n\r\nThủ đô của Lào, nước bạn?;Hà Nội;Viêng Chăn;B\r\n"


class CsvTests:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_letters_of_every_encoding(self, encoding):
        assert right_of(read_file(CSV.encode(encoding))) == ["Viêng Chăn"]

    def test_windows_1258(self):
        text = "".join(_for_1258(sign) for sign in CSV)
        assert right_of(read_file(text.encode("cp1258"))) == ["Viêng Chăn"]

    @pytest.mark.parametrize("separator", [",", "\t"])
    def test_other_separators(self, separator):
        lines = ["Câu hỏi;A;B;Đáp án", '"Thủ đô, của; Lào?";Hà Nội;Viêng Chăn;B']
        text = "\n".join(
            line.replace(";", separator).replace(f"của{separator}", "của;") for line in lines
        )
        reading = read_file(text.encode())
        assert right_of(reading) == ["Viêng Chăn"]

    def test_excels_own_first_line_and_lines_inside_cells(self):
        text = 'sep=,\r\nCâu hỏi,Phương án,Đáp án\r\nThủ đô?,"A. Huế\nB. Hà Nội",B\r\n'
        reading = read_file(text.encode())
        assert right_of(reading) == ["Hà Nội"]
        assert reading.items[0].place == "3"

    def test_formulas_are_refused_by_cell(self):
        (fault,) = read_file(CSV.replace("Hà Nội", "=1+1").encode()).faults
        assert fault.message.startswith("Dòng 3, cột A: ")


def _for_1258(sign: str) -> str:
    """Return ``sign`` as the page holds it: the letter, and after it the mark of its tone."""
    try:
        sign.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", sign)
        tone = next(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone
    return sign


ROW = b'<row><c t="inlineStr"><is><t>A</t></is></c></row>'


def sheet_of(rows: bytes) -> bytes:
    return packed({SHEET: b"<worksheet><sheetData>%s</sheetData></worksheet>" % rows})


class HostileTests:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "câu hỏi"),
            (b"PK\x03\x04 half a file", "không phải tệp Excel"),
            (OLD_OFFICE + b"\x00" * 600, "Excel đời cũ"),
            (packed({"xl/vbaProject.bin": b"x"}), "macro"),
            (packed({"xl/externalLinks/externalLink1.xml": b"<x/>"}), "tệp khác"),
            (packed({SHEET: b"0" * 70_000_000}), "quá nhiều"),
            (packed({SHEET: b"<not xml"}), "hỏng"),
            (packed({SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'}), "hỏng"),
            (sheet_of(ROW * 1_000_000), "10.000 dòng"),
            (sheet_of(b"<row/>" * 1_000_000), "10.000 dòng"),
            (sheet_of(b"<row>" + b"<c/>" * 1_000_000 + b"</row>"), "quá nhiều"),
            (sheet_of(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "10.000 dòng"),
            (sheet_of(ROW * 12_000), "10.000 dòng"),
            (b"a;b\n" * 1_000_000, "10.000 dòng"),
            (b"\n" * 1_000_000, "10.000 dòng"),
            (b"x" * 11_000_000, "10 MB"),
            (b"\x00\x01\x02" * 500, "CSV"),
            (b"\x89PNG\r\n\x1a\n" * 50, "CSV"),
            (("\u0300a" * 50).encode("cp1258"), "Việt"),
        ],
        ids=range(19),
    )
    def test_each_is_refused_in_a_sentence_within_a_second(self, content, words):
        started = time.process_time()
        try:
            (message,) = said(read_file(content))
        except SpreadsheetRefusedError as refusal:
            message = refusal.message
        assert time.process_time() - started < 1
        assert words in message

    def test_ten_thousand_questions_in_15_seconds(self):
        row = ("Câu hỏi dài vừa phải về lịch sử địa phương, thứ bao nhiêu đó? " * 2,)
        row += tuple(f"Phương án {letter}, dài khoảng bốn mươi ký tự." for letter in "ABCD")
        rows = ((f"{number} {row[0]}", *row[1:], "B") for number in range(10_000))
        content = make_sheet([HEADINGS, *rows])
        started = time.process_time()
        reading = read_file(content)
        assert time.process_time() - started < 15
        assert len(reading.items) == 10_000
        assert reading.items[-1].place == "10001"

    def test_memory_stays_below_150_megabytes_for_ten_thousand(self):
        row = (*CAPITAL, "B")
        content = make_sheet([HEADINGS, *((f"{n} {row[0]}", *row[1:]) for n in range(2_000))])
        tracemalloc.start()
        try:
            assert len(read_file(content).items) == 2_000
            _now, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak * 5 < 150 * 1024 * 1024
