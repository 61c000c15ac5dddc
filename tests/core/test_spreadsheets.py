import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from goodnews.core.spreadsheets import files
from goodnews.core.spreadsheets.cells import (
    CellRefusedError,
    choices_of,
    escaped,
    read_count,
    read_day,
    read_flag,
    text_of,
    tidy,
)
from goodnews.core.spreadsheets.files import SpreadsheetRefusedError, read_sheet
from goodnews.core.spreadsheets.tables import Column, read_table
from goodnews.core.spreadsheets.writing import write_table, write_template

from .sheets import make_sheet

COLUMNS = (
    Column("code", "Mã đơn vị", text_of(8), aliases=("Mã",), is_needed=True),
    Column("name", "Tên đơn vị", text_of(20), is_needed=True, example="Xã A"),
    Column("day", "Từ ngày", read_day, choices=("a", "b"), example=date(2026, 1, 1)),
)


def read(*rows, merged=()):
    return read_table(rows, COLUMNS, merged)


class CellTests:
    @pytest.mark.parametrize(
        "value",
        [
            date(2026, 11, 21),
            datetime(2026, 11, 21, 7, 30),  # noqa: DTZ001 — as openpyxl gives it
            "21/11/2026",
            "2026-11-21",
            "21.11.2026 ",
        ],
    )
    def test_a_day_is_read_however_it_is_written(self, value):
        assert read_day(value) == date(2026, 11, 21)

    @pytest.mark.parametrize("value", ["31/02/2026", "11/21/2026", "mai", 45000, "01/01/1900", ""])
    def test_what_is_no_day_is_refused(self, value):
        with pytest.raises(CellRefusedError):
            read_day(value)

    @pytest.mark.parametrize("value", [1234, 1234.0, "1234", "1.234", "1 234", " 1,234 "])
    def test_a_number_is_read_however_it_is_written(self, value):
        assert read_count(value) == 1234

    @pytest.mark.parametrize("value", [-1, 1.5, "12a", "1.2", True, 10**10, "²", "1.23.456"])
    def test_what_is_no_number_of_people_is_refused(self, value):
        with pytest.raises(CellRefusedError):
            read_count(value)

    def test_yes_and_no(self):
        assert [read_flag(value) for value in (True, "CÓ", "x", 1, "Đúng")] == [True] * 5
        assert [read_flag(value) for value in (False, "không", 0)] == [False] * 3
        with pytest.raises(CellRefusedError):
            read_flag("có lẽ")

    def test_several_choices_in_one_cell(self):
        read_roles = choices_of({"bien tap vien": 1, "nguoi duyet": 2}, said=["Biên tập viên"])
        assert read_roles("Biên tập viên;  NGƯỜI DUYỆT") == {1, 2}
        with pytest.raises(CellRefusedError, match="Biên tập viên"):
            read_roles("Giám đốc")

    @given(st.text())
    def test_no_text_is_written_that_a_spreadsheet_runs_and_each_is_read_back(self, text):
        assert not escaped(text).startswith(("=", "+", "-", "@", "\t", "\r"))
        assert tidy(escaped(text)) == tidy(escaped(tidy(escaped(text))))

    @pytest.mark.parametrize("text", ["=1+1", "'=1", "+84", "-x", "@a", "''=b", "Đoàn xã"])
    def test_a_text_that_begins_like_a_formula_comes_back(self, text):
        assert tidy(escaped(text)) == text


class TableTests:
    def test_order_case_marks_spaces_titles_and_further_columns_do_not_matter(self):
        table = read(
            ("DANH SÁCH ĐƠN VỊ", None, None, None),
            (None, None, None, None),
            ("Ghi chú", "tu  NGAY", "TEN DON VI *", " mã "),
            ("x", "21/11/2026", "Xã A", 12.0),
            (None, None, "  ", None),
            ("chỉ ghi chú", None, None, None),
        )
        assert table.faults == []
        assert [(record.row, record.values) for record in table.records] == [
            (4, {"day": date(2026, 11, 21), "name": "Xã A", "code": "12"})
        ]

    def test_every_fault_names_row_and_column(self):
        table = read(
            ("Tên đơn vị", "Mã", "Từ ngày"),
            ("Xã A", "A", "31/02/2026"),
            ("x" * 21, "B", None),
            ("Xã C", None, None),
            ("Xã D", "a", None),
        )
        cells = [(fault.cell, fault.heading) for fault in table.faults]
        assert cells == [
            ("C2", "Từ ngày"),
            ("A3", "Tên đơn vị"),
            ("B4", "Mã đơn vị"),
            ("B5", "Mã đơn vị"),
        ]

    def test_merged_cells_below_the_headings_are_refused(self):
        rows = [("Tiêu đề", None), ("Mã", "Tên đơn vị"), ("A", "Xã A")]
        assert read(*rows, merged=["A1:B1"]).faults == []
        (fault,) = read(*rows, merged=["A3:B4"]).faults
        assert fault.cell == "A3"
        assert "A3:B4" in fault.message

    def test_a_heading_that_stands_twice_is_refused(self):
        (fault,) = read(("Mã", "Tên đơn vị", "mã đơn vị"), ("A", "Xã A", "B")).faults
        assert fault.cell == "C1"

    def test_a_table_without_headings_or_rows_says_so(self):
        assert "Mã đơn vị" in read(("a", "b"), ("c", "d")).faults[0].message
        assert len(read(("Mã", "Tên đơn vị")).faults) == 1
        assert len(read().faults) == 1


