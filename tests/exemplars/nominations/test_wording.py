"""Words are counted as Vietnamese counts them."""

import unicodedata

import pytest

from exemplars.nominations.wording import count_words


class CountWordsTests:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("", 0),
            (" – … !", 0),
            ("Đoàn thanh niên Đắk Lắk", 5),
            ("Đắk-Lắk và/hoặc Gia Lai", 6),
            ("lúc 7:30, ngày 21/11/2026: 3.000 người", 6),
            ("chi đoàn K59\n\nTP. HCM", 5),
        ],
    )
    def test_every_syllable_number_and_date_is_one(self, text, count):
        assert count_words(text) == count
        assert count_words(unicodedata.normalize("NFD", text)) == count
