"""The files of a paper: what they say, the same every time, with no key in them."""

import re
import subprocess
from io import BytesIO
from shutil import which

import pytest
from docx import Document

from quizblocks.formats.items import ItemPicture
from quizblocks.papers import pdf, word
from quizblocks.papers.keys import key_rows
from quizblocks.papers.printing import printable
from quizblocks.papers.variants import (
    PrintedChoice,
    PrintedQuestion,
    make_variants,
    sheet_plan,
)
from quizblocks.papers.wordings import PaperHead
from tests.images.files import photo_bytes

HEAD = PaperHead(
    office=("TỈNH ĐOÀN", "ĐOÀN XÃ"),
    title="Hội thi Luật Thanh niên",
    minutes=45,
    note="Không dùng tài liệu.",
    question_count=5,
    number=12,
    seed="00ff",
)


def question(key: str, kind: str, stem: str, *texts: str) -> PrintedQuestion:
    choices = tuple(PrintedChoice(f"{key}{n}", text) for n, text in enumerate(texts))
    return PrintedQuestion(key, kind, stem, choices)


QUESTIONS = [
    question("a", "single", "Đoàn thành lập năm nào?", "1930", "1931", "1945", "1954"),
    question("b", "multiple", "<b>Việc</b> nào & nào\nlà an toàn?", "Đặt mật khẩu", "Cho mượn mã"),
    question("c", "true_false", "Đoàn viên được ứng cử.", "Đúng", "Sai"),
    question("d", "numeric", "Có bao nhiêu đại biểu?"),
    PrintedQuestion(
        "e",
        "matching",
        "Ghép nước với thủ đô.",
        (PrintedChoice("e0", "Viêng Chăn"), PrintedChoice("e1", "Phnôm Pênh")),
        (PrintedChoice("l", "Lào"), PrintedChoice("c", "Campuchia")),
    ),
]
KEYS = {
    "a": {"right": ["a1"]},
    "b": {"right": ["b0"]},
    "c": {"right": ["c0"]},
    "d": {"numbers": [["980", "980", "1"]]},
    "e": {"pairs": {"l": "e0", "c": "e1"}},
}
VARIANTS = make_variants(QUESTIONS, seed="00ff", codes=["101", "102"])
ROWS = key_rows(VARIANTS, KEYS)
PLAN = sheet_plan(QUESTIONS)
WRITERS = {
    "paper": lambda kind: kind.paper_file(HEAD, VARIANTS[0]),
    "sheet": lambda kind: kind.sheet_file(HEAD, PLAN),
    "key": lambda kind: kind.key_file(HEAD, ["101", "102"], ROWS),
}


def word_text(content: bytes) -> str:
    """Return what a Word file says in the order of its parts."""
    body = Document(BytesIO(content)).element.body
    return "".join(
        {"t": node.text or "", "p": "\n", "br": "\n", "tab": "\t"}.get(node.tag.split("}")[1], "")
        for node in body.iter()
    )