class FileTests:
    def test_formulas_and_broken_cells_are_refused_where_they_stand(self):
        content = make_sheet([("Mã", "Tên đơn vị"), ("A", "=1+1"), ("B", "#REF!")])
        sheet = read_sheet(content, title="?")
        assert [fault.cell for fault in read_table(sheet.rows, COLUMNS).faults] == ["B2", "B3"]

    def test_the_sheet_is_found_by_its_name_and_merged_cells_are_seen(self):
        workbook = load_workbook(BytesIO(make_sheet([("nháp",)])))
        wanted = workbook.create_sheet("ĐƠN VỊ")
        wanted["A3"] = "ở đây"
        wanted.merge_cells("A3:B3")
        out = BytesIO()
        workbook.save(out)
        sheet = read_sheet(out.getvalue(), title="Đơn vị")
        assert sheet.rows[2][0] == "ở đây"
        assert sheet.merged == ["A3:B3"]

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"Ma,Ten\nA,B\n", "no Excel file"),
            (b"", "no Excel file"),
            (b"PK\x03\x04 half a file", "no Excel file"),
            (files.OLD_OFFICE + b"\x00" * 600, "old Excel"),
            (files.OLD_OFFICE + files.LOCKED_PART, "password"),
            (b"x" * (files.MAX_FILE_BYTES + 1), "2 MB"),
        ],
    )
    def test_what_is_no_spreadsheet_is_refused_in_words(self, content, words):
        with pytest.raises(SpreadsheetRefusedError) as refusal:
            with_english(read_sheet, content, title="?")
        assert words in refusal.value.message

    def test_a_zip_bomb_is_refused_before_it_is_unpacked(self, monkeypatch):
        bomb = packed({"xl/worksheets/sheet1.xml": b"0" * (files.MAX_UNPACKED_BYTES + 1)})
        assert len(bomb) < 100_000
        monkeypatch.setattr(files, "load_workbook", None)
        with pytest.raises(SpreadsheetRefusedError):
            read_sheet(bomb, title="?")

    @pytest.mark.parametrize(
        "sheet",
        [
            b"<not xml",
            b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>',
            b'<worksheet><sheetData><row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'
            b"</sheetData></worksheet>",
            b'<worksheet><sheetData><row r="x"/></sheetData></worksheet>',
        ],
    )
    def test_a_damaged_sheet_is_refused(self, sheet):
        with pytest.raises(SpreadsheetRefusedError):
            read_sheet(packed({"xl/worksheets/sheet1.xml": sheet}), title="?")

    def test_a_file_with_macros_is_refused(self):
        with pytest.raises(SpreadsheetRefusedError) as refusal:
            with_english(read_sheet, packed({"xl/vbaProject.bin": b"x"}), title="?")
        assert "macros" in refusal.value.message

    def test_a_hundred_thousand_rows_are_refused_and_not_read(self, monkeypatch):
        row = b'<row><c t="inlineStr"><is><t>A</t></is></c></row>'
        sheet = b"<worksheet><sheetData>%s</sheetData></worksheet>" % (row * 100_000)
        monkeypatch.setattr(files, "_value", None)
        with pytest.raises(SpreadsheetRefusedError) as refusal:
            read_sheet(packed({"xl/worksheets/sheet1.xml": sheet}), title="?")
        assert "5.000" in refusal.value.message

    def test_empty_rows_with_a_border_do_not_count(self):
        rows = (
            b'<row><c t="inlineStr"><is><t>A</t></is></c></row>' + b'<row><c s="0"/></row>' * 9000
        )
        sheet = (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b"<sheetData>%s</sheetData></worksheet>" % rows
        )
        content = packed({"xl/worksheets/sheet1.xml": sheet})
        assert len(read_sheet(content, title="?").rows) == 1


class WritingTests:
    def test_cells_that_begin_like_a_formula_are_text(self):
        rows = [{"code": "A", "name": '=HYPERLINK("http://x")'}, {"code": "B", "name": "@SUM"}]
        content = write_table(title="Đơn vị", columns=COLUMNS, rows=rows)
        sheet = load_workbook(BytesIO(content)).active
        assert [sheet["B2"].data_type, sheet["B2"].value[:2], sheet["B3"].value[0]] == [
            "s",
            "'=",
            "'",
        ]

    def test_the_template_offers_lists_and_its_example_is_not_read(self):
        content = write_template(title="Đơn vị", columns=COLUMNS)
        workbook = load_workbook(BytesIO(content))
        offered = workbook["Đơn vị"].data_validations.dataValidation
        assert [rule.formula1 for rule in offered] == ['"a,b"']
        table = read_table(read_sheet(content, title="Đơn vị").rows, COLUMNS)
        assert table.records == []


def with_english(call, *args, **kwargs):
    """Run ``call`` with messages as they stand in the source."""
    with translation.override("en"):
        return call(*args, **kwargs)


def packed(parts: dict[str, bytes]) -> bytes:
    """Return an ordinary workbook in which ``parts`` stand instead of its own."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(make_sheet([("A",)]))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()
