import io

import pytest
from PIL import Image

from goodnews.sharing.cards import ShareCard, draw_card
from goodnews.sharing.typesetting import EXTRA_BOLD, break_lines, fit, font, shorten, tidy

FITS = ((64, 2), (42, 4))
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


class TypesettingTests:
    @pytest.mark.parametrize("name", [EXTRA_BOLD, "BeVietnamPro-Regular.ttf"])
    def test_the_font_has_every_vietnamese_letter(self, name):
        face = font(name, 40)
        unknown = face.getmask("\ufffe").getbbox(), bytes(face.getmask("\ufffe"))
        for letter in LETTERS + LETTERS.upper() + "0123456789“”–…·":
            assert (face.getmask(letter).getbbox(), bytes(face.getmask(letter))) != unknown, letter

    def test_decomposed_text_is_composed(self):
        assert tidy("Đoàn  viên\n\x00") == "Đoàn viên"

    def test_no_line_is_wider_than_its_place(self):
        face = font(EXTRA_BOLD, 64)
        lines = break_lines("Đoàn viên dựng lại nhà cho cụ Ửng sau bão", face, 600)
        assert len(lines) > 1
        assert all(face.getlength(line) <= 600 for line in lines)
        assert " ".join(lines) == "Đoàn viên dựng lại nhà cho cụ Ửng sau bão"

    def test_lines_are_about_equally_long(self):
        face = font(EXTRA_BOLD, 64)
        lines = break_lines("Mỗi ngày một tin tốt, mỗi tuần một câu chuyện đẹp", face, 1072)
        assert min(map(face.getlength, lines)) > 0.7 * max(map(face.getlength, lines))

    def test_a_word_without_end_is_cut(self):
        _size, lines = fit("x" * 3000, width=1072, fits=FITS)
        assert len(lines) == 4 and lines[-1].endswith("…")

    def test_no_words_are_no_lines(self):
        assert fit("", width=1072, fits=FITS) == (64, [])

    def test_shortening_keeps_whole_words(self):
        face = font(EXTRA_BOLD, 28)
        assert shorten("Đoàn xã Ẩm Thượng", face, 200).endswith("…")
        assert shorten("Ngắn", face, 200) == "Ngắn"


class DrawCardTests:
    @pytest.mark.parametrize(
        "title",
        ["Cầu bê tông thay cầu tre", "ẦẪỄỘỰ " * 90, "", "😀 \u202e", "x" * 500, "<script>"],
    )
    @pytest.mark.parametrize("cover", [None, (3000, 400), (400, 3000), (1, 1)])
    def test_any_title_on_any_cover_is_a_card(self, title, cover):
        picture = Image.new("RGB", cover, "white") if cover else None
        card = ShareCard(title=title, kicker="Tin tốt", meta="Đoàn xã · 21/11/2026")
        data = draw_card(card, cover=picture, site_name="Tin tốt mỗi ngày")
        assert opened(data).size == (1200, 630)
        assert len(data) < 300_000

    def test_white_words_stand_on_dark_whatever_the_cover(self):
        card = ShareCard(title="Cầu bê tông thay cầu tre ở Lũng Ỷ", kicker="Tin tốt")
        data = draw_card(card, cover=Image.new("RGB", (1600, 900), "white"), site_name="Tin tốt")
        picture = opened(data)
        # Beside the words, at their height.
        for y in range(430, 620, 10):
            red, green, blue = picture.getpixel((20, y))
            assert red < 60 and green < 100 and blue < 160

    def test_the_highest_mark_is_not_clipped_by_the_tag(self):
        with_marks = draw_card(ShareCard("ẦẪỄỘ", kicker="Tin"), cover=None, site_name="Tin tốt")
        picture = opened(with_marks)
        # A row of blue must remain between the tag and the marks.
        rows = [
            all(picture.getpixel((x, y))[2] < 170 for x in range(64, 300, 3))
            for y in range(380, 480)
        ]
        assert any(rows)
