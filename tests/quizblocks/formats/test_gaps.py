"""Texts with gaps, in the formats that hold them."""

import pytest

from quizblocks.formats.gap_texts import gaps_in, pieces_of, with_blanks
from quizblocks.formats.gift import read_gift
from quizblocks.formats.gift_writing import write_gift
from quizblocks.formats.items import Item, ItemKind
from quizblocks.formats.lines import pack_gap, read_gap
from quizblocks.formats.moodle_xml import read_moodle_xml

TEXT = "Cần [[1]] ký tự, đổi sau [[2]] tháng."
XML = """<quiz><question type="gapselect"><questiontext format="plain_text"><text>{stem}</text>
</questiontext><selectoption><text>6</text><group>2</group></selectoption>
<selectoption><text>12</text><group>1</group></selectoption>
<selectoption><text>60</text><group>2</group></selectoption>
<selectoption><text>8</text><group>1</group></selectoption></question></quiz>"""


def test_a_text_is_cut_at_its_gaps():
    assert gaps_in(TEXT) == [1, 2]
    assert pieces_of(TEXT) == [("Cần ", 1), (" ký tự, đổi sau ", 2), (" tháng.", 0)]
    assert with_blanks(TEXT) == "Cần _____ ký tự, đổi sau _____ tháng."


@pytest.mark.parametrize("texts", [("a", "b"), ("a | b", "c|"), ("\\", "|\\|"), ("a\nb", "\\|")])
def test_a_line_of_choices_is_read_again(texts):
    assert read_gap(pack_gap(texts)) == texts


class MoodleGapsTests:
    def test_the_number_of_a_gap_names_its_option_and_the_group_what_is_offered(self):
        stem = "Cần [[2]] ký tự, đổi sau [[1]] tháng."
        reading = read_moodle_xml(XML.format(stem=stem).encode())
        (item,) = reading.items
        assert (item.kind, item.stem) == (ItemKind.GAPS, TEXT)
        assert item.gaps == (("12", "8"), ("6", "60"))

    @pytest.mark.parametrize("stem", ["Cần [[9]] ký tự.", "Không có chỗ trống."])
    def test_gaps_that_name_nothing_are_a_fault(self, stem):
        reading = read_moodle_xml(XML.format(stem=stem).encode())
        assert not reading.items
        assert len(reading.faults) == 1


def test_gift_names_what_it_cannot_hold():
    item = Item(ItemKind.GAPS, TEXT, gaps=(("12", "8"), ("6", "60")))
    other = Item(ItemKind.ORDERING, "Xếp lại.", steps=("a", "b"))
    text = write_gift([item, other])
    assert TEXT in text
    assert read_gift(text).items == (other,)
