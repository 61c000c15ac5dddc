"""Limited rich text: kept, shown, read from HTML, and made plain."""

from hypothesis import given

from goodnews.core.marked_text import BOLD, LOWERED, RAISED, UNDERLINED, MarkedText
from quizblocks.formats.gap_texts import gaps_in, pieces_of
from quizblocks.formats.markup import (
    RICH,
    html_text,
    is_rich,
    kept,
    letters_of,
    marked,
    plain_of,
    read_typed,
    searched,
    settled,
    typed_of,
)
from quizblocks.formats.rich_texts import rich_text

from .item_strategies import marked_texts, texts


class KeptTextTests:
    @given(texts())
    def test_a_text_without_marks_is_kept_as_it_is(self, text):
        assert kept(MarkedText(text)) == text
        assert letters_of(text) == plain_of(text) == text

    @given(marked_texts())
    def test_what_is_kept_is_taken_back_and_kept_the_same(self, text):
        assert kept(marked(text)) == text

    @given(marked_texts())
    def test_html_brings_every_mark_and_every_letter_back(self, text):
        assert rich_text(html_text(text)) == (text, False)

    def test_a_text_that_begins_like_one_with_marks_is_no_such(self):
        text = kept(MarkedText(f"{RICH}<b>a</b>"))
        assert letters_of(text) == f"{RICH}<b>a</b>"
        assert not any(marked(text).flags)

    def test_bold_from_end_to_end_and_marks_of_keys_are_left_out(self):
        assert kept(MarkedText("Hà Nội", bytes([BOLD] * 6))) == "Hà Nội"
        assert kept(MarkedText("Huế", bytes([UNDERLINED] * 3))) == "Huế"
        assert kept(MarkedText("a b", bytes([BOLD, 0, 0]))) == f"{RICH}<b>a</b> b"

    def test_gaps_and_line_ends_bear_no_mark(self):
        text = MarkedText("a [[1]]\nb c", bytes([BOLD] * 9 + [0, 0]))
        assert kept(text) == f"{RICH}<b>a </b>[[1]]\n<b>b</b> c"
        assert gaps_in(kept(text)) == [1]
        assert [piece for piece, _gap in pieces_of(kept(text))][1] == "\n<b>b</b> c"

    def test_nothing_is_raised_and_lowered_at_once(self):
        assert settled(MarkedText("ab", bytes([RAISED | LOWERED, 0]))).flags[0] == RAISED


class PlainTextTests:
    def test_raised_and_lowered_signs_stay_told_apart(self):
        for html, said in (
            ("H<sub>2</sub>O", "H₂O"),
            ("10<sup>-3</sup> m", "10⁻³ m"),
            ("2<sup>10</sup>", "2¹⁰"),
            ("2<sup>k</sup>", "2^k"),
            ("x<sub>max</sub>", "x_(max)"),
        ):
            assert plain_of(rich_text(html)[0]) == said

    def test_a_formula_is_found_by_bare_letters_but_is_not_the_same_as_they(self):
        power, number = rich_text("Tính 2<sup>10</sup>")[0], "Tính 210"
        assert "tinh 210" in searched(power)
        assert searched(power) != searched(number)


class HtmlTests:
    def test_only_four_marks_and_line_ends_are_read(self):
        for html, said in (
            ('<p onclick="x">a <STRONG class="y">b</STRONG></p><p>c</p>', f"{RICH}a <b>b</b>\nc"),
            ("<em>a</em> <u>b</u>", f"{RICH}<i>a</i> b"),
            ("x<sup>2<br>y</sup>", f"{RICH}x<sup>2</sup>\n<sup>y</sup>"),
            ("a<b>b<script>alert(1)</script>", f"{RICH}a<b>b</b>"),
            ("a<i>&lt;img src=x onerror=y&gt;</i>", f"{RICH}a<i>&lt;img src=x onerror=y&gt;</i>"),
            ("<b></b>a", "a"),
            ("1 &lt; 2", "1 < 2"),
        ):
            assert rich_text(html)[0] == said

    def test_what_is_lost_is_said(self):
        assert rich_text("a<sup>2</sup> <a href='/'>b</a>")[1]
        assert rich_text("<b>a</b>")[1]
        assert not rich_text("a<sup>2</sup>")[1]


class TypedTextTests:
    def test_marks_are_typed_where_a_text_had_some(self):
        text = rich_text("Nước là H<sub>2</sub>O")[0]
        assert typed_of(text) == "Nước là H<sub>2</sub>O"
        assert (
            read_typed("Water is H<sub>2</sub>O", before=text) == f"{RICH}Water is H<sub>2</sub>O"
        )

    def test_elsewhere_they_are_letters(self):
        said = read_typed("Thẻ <b>b</b> làm gì?", before="Thẻ nào?")
        assert not is_rich(said)
        assert letters_of(said) == "Thẻ <b>b</b> làm gì?"
