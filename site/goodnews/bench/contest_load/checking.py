"""What of the acknowledged did not stay: exact counts, not samples. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .records import Held, HeldAttempt, Log, Save, Standing

EXAMPLES = 5
FAULTS = {
    "lost": "acknowledged and not there",
    "stale": "an earlier answer stands than the last one acknowledged",
    "wrong": "what stands was never sent so",
    "doubled": "more than one attempt, or more than one answer to an item",
    "unmarked": "acknowledged and in the paper, but not in its marks",
    "receipts": "the receipt is another one than was shown",
    "replays": "the same request had another reply",
}


@dataclass
class Findings:
    """How many answers and attempts a check looked at, and each fault with a few examples."""

    acknowledged: int = 0
    submitted: int = 0
    faults: Counter = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether everything acknowledged stands as it was."""
        return not sum(self.faults.values())

    def __str__(self):
        counts = " ".join(f"{name} {self.faults[name]}" for name in FAULTS)
        return f"{self.acknowledged} answers, {self.submitted} submissions: {counts}"


def check(logs: Iterable[Log], standing: Standing) -> Findings:
    """Compare what the site acknowledged with what the database holds."""
    found = Findings()
    for log in logs:
        found.acknowledged += len(log.acknowledged)
        found.submitted += bool(log.receipts)
        for fault, what in _faults(log, standing.get(log.entrant, ())):
            found.faults[fault] += 1
            if len(found.examples) < EXAMPLES:
                found.examples.append(f"{fault}: entrant {log.entrant}: {what}")
    return found


def _faults(log: Log, attempts: tuple[HeldAttempt, ...]) -> Iterator[tuple[str, str]]:
    yield from (("replays", "a reply differs") for _each in range(log.differing))
    yield from (("doubled", "another attempt") for _each in attempts[1:])
    if not attempts:
        yield from (("lost", str(save)) for save in last_saves(log.acknowledged).values())
        return
    (attempt, *_others) = attempts
    yield from _answer_faults(log, attempt)
    yield from _submission_faults(log, attempt)


def _answer_faults(log: Log, attempt: HeldAttempt) -> Iterator[tuple[str, str]]:
    known = {(save.place, save.sequence): save.text for save in log.sent}
    by_place: dict[int, Held] = {}
    for held in attempt.answers:
        if held.place in by_place:
            yield "doubled", f"two answers: {held}"
        by_place[held.place] = max(by_place.get(held.place, held), held, key=lambda h: h.sequence)
        if known.get((held.place, held.sequence)) != held.text:
            yield "wrong", str(held)
    for place, save in last_saves(log.acknowledged).items():
        held = by_place.get(place)
        if held is None:
            yield "lost", str(save)
        elif held.sequence < save.sequence:
            yield "stale", f"{held} stands, {save} was acknowledged"


def _submission_faults(log: Log, attempt: HeldAttempt) -> Iterator[tuple[str, str]]:
    if log.receipts and attempt.is_open:
        yield "lost", "the submission"
        return
    for receipt in set(log.receipts) - {attempt.receipt}:
        yield "receipts", receipt
    if attempt.is_open:
        return
    yield from (("unmarked", str(held)) for held in attempt.answers if not held.is_marked)
    if not attempt.is_marked_right:
        yield "unmarked", "the score"


def last_saves(saves: Iterable[Save]) -> dict[int, Save]:
    """Return the save with the highest number, by place."""
    return {save.place: save for save in sorted(saves, key=lambda save: save.sequence)}
