"""The checker of loads on contests: each fault is seen and counted, and nothing else."""

import pytest

from goodnews.bench.contest_load.checking import check
from goodnews.bench.contest_load.records import Held, HeldAttempt, Log, Save

FIRST, LATER = Save(1, 1, "một"), Save(1, 2, "hai")
RECEIPT = "biên nhận"


def log_of(*saves: Save, sent: tuple[Save, ...] = (), **values) -> Log:
    return Log("an", sent=[*saves, *sent], acknowledged=list(saves), **values)


def held(save: Save, *, is_marked: bool = True) -> Held:
    return Held(save.place, save.sequence, save.text, is_marked)


def ended(*answers: Held, receipt: str = RECEIPT, **values) -> HeldAttempt:
    return HeldAttempt(False, answers, receipt, **values)


def faults(log: Log, *attempts: HeldAttempt) -> dict[str, int]:
    found = check([log], {"an": attempts} if attempts else {})
    return {name: count for name, count in found.faults.items() if count}


class CheckerTests:
    def test_what_stands_as_it_was_acknowledged_is_no_fault(self):
        log = log_of(FIRST, LATER, receipts=[RECEIPT, RECEIPT])
        assert faults(log, ended(held(LATER))) == {}

    def test_a_later_answer_that_was_sent_and_not_acknowledged_may_stand(self):
        assert faults(log_of(FIRST, sent=(LATER,)), ended(held(LATER))) == {}

    @pytest.mark.parametrize(
        ("fault", "attempts"),
        [
            ("lost", ()),
            ("lost", (ended(),)),
            ("stale", (ended(held(FIRST)),)),
            ("wrong", (ended(Held(1, 2, "ba", True)),)),
            ("wrong", (ended(held(LATER), Held(2, 1, "lạ", True)),)),
            ("doubled", (ended(held(LATER)), ended(held(LATER)))),
            ("doubled", (ended(held(FIRST), held(LATER)),)),
            ("unmarked", (ended(held(LATER, is_marked=False)),)),
            ("unmarked", (ended(held(LATER), is_marked_right=False),)),
        ],
    )
    def test_each_fault_is_counted_once(self, fault, attempts):
        assert faults(log_of(FIRST, LATER), *attempts) == {fault: 1}

    def test_a_submission_that_is_open_again_is_lost(self):
        log = log_of(LATER, receipts=[RECEIPT])
        assert faults(log, HeldAttempt(True, (held(LATER),))) == {"lost": 1}

    def test_a_receipt_that_changed_is_seen(self):
        log = log_of(LATER, receipts=[RECEIPT, "khác"])
        assert faults(log, ended(held(LATER))) == {"receipts": 1}

    def test_a_replay_with_another_reply_is_seen(self):
        assert faults(log_of(LATER, differing=1), ended(held(LATER))) == {"replays": 1}

    def test_counts_and_examples_are_told(self):
        found = check([log_of(FIRST, LATER)], {})
        assert not found.is_clean
        assert found.acknowledged == 2
        assert found.examples == [f"lost: entrant an: {LATER}"]
