"""Word files of questions as people really send them."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml

from goodnews.core.documents.safety import MAX_PARTS, OLD_WORD, WordRefusedError
from quizblocks.formats.items import ItemKind
from quizblocks.formats.word import read_word
from tests.images.files import photo_bytes
from tests.news.desk.word_files import RELATIONS, word_bytes
from tests.yardstick import takes_at_most

from .word_readings import CAPITAL, FLAG, add_table, read, right_of, said, saved


class ReadingTests:
    @pytest.mark.parametrize(
        "key", ["Đáp án: B", "ĐA: B", "Đáp án đúng là B", "Đáp án B", "đ/a: b."]
    )
    def test_a_question_with_its_key_below(self, key):
        reading = read(*CAPITAL, key, "Giải thích: Từ năm 1563.", "Nguồn: Bản đồ Lào")
        assert right_of(reading) == [["Viêng Chăn"]]
        (item,) = reading.items
        assert item.kind == ItemKind.SINGLE
        assert item.stem == "Thủ đô của Lào?"
        assert [one.text for one in item.choices] == ["Băng Cốc", "Viêng Chăn", "Hà Nội", "Huế"]
        assert (item.explanation, item.source, item.place) == ("Từ năm 1563.", "Bản đồ Lào", "1")

    @pytest.mark.parametrize("start", ["Câu 1. ", "Câu 1: ", "CÂU 1) ", "1. ", "1) ", "Bài 1. "])
    def test_each_way_to_begin_a_question(self, start):
        reading = read(f"{start}Thủ đô của Lào?", *CAPITAL[1:], "Đáp án: B")
        assert right_of(reading) == [["Viêng Chăn"]]
        assert reading.items[0].stem == "Thủ đô của Lào?"

    @pytest.mark.parametrize(
        "line",
        [
            "A. Băng Cốc\tB. Viêng Chăn\tC. Hà Nội",
            "A. Băng Cốc     B. Viêng Chăn     C. Hà Nội",
            "A. Băng Cốc B. Viêng Chăn C. Hà Nội Đáp án: B",
            "a) Băng Cốc b) Viêng Chăn c) Hà Nội",
        ],
    )
    def test_choices_on_one_line(self, line):
        key = [] if "Đáp án" in line else ["Đáp án: B"]
        reading = read("Câu 1: Thủ đô của Lào?", line, *key)
        assert right_of(reading) == [["Viêng Chăn"]]
        assert len(reading.items[0].choices) == 3

    def test_all_of_a_question_in_one_paragraph(self):
        document = Document()
        document.add_paragraph("Câu 1: Thủ đô của Lào?\nA. Huế\nB. Viêng Chăn\nĐáp án: B")
        document.add_paragraph("Câu 2: Một cộng một? A. Một B. Hai\nĐáp án: B")
        assert right_of(saved(document)) == [["Viêng Chăn"], ["Hai"]]

    def test_stems_and_choices_of_several_lines(self):
        reading = read(
            "Câu 1. Cho hai ý:", "1. Một.", "2. Hai.", "Ý nào đúng?",
            "A. Ý một", "nói thêm", "B. Ý hai", "Đáp án: A", "Giải thích: Vì", "thế.",
        )  # fmt: skip
        (item,) = reading.items
        assert item.stem == "Cho hai ý:\n1. Một.\n2. Hai.\nÝ nào đúng?"
        assert [one.text for one in item.choices] == ["Ý một\nnói thêm", "Ý hai"]
        assert item.explanation == "Vì\nthế."

    def test_several_keys_true_or_false_and_other_kinds(self):
        reading = read(
            *CAPITAL, "Đáp án: A, C",
            "Câu 2. Trái đất quay.", "A. Đúng", "B. Sai", "Đáp án: Đúng",
            "Câu 3. Số sao trên quốc kỳ?", "Loại: Số", "Đáp án: 1",
            "Câu 4. Xếp theo thứ tự.", "Loại: Sắp xếp", "Đáp án:", "1. Gieo", "2. Gặt",
        )  # fmt: skip
        assert reading.faults == ()
        assert [item.kind for item in reading.items] == [
            ItemKind.SEVERAL,
            ItemKind.TRUE_FALSE,
            ItemKind.NUMERIC,
            ItemKind.ORDERING,
        ]
        assert reading.items[3].steps == ("Gieo", "Gặt")

    def test_topics_difficulty_tags_and_addresses(self):
        reading = read(
            "Chủ đề: Địa lý",
            "Câu 1 (TH): Thủ đô của Lào?", "A. Huế", "B. Viêng Chăn", "Đáp án: B",
            "Thẻ: Lào, ASEAN", "Nguồn: https://vi.example.vn/lao",
            "Chủ đề 2: Quốc kỳ",
            *FLAG, "Đáp án: A", "Mức độ: Nhận biết",
        )  # fmt: skip
        first, second = reading.items
        assert (first.topic, first.difficulty, first.tags) == ("Địa lý", "medium", ("Lào", "ASEAN"))
        assert (first.source, first.source_url) == ("", "https://vi.example.vn/lao")
        assert (second.topic, second.difficulty) == ("Quốc kỳ", "easy")

    def test_headings_are_topics(self):
        document = Document()
        document.add_heading("Chủ đề: An toàn mạng", 1)
        document.add_heading("Mật khẩu", 2)
        for line in (*CAPITAL, "Đáp án: B"):
            document.add_paragraph(line)
        document.add_heading("Quốc kỳ", 1)
        for line in (*FLAG, "Đáp án: A"):
            document.add_paragraph(line)
        reading = saved(document)
        assert [item.topic for item in reading.items] == ["An toàn mạng/Mật khẩu", "Quốc kỳ"]

    def test_raised_and_lowered_signs_keep_their_meaning(self):
        document = Document()
        paragraph = document.add_paragraph("Câu 1. Nước là H")
        paragraph.add_run("2").font.subscript = True
        paragraph.add_run("O?")
        paragraph = document.add_paragraph("A. 10")
        paragraph.add_run("2").font.superscript = True
        document.add_paragraph("B. Sai rồi")
        document.add_paragraph("Đáp án: A")
        (item,) = saved(document).items
        assert (item.stem, item.choices[0].text) == ("Nước là H₂O?", "10²")

    def test_raised_words_without_a_sign_of_their_own_bear_a_mark_and_bold_does_not(self):
        document = Document()
        paragraph = document.add_paragraph("Câu 1. Vận tốc v")
        paragraph.add_run("max").font.subscript = True
        paragraph.add_run(" là ").bold = True
        paragraph.add_run("gì?")
        paragraph = document.add_paragraph("A. 2")
        paragraph.add_run("k").font.superscript = True
        document.add_paragraph("B. Sai rồi")
        document.add_paragraph("Đáp án: A")
        reading = saved(document)
        (item,) = reading.items
        assert item.stem == "<rich>Vận tốc v<sub>max</sub> là gì?"
        assert item.choices[0].text == "<rich>2<sup>k</sup>"
        assert reading.remarks == ()


class TableTests:
    def test_choices_laid_out_in_a_table(self):
        document = Document()
        document.add_paragraph(CAPITAL[0])
        add_table(document, [CAPITAL[1:3], CAPITAL[3:]])
        document.add_paragraph("Đáp án: B")
        reading = saved(document)
        assert right_of(reading) == [["Viêng Chăn"]]
        assert len(reading.items[0].choices) == 4

    def test_a_table_of_questions_reads_like_a_sheet(self):
        document = Document()
        headings = ["STT", "Câu hỏi", "A", "B", "Đáp án"]
        rows = [["1", "Thủ đô của Lào?", "Huế", "Viêng Chăn", "B"], ["2", "Đâu?", "x", "y", "E"]]
        add_table(document, [headings, *rows])
        reading = saved(document)
        assert [item.stem for item in reading.items] == ["Thủ đô của Lào?"]
        assert "Dòng 3, cột Đáp án" in said(reading)[0]


class NothingIsLostTests:
    def test_titles_are_said_to_be_left_out(self):
        reading = read("TỈNH ĐOÀN", "BỘ CÂU HỎI NĂM 2026", *CAPITAL, "Đáp án: B", "--- Hết ---")
        assert right_of(reading) == [["Viêng Chăn"]]
        assert [remark.place for remark in reading.remarks] == ["1", "2"]
        assert "BỘ CÂU HỎI NĂM 2026" in reading.remarks[1].message

    def test_a_line_after_the_key_is_named_and_the_question_stays(self):
        reading = read(*CAPITAL, "Đáp án: B", "Bác Hồ từng qua Lào.", *FLAG, "Đáp án: A")
        assert said(reading) == ["Không hiểu đoạn 7: “Bác Hồ từng qua Lào.”."]
        assert len(reading.items) == 2

    def test_a_line_after_the_last_choice_leaves_the_question_out(self):
        reading = read(*CAPITAL, "hay là gì nữa", "Đáp án: B", *FLAG, "Đáp án: A")
        assert [fault.place for fault in reading.faults] == ["1", "6"]
        assert [item.stem for item in reading.items] == ["Quốc kỳ có mấy ngôi sao?"]

    @pytest.mark.parametrize(
        ("lines", "words"),
        [
            (("Câu 1. Ai?", "A. x", "C. y", "B. z", "Đáp án: A"), "C. y"),
            (("A. x", "B. y"), "A. x"),
            (("Câu 1. Ai?", "A. x", "B. y"), "Không có đáp án"),
            (("Câu 1. Ai?", "A. x", "B. y", "Đáp án: E"), "chỉ có 2 phương án"),
            (("Câu 1. Ai?", "Đáp án: A"), "ít nhất hai phương án"),
            (("Thư mời họp",), "không có câu hỏi nào"),
        ],
    )
    def test_what_is_not_understood_is_named(self, lines, words):
        reading = read(*lines)
        assert reading.items == ()
        assert any(words in message for message in said(reading))

    def test_a_picture_or_a_formula_is_a_fault_of_its_question(self):
        document = Document()
        document.add_paragraph(CAPITAL[0]).add_run().add_picture(BytesIO(photo_bytes()))
        for line in (*CAPITAL[1:], "Đáp án: B"):
            document.add_paragraph(line)
        document.add_paragraph("Câu 2. Tính")._p.append(
            parse_xml(
                '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>'
            )
        )
        for line in (*FLAG[1:], "Đáp án: A"):
            document.add_paragraph(line)
        reading = saved(document)
        assert reading.items == ()
        assert [message[:15] for message in said(reading)] == ["Đoạn 1, câu 1: ", "Đoạn 7, câu 2: "]

    def test_deleted_text_is_not_read_and_inserted_text_is(self):
        document = Document()
        paragraph = document.add_paragraph("Câu 1. Thủ đô của ")
        for tag, word in (("w:del", "Thái Lan?"), ("w:ins", "Lào?")):
            change = OxmlElement(tag)
            change.append(paragraph.add_run(word)._r)
            paragraph._p.append(change)
        for line in (*CAPITAL[1:], "Đáp án: B"):
            document.add_paragraph(line)
        assert saved(document).items[0].stem == "Thủ đô của Lào?"


LINKED = RELATIONS.format(
    '<Relationship Id="rId9" Type="http://x/image" Target="http://evil.example/a" '
    'TargetMode="External"/>'
)


ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><w:document/>'


class HostileTests:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "không phải tệp Word"),
            (b"PK\x03\x04 half a file", "không phải tệp Word"),
            (OLD_WORD, ".docx"),
            (b"x" * 11_000_000, "10 MB"),
            (word_bytes("x", more={"word/vbaProject.bin": b"x"}), "macro"),
            (word_bytes("x", more={"word/a.xml": b" " * 30_000_000}), "quá nhiều"),
            (word_bytes("x", more={"word/media/a.jpg": b" " * 70_000_000}), "quá nhiều"),
            (word_bytes("x", more={f"{n}.txt": b"" for n in range(MAX_PARTS)}), "quá nhiều"),
            (word_bytes("x", more={"word/_rels/settings.xml.rels": LINKED}), "địa chỉ khác"),
            (word_bytes(document="<w:document"), "hỏng"),
            (word_bytes(document=ENTITIES), "hỏng"),
            (word_bytes("x")[:-400] + b"\x00" * 400, "không phải tệp Word"),
        ],
        ids=range(12),
    )
    def test_each_is_refused_in_a_sentence_at_once(self, content, words):
        with takes_at_most(25), pytest.raises(WordRefusedError) as refusal:
            read_word(content)
        assert words in str(refusal.value.message)

    def test_damaged_bytes_inside_a_part_are_a_damaged_file(self):
        content = bytearray(word_bytes(*CAPITAL * 50))
        middle = content.index(b"word/document.xml") + 60
        content[middle : middle + 20] = b"\xff" * 20
        with pytest.raises(WordRefusedError):
            read_word(bytes(content))