def pdf_text(content: bytes, path) -> str:
    """Return what poppler reads in a PDF."""
    (path / "x.pdf").write_bytes(content)
    command = ["pdftotext", "-layout", path / "x.pdf", "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


class PaperFileTests:
    @pytest.mark.parametrize("kind", [word, pdf])
    @pytest.mark.parametrize("name", WRITERS)
    def test_the_same_paper_is_the_same_bytes(self, kind, name):
        assert WRITERS[name](kind) == WRITERS[name](kind)

    def test_the_word_file_says_head_questions_and_choices_in_their_order(self):
        text = word_text(WRITERS["paper"](word))
        for said in ("ĐOÀN XÃ", "HỘI THI LUẬT THANH NIÊN", "45 phút", "Mã đề: 101", "HẾT"):
            assert said in text
        places = [
            text.index(f"Câu {number}. ") for number, _each in enumerate(VARIANTS[0].questions, 1)
        ]
        assert places == sorted(places)
        for number, each in enumerate(VARIANTS[0].questions, 1):
            _before, _label, rest = text.partition(f"Câu {number}. ")
            own = rest.partition("Câu ")[0]
            assert own.startswith(each.stem)
            for letter, choice in each.lettered:
                assert f"{letter}. {choice}" in own
            assert ("1. Lào\n2. Campuchia\nA. " in own) == (each.key == "e")
            assert ("1 – ………" in own) == (each.key == "e")
        assert "00ff" not in text

    def test_the_sheet_has_a_bubble_for_each_choice_and_a_line_for_what_is_written(self):
        text = word_text(WRITERS["sheet"](word))
        assert text.count("A ○  B ○  C ○  D ○") == 3 and "0 ○" in text
        assert "Câu 4: …" in text and "Câu 5: …" in text

    def test_the_key_table_names_the_right_texts(self):
        table = Document(BytesIO(WRITERS["key"](word))).tables[-1]
        head, *rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert head == ["Câu", "Mã đề 101", "Mã đề 102"] and rows == ROWS
        for column, variant in enumerate(VARIANTS, 1):
            for row, each in zip(rows, variant.questions, strict=True):
                said = row[column]
                named = [text for letter, text in each.lettered if letter == said]
                assert named in (["1931"], ["Đặt mật khẩu"], ["Đúng"]) or said == (
                    "980" if each.key == "d" else said
                )

    @pytest.mark.skipif(which("pdftotext") is None, reason="needs poppler-utils")
    def test_the_pdf_says_the_same_with_its_pages_counted(self, tmp_path):
        long = make_variants(
            [question(str(n), "single", f"Câu hỏi số {n}?", "a", "b") for n in range(40)],
            seed="1",
            codes=["101"],
        )[0]
        text = pdf_text(pdf.paper_file(HEAD, long), tmp_path)
        pages = re.findall(r"Đề in 12 · Mã đề 101 · Trang (\d)/(\d)", text)
        assert [int(page) for page, _of in pages] == list(range(1, len(pages) + 1))
        assert {int(count) for _page, count in pages} == {len(pages)}
        asked = re.findall(r"Câu (\d+)\. Câu hỏi số (\d+)\?", text)
        assert asked == [(str(n), each.key) for n, each in enumerate(long.questions, 1)]
        text = pdf_text(WRITERS["paper"](pdf), tmp_path)
        assert "<b>Việc</b> nào & nào" in text and "chọn tất cả" in text

    def test_signs_that_the_font_lacks_are_named(self):
        assert pdf.unprintable_signs(QUESTIONS) == ""
        assert pdf.unprintable_signs([question("a", "single", "√2 ở đâu?", "≤ 1")]) == "√≤"


SIGN = printable(photo_bytes(size=(400, 400)))
PICTURED = make_variants(
    [
        PrintedQuestion(
            "f",
            "single",
            "<rich>Nước H<sub>2</sub>O <b>không</b> có <i>màu</i> ở m<sup>2</sup> nào?",
            (
                PrintedChoice("f0", "", ItemPicture("Vòng đỏ", image=1)),
                PrintedChoice("f1", "<rich>a<sup>2</sup>", ItemPicture("Mũi tên", image=1)),
            ),
            picture=ItemPicture("Ngã tư", image=1),
        )
    ],
    seed="00ff",
    codes=["101"],
)


class RichPaperTests:
    def test_word_keeps_marks_and_describes_pictures(self):
        content = word.paper_file(HEAD, PICTURED[0], {1: SIGN})
        document = Document(BytesIO(content))
        runs = {run.text: run for line in document.paragraphs for run in line.runs}
        assert runs["không"].bold and runs["màu"].italic
        assert runs["2"].font.superscript or runs["2"].font.subscript
        described = re.findall(r'descr="([^"]+)"', document.element.xml)
        assert sorted(described) == ["Mũi tên", "Ngã tư", "Vòng đỏ"]
        assert "rich" not in document.element.xml
        widest = max(shape.width.cm for shape in document.inline_shapes)
        assert widest <= 9
        assert content == word.paper_file(HEAD, PICTURED[0], {1: SIGN})

    def test_pdf_keeps_marks_and_shows_pictures(self, tmp_path):
        content = pdf.paper_file(HEAD, PICTURED[0], {1: SIGN})
        assert content.count(b"/Subtype /Image") == 1
        assert content == pdf.paper_file(HEAD, PICTURED[0], {1: SIGN})
        if which("pdftotext"):
            text = pdf_text(content, tmp_path)
            assert "không" in text and "rich" not in text

    def test_words_stand_where_the_file_of_a_picture_is_lost(self):
        document = Document(BytesIO(word.paper_file(HEAD, PICTURED[0])))
        text = "\n".join(line.text for line in document.paragraphs)
        assert "[Hình: Vòng đỏ]" in text
