"""What is kept of a question that its reader refused."""

import pytest

from quizblocks.formats.items import WHOLE
from quizblocks.importing.guesses import guess_in_lines, guess_in_xml
from quizblocks.importing.tables import guess_in_row, open_table
from tests.core.sheets import make_sheet

GIFT = """// lời dẫn
::Tên::Khi nhận đường dẫn lạ\\: làm gì? {
~%30%Bấm vào
=Hỏi lại \\= hỏi kỹ #đúng
~Chia sẻ
"""
AIKEN = """Câu khác?

Mật khẩu mạnh dài
ít nhất bao nhiêu?
A. 6 ký tự
B) 12 ký tự
ANSWER: E
"""
XML = """<quiz>
<question type="multichoice">
<questiontext format="html"><text><![CDATA[<p>Mật khẩu &amp; mã?</p>]]></text></questiontext>
<answer fraction="100" format="html"><text>Giữ kín</text></answer>
<answer fraction="50"><text>&lt;b&gt;Cho mượn&lt;/b&gt;</text></answer>
</question>
<question type="multichoice"></question>
</quiz>
"""


def told(item) -> tuple[str, list[str], list[str]]:
    right = [choice.text for choice in item.choices if choice.weight == WHOLE]
    return item.stem, [choice.text for choice in item.choices], right


class GuessTests:
    @pytest.mark.parametrize("line", ["2", "3", "dòng 4"])
    def test_gift_keeps_its_stem_and_choices(self, line):
        stem, texts, right = told(guess_in_lines(GIFT.replace("// lời dẫn", "").split("\n"), line))
        assert stem == "Khi nhận đường dẫn lạ: làm gì?"
        assert texts == ["Bấm vào", "Hỏi lại = hỏi kỹ", "Chia sẻ"]
        assert right == ["Hỏi lại = hỏi kỹ"]

    @pytest.mark.parametrize("line", ["3", "5", "7"])
    def test_lettered_lines_are_choices(self, line):
        item = guess_in_lines(AIKEN.split("\n"), line)
        assert told(item) == (
            "Mật khẩu mạnh dài\nít nhất bao nhiêu?",
            ["6 ký tự", "12 ký tự"],
            [],
        )
        assert item.place == line

    def test_xml_keeps_texts_without_marks(self):
        assert told(guess_in_xml(XML.split("\n"), "5")) == (
            "Mật khẩu & mã?",
            ["Giữ kín", "Cho mượn"],
            ["Giữ kín"],
        )

    @pytest.mark.parametrize("place", ["", "0", "99", "7", "x"])
    def test_where_nothing_stands_nothing_is_told(self, place):
        for item in (guess_in_xml(XML.split("\n"), place), guess_in_lines([""] * 9, place)):
            assert told(item) == ("", [], [])

    def test_choices_in_one_cell_stand_apart(self):
        table = open_table(
            make_sheet(
                [
                    ("Câu hỏi", "Các phương án", "Đáp án"),
                    ("Mật khẩu nên dài bao nhiêu?", "A. 6 ký tự\nB. 12 ký tự", "E"),
                ]
            )
        )
        assert told(guess_in_row(table, "2")) == (
            "Mật khẩu nên dài bao nhiêu?",
            ["6 ký tự", "12 ký tự"],
            [],
        )
