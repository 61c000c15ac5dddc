"""A control takes its guard out of the site, wherever the guard stands, or says that it cannot."""

import pytest

from campaigns.contests.attempts import kept, saving
from goodnews.bench.contest_load import weakened


@pytest.fixture(autouse=True)
def _restored(monkeypatch):
    for module in (kept, saving):
        for name in ("LATER_WINS", "STATEMENT"):
            monkeypatch.setattr(module, name, getattr(module, name))


@pytest.mark.parametrize(
    ("guard", "name", "words"),
    [("sequence", "LATER_WINS", ".sequence <"), ("lock", "STATEMENT", "{lock}")],
)
def test_the_guard_is_taken_out_of_both_ways_of_saving(guard, name, words):
    weakened.GUARDS[guard]()
    assert not any(words in getattr(module, name) for module in (kept, saving))


def test_a_guard_that_is_not_there_is_no_control():
    weakened.without_sequence()
    with pytest.raises(LookupError, match="LATER_WINS"):
        weakened.without_sequence()
