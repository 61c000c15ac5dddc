"""Vietnamese names in order."""

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from exemplars.names import initial, sort_key


class NameTests(SimpleTestCase):
    def test_a_person_is_sorted_by_the_given_name(self):
        self.assertEqual(sort_key("Đạo Thị Kiều", is_person=True), "kieu dao thi")
        self.assertEqual(initial("kieu dao thi"), "K")

    def test_a_group_is_sorted_as_it_is_written(self):
        key = sort_key("Đội thanh niên tình nguyện", is_person=False)
        self.assertEqual((key[:3], initial(key)), ("doi", "D"))

    def test_signs_before_the_name_do_not_matter_and_digits_have_their_place(self):
        self.assertEqual(initial(sort_key("“Ánh sáng” bản xa", is_person=False)), "A")
        self.assertEqual(initial(sort_key("12A1", is_person=False)), "#")

    @given(st.text(max_size=100), st.booleans())
    def test_every_name_has_a_letter(self, name, is_person):
        letter = initial(sort_key(name, is_person=is_person))
        self.assertTrue(letter == "#" or ("A" <= letter <= "Z" and len(letter) == 1))
