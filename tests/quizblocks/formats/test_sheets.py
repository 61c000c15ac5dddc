"""Tables of questions as people really send them."""

import unicodedata

import pytest

from quizblocks.formats.sheet_columns import guess_columns, role_labels
from quizblocks.formats.sheets import read_question_rows
from tests.core.sheets import make_sheet

from .sheet_readings import CAPITAL, HEADINGS, read, read_file, right_of, said


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
        assert said(read(HEADINGS)) == ["Dưới dòng tiêu đề không có câu hỏi nào."]

    def test_rows_that_kept_the_code_of_the_examples_are_told_why_they_are_left_out(self):
        rows = [("VÍ DỤ", *CAPITAL, "B"), ("VÍ DỤ", *CAPITAL, "C")]
        (message,) = said(read(("Mã", *HEADINGS), *rows))
        assert "mang mã “VÍ DỤ”" in message
        assert "xóa mã ấy ở những dòng của bạn" in message
        mixed = read(("Mã", *HEADINGS), *rows, ("C1", *CAPITAL, "B"))
        assert (len(mixed.items), said(mixed)) == (1, [])

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
