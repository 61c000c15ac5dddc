"""Files of tables that are too large, damaged, or meant to harm."""

import tracemalloc

import pytest

from goodnews.core.spreadsheets.files import OLD_OFFICE, SpreadsheetRefusedError
from tests.core.sheets import make_sheet
from tests.core.test_spreadsheets import packed
from tests.yardstick import takes_at_most

from .sheet_readings import CAPITAL, HEADINGS, read, read_file, said

SHEET = "xl/worksheets/sheet1.xml"


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
    def test_each_is_refused_in_a_sentence_at_once(self, content, words):
        with takes_at_most(25):
            try:
                (message,) = said(read_file(content))
            except SpreadsheetRefusedError as refusal:
                message = refusal.message
        assert words in message

    @pytest.mark.parametrize(
        "text", [" ", '"', "A ", "A=", "A. ", "*", "1", "(", "; ", "\t", "câu 1"]
    )
    def test_no_text_takes_long(self, text):
        long = f"x{text * (30_000 // len(text))}x"
        headings = ("Câu hỏi", "Các phương án", "Đáp án", "Thẻ", "Nhận xét từng phương án", "Loại")
        with takes_at_most(50):
            for kind in (None, "Số", "Trả lời ngắn", "Sắp xếp", "Ghép đôi"):
                read(headings, (long, long, long, long, long, kind), ("?", long, long[1:], None))
                read(headings[::2], (long, long[1:]), (f"Chủ đề: {long}\n{long}", "A"))

    def test_ten_thousand_questions_cost_little(self):
        row = ("Câu hỏi dài vừa phải về lịch sử địa phương, thứ bao nhiêu đó? " * 2,)
        row += tuple(f"Phương án {letter}, dài khoảng bốn mươi ký tự." for letter in "ABCD")
        rows = ((f"{number} {row[0]}", *row[1:], "B") for number in range(10_000))
        content = make_sheet([HEADINGS, *rows])
        with takes_at_most(360):
            reading = read_file(content)
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
