"""What tells where a child can be found is seen, and little else is."""

import unicodedata

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from exemplars.giveaways import GiveawayKind, find_giveaways

TELLING = {
    GiveawayKind.SCHOOL_CLASS: [
        "Em là học sinh lớp 8A Trường THCS Nậm Pung",
        "học sinh lớp 5",
        "Lớp 9A1 đi đầu",
        "lớp 8/3",
        "em học lớp 6.",
        "em lên lớp Bảy, Trường THCS Bến Vân",
        "bạn cùng 8A2",
        "học sinh lớp chuyên Toán",
    ],
    GiveawayKind.BIRTH: [
        "sinh ngày 12/3/2014",
        "Sinh năm 2013, em là con út",
        "sinh ngày 12 tháng 3 năm 2014",
        "Ngày sinh: 12-3-2014",
        "em sinh tháng 3",
        "born in 2014",
        "born on 12 March 2014",
        "sinh nhật 12/3",
    ],
    GiveawayKind.ADDRESS: [
        "số nhà 12",
        "nhà em ở 12 đường Lê Lợi",
        "số 45/2 phố Huế",
        "ngõ 5",
        "hẻm 12/3",
        "tổ 5, khu phố 2",
        "12 Le Loi Street",
    ],
    GiveawayKind.PHONE: ["gọi 0900 000 000", "0912.345.678", "+84 912 345 678", "0263 3822 123"],
}
HARMLESS = [
    "Ba năm liền dạy chữ cho 42 người lớn ở bản Sín Chải vào các buổi tối.",
    "lớp học tình thương ở xóm Lò Gốm",
    "mở hai lớp một buổi, lớp 12 em, lớp 40 em",
    "học sinh năm 2025, thí sinh năm 2025, sinh viên năm 3",
    "vệ sinh 2024, phát sinh 2024 hồ sơ, hy sinh năm 1972",
    "in 3D, mạng 4G, giấy A4, quốc lộ 4D",
    "500.000.000 đồng, 84.000.000.000 đồng, lớp 3.500 đồng, lớp sơn 2,5 mm",
    "01-06-2026 09:00, ngày 02/9/2025, từ 01/01/2026 đến 31/12/2026",
    "thắp sáng 24 đường làng",
    "Bằng khen số 118/QĐ-MH",
]


class GiveawayTests(SimpleTestCase):
    def test_what_tells_is_found_with_its_kind_in_nfc_and_in_nfd(self):
        for kind, texts in TELLING.items():
            for text in texts:
                for form in ("NFC", "NFD"):
                    with self.subTest(text=text, form=form):
                        found = list(find_giveaways(unicodedata.normalize(form, text)))
                        self.assertEqual([each.kind for each in found], [kind])

    def test_what_is_harmless_is_left_alone(self):
        for text in HARMLESS:
            with self.subTest(text=text):
                self.assertEqual(list(find_giveaways(text)), [])

    @given(
        before=st.sampled_from(HARMLESS),
        after=st.sampled_from(HARMLESS),
        telling=st.sampled_from([text for texts in TELLING.values() for text in texts]),
    )
    def test_harmless_words_around_hide_nothing(self, before, after, telling):
        self.assertTrue(list(find_giveaways(f"{before} {telling}. {after}")))

    @given(st.text(max_size=400))
    def test_any_text_can_be_read_and_an_excerpt_stands_in_it(self, text):
        read = " ".join(unicodedata.normalize("NFC", text).split())
        for found in find_giveaways(text):
            self.assertIn(found.excerpt, read)

    @given(st.text(alphabet="abcđêôơưáàảãạ ,.", max_size=200))
    def test_letters_alone_without_numbers_tell_nothing_but_a_class_in_words(self, text):
        self.assertEqual(
            [each for each in find_giveaways(text) if each.kind != GiveawayKind.SCHOOL_CLASS], []
        )
