import unicodedata

import pytest

from quizblocks.formats.plain_texts import clean_text, looks_like_html, plain_text
from tests.yardstick import takes_at_most

pytestmark = pytest.mark.usefixtures("english")


class PlainTextTests:
    @pytest.mark.parametrize(
        ("html", "plain", "is_lost"),
        [
            ("một  hai\nba", "một hai ba", False),
            ("<p>một</p>\n<p>hai<br/>ba</p>", "một\nhai\nba", False),
            ('<p><span lang="vi">một</span></p>', "một", False),
            ("<P CLASS='a > b'>một</P>", "một", False),
            ("một <b>hai</b>", "một hai", True),
            ("<ul><li>một</li><li>hai</li></ul>", "một\nhai", True),
            ("<table><tr><td>một</td><td>hai</td></tr></table>", "một hai", True),
            ('xem <a href="https://x.vn/?a=1&b=2">đây</a>', "xem đây", True),
            ("một<img src='a.png' alt='một>hai'>", "một", True),
            ("một<script>alert('<p>hai</p>')</script> ba", "một ba", True),
            ("một<script>hai", "một", True),
            ("một<!-- <p>hai</p> --> ba", "một ba", False),
            ("một<!-- hai", "một", False),
            ("<o:p>một</o:p>", "một", True),
            (
                "a &lt; b &amp;lt; c&nbsp;&nbsp;d &copy; &#272; &#x110;",
                "a < b &lt; c  d © Đ Đ",
                False,
            ),
            ("a&b &khong; AT&T;", "a&b &khong; AT&T;", False),
            ("1 < 2 và 3 > 2", "1 < 2 và 3 > 2", False),
        ],
    )
    def test_html_is_reduced_to_what_it_says(self, html, plain, is_lost):
        assert plain_text(html) == (plain, is_lost)

    def test_line_ends_can_be_kept_and_strange_tags_with_them(self):
        assert plain_text("một\nhai <x> <b>ba</b>", keeps_lines=True) == ("một\nhai <x> ba", True)

    @pytest.mark.parametrize(
        ("text", "answer"),
        [("a < b > c", False), ("<x>", False), ("AT&T", False), ("a<br>b", True), ("&lt;", True)],
    )
    def test_arithmetic_is_no_html(self, text, answer):
        assert looks_like_html(text) is answer

    def test_line_ends_are_one_and_signs_that_nobody_sees_are_gone(self):
        text = "\ufeffmột\r\nhai\rba\x0bbốn\u2028năm\x00\x1f\ufdd0\ufffe\tsáu"
        assert clean_text(text) == "một\nhai\nba\nbốn\nnăm\tsáu"

    def test_letters_are_composed_and_long_rows_of_marks_cost_no_time(self):
        assert clean_text(unicodedata.normalize("NFD", "Đường Nguyễn Huệ")) == "Đường Nguyễn Huệ"
        with takes_at_most(25):
            clean_text("a" + "\u0301\u0323" * 500_000)
