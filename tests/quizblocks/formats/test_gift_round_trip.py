import pytest
from hypothesis import HealthCheck, given, settings

from quizblocks.formats.gift import read_gift, write_gift
from quizblocks.formats.items import Item, ItemChoice, ItemKind

from .item_strategies import EXAMPLES, items

pytestmark = pytest.mark.usefixtures("english")


def truth(stem: str, topic: str) -> Item:
    choices = (ItemChoice("Đúng", 1), ItemChoice("Sai", 0))
    return Item(ItemKind.TRUE_FALSE, stem, choices=choices, topic=topic)


class GiftRoundTripTests:
    @settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
    @given(items())
    def test_what_is_written_is_read_back_unchanged(self, item):
        reading = read_gift(write_gift([item]))
        assert (reading.items, reading.faults, reading.remarks) == ((item,), (), ())

    def test_each_question_comes_back_under_its_topic(self):
        written = (truth("1", ""), truth("2", "A/B"), truth("3", "A"), truth("4", ""))
        assert read_gift(write_gift(written)).items == written
