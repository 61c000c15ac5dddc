"""A control takes its guard out of the site, wherever the guard stands, or says that it cannot."""

import pytest

from campaigns.contests.attempts import kept, saving
from goodnews.bench.contest_load import weakened


@pytest.fixture(autouse=True)
def _restored(monkeypatch):
    for module in (kept, saving):
        monkeypatch.setattr(module, "STATEMENT", module.STATEMENT)


@pytest.mark.parametrize(("guard", "words"), [("sequence", ".sequence <"), ("lock", "{lock}")])
def test_the_guard_is_taken_out_of_both_ways_of_saving(guard, words):
    assert all(words in module.STATEMENT for module in (kept, saving))
    weakened.GUARDS[guard]()
    assert not any(words in module.STATEMENT for module in (kept, saving))


def test_a_guard_that_is_not_there_is_no_control():
    weakened.without_sequence()
    with pytest.raises(LookupError, match="STATEMENT has no WHERE"):
        weakened.without_sequence()
