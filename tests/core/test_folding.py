import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from goodnews.core.folding import fold, normalized, slugify_vietnamese
from tests.yardstick import takes_at_most

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ "
)


class FoldingTests:
    def test_marks_and_capitals_fall_away(self):
        assert fold("Đoàn Thanh Niên Đắk Lắk") == "doan thanh nien dak lak"

    @given(VIETNAMESE)
    def test_decomposed_input_folds_alike(self, text):
        assert fold(unicodedata.normalize("NFD", text)) == fold(text)

    @given(VIETNAMESE)
    def test_folding_twice_changes_nothing(self, text):
        assert fold(fold(text)) == fold(text)

    @given(VIETNAMESE)
    def test_vietnamese_folds_to_ascii(self, text):
        assert fold(text).isascii()

    def test_signs_of_other_scripts_stay(self):
        assert fold("ភាសាខ្មែរ") == "ភាសាខ្មែរ"

    @given(st.text())
    def test_any_text_can_be_folded(self, text):
        assert "\x00" not in fold(text)


class NormalizedTests:
    @given(st.text(max_size=600), st.sampled_from(("NFC", "NFD")))
    def test_a_text_without_a_flood_is_unicodes_own_form(self, text, form):
        assert normalized(form, text) == unicodedata.normalize(form, text)

    def test_long_texts_are_composed_too(self):
        text = "Đoàn Thanh niên Cộng sản Hồ Chí Minh " * 40
        assert normalized("NFC", unicodedata.normalize("NFD", text)) == text

    def test_a_flood_of_marks_takes_no_longer_than_its_length(self):
        for marks in ("\u0301\u0323", "\u0f74\u0f71"):
            flood = "a" + marks * 100_000
            with takes_at_most(15):
                assert normalized("NFC", normalized("NFC", flood)) == normalized("NFC", flood)
                fold(flood)
        assert fold("Đ" + "\u0301\u0323" * 1000) == "d"


class SlugsTests:
    def test_d_with_stroke_is_kept_as_d(self):
        assert slugify_vietnamese("Đoàn Thanh niên Đắk Lắk") == "doan-thanh-nien-dak-lak"

    def test_a_long_title_is_cut_between_words(self):
        slug = slugify_vietnamese("một " * 60)
        assert len(slug) <= 80
        assert slug.endswith("mot")

    def test_decomposed_titles_give_the_same_slug(self):
        title = "Thắp sáng đường quê"
        assert slugify_vietnamese(unicodedata.normalize("NFD", title)) == slugify_vietnamese(title)
