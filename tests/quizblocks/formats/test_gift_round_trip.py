from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizblocks.formats.gift import read_gift, write_gift

from .item_strategies import items


class GiftRoundTripTests:
    @settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(items(), min_size=1, max_size=2))
    def test_what_is_written_is_read_back_unchanged(self, written):
        reading = read_gift(write_gift(written))
        assert (reading.items, reading.faults, reading.remarks) == (tuple(written), (), ())
