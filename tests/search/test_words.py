import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from goodnews.search.words import SNIPPET_LENGTH, highlight, snippet, words_of


class TestWords:
    def test_a_query_becomes_folded_words_each_once(self):
        assert words_of("  ĐOÀN thanh-niên, đoàn!") == ["doan", "thanh", "nien"]

    def test_decomposed_input_gives_the_same_words(self):
        decomposed = unicodedata.normalize("NFD", "Mỗi ngày một tin tốt")
        assert words_of(decomposed) == ["moi", "ngay", "mot", "tin", "tot"]

    def test_operators_quotes_and_nulls_are_no_words(self):
        assert words_of('"tin" AND (tốt*) -NEAR/2 \x00 :') == ["tin", "and", "tot", "near", "2"]
        assert words_of("\"'*()-:^ \x00") == []

    def test_a_flood_of_words_is_cut(self):
        assert len(words_of(" ".join(str(n) for n in range(500)))) == 16


class TestHighlight:
    def test_whole_words_are_marked_with_their_accents(self):
        assert highlight("Đoàn Thanh niên Doanh nghiệp", ["doan"]) == [
            ("Đoàn", True),
            (" Thanh niên Doanh nghiệp", False),
        ]

    def test_what_looks_like_markup_stays_text(self):
        assert highlight("<b>tin</b>", ["tin"]) == [("<b>", False), ("tin", True), ("</b>", False)]

    @given(text=st.text(max_size=80), words=st.lists(st.text(max_size=4), max_size=3))
    def test_the_pieces_joined_are_the_text(self, text, words):
        pieces = highlight(text, [w for word in words for w in words_of(word)])
        assert "".join(piece for piece, _ in pieces) == unicodedata.normalize("NFC", text)


class TestSnippet:
    def test_the_first_word_found_is_in_the_snippet(self):
        text = "chữ " * 200 + "hiến máu " + "chữ " * 200
        cut = snippet(text, ["hien"])
        assert "hiến máu" in cut
        assert len(cut) <= SNIPPET_LENGTH + 4
        assert cut.startswith("… ")
        assert cut.endswith(" …")

    @given(text=st.text(max_size=600), word=st.text(max_size=5))
    def test_any_text_can_be_cut(self, text, word):
        assert len(snippet(text, words_of(word))) <= max(SNIPPET_LENGTH + 4, 0)
