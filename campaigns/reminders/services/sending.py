"""A run: what is due is written into the log, sent, and answered for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.reminders.choices import LetterState
from campaigns.reminders.letters import compose, word
from campaigns.reminders.matters import Findings, Matter, find_matters
from campaigns.reminders.models import ReminderRule, ReminderSettings
from campaigns.reminders.recipients import Reader, find_readers
from goodnews.workflows.addresses import author_paths

from .log import Draft, Outcome, Word, answer_for, close_cut_off, due_drafts, take_on
from .post import Post

# As many letters may stay unclear when a run is killed; each batch costs nine queries.
BATCH = 20


@dataclass
class ReminderRun:
    """What one run did, or would do.

    Attributes:
        quiet_until: the end of the quiet hours in which it came; None outside them.
        planned: what is due, for a run that only looks.
        failed: addresses with the reason.
        untold: matters whose rule names nobody who can be written to.
        unread: rules left out, because the ledger was not counted lately.
        server_fault: why the mail server was not reached.
    """

    quiet_until: datetime | None = None
    planned: list[Draft] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    untold: list[Matter] = field(default_factory=list)
    unread: list[ReminderRule] = field(default_factory=list)
    server_fault: str = ""


@dataclass(frozen=True)
class _Outlook:
    """Everything that one run reads before the first letter."""

    findings: Findings
    readers: list[Reader]
    untold: list[Matter]
    word: Word

    def batches(self) -> Iterator[Sequence[Reader]]:
        for start in range(0, len(self.readers), BATCH):
            yield self.readers[start : start + BATCH]


def plan_reminders(*, now: datetime) -> ReminderRun:
    """Return what :func:`send_reminders` would send outside quiet hours; changes nothing."""
    outlook = _look(now)
    run = _begin(outlook)
    quiet = ReminderSettings.load().quiet_hours
    run.quiet_until = quiet.over_at(now) if quiet.hold_at(now) else None
    for readers in outlook.batches():
        run.planned += due_drafts(readers, word=outlook.word, now=now)
    return run


def send_reminders(*, now: datetime, clock: Callable[[], datetime] | None = None) -> ReminderRun:
    """Send one letter to everybody for whom something is due.

    Nothing is sent in quiet hours. Many runs at the same moment send each
    letter once: the database refuses the second entry of the log, and nothing
    is sent that has none. A letter that fails stops no other; the next try is
    made by a later run, with what is still true then.

    Args:
        clock: asked before each batch, as a long run may come into quiet
            hours; ``now`` for all of it where it is left out.
    """
    quiet = ReminderSettings.load().quiet_hours
    close_cut_off(now=now)
    if quiet.hold_at(now):
        return ReminderRun(quiet_until=quiet.over_at(now))
    outlook = _look(now)
    run = _begin(outlook)
    with Post() as post:
        for readers in outlook.batches():
            moment = clock() if clock else now
            if quiet.hold_at(moment):
                run.quiet_until = quiet.over_at(moment)
                break
            drafts = take_on(readers, word=outlook.word, now=moment)
            _send(drafts, post, run, counted_at=outlook.findings.counted_at, now=moment)
            if post.fault:
                break
        run.server_fault = post.fault
    return run


def _look(now: datetime) -> _Outlook:
    findings = find_matters(rules=ReminderRule.objects.active(), now=now)
    today = timezone.localdate(now, timezone.get_default_timezone())
    readers, untold = find_readers(matters=findings.matters, today=today)
    pages = {matter.page.pk for matter in findings.matters if matter.page is not None}
    paths = author_paths(pages) if pages else {}
    return _Outlook(findings, readers, untold, partial(word, paths=paths))


def _begin(outlook: _Outlook) -> ReminderRun:
    return ReminderRun(untold=outlook.untold, unread=outlook.findings.unread)


def _send(
    drafts: list[Draft],
    post: Post,
    run: ReminderRun,
    *,
    counted_at: datetime | None,
    now: datetime,
) -> None:
    """Send the letters of one batch; what happens to each is written, whatever happens."""
    stopped = Outcome(LetterState.FAILED, _("The run was stopped before this letter."))
    outcomes = {draft.letter.pk: stopped for draft in drafts}
    try:
        for draft in drafts:
            outcomes[draft.letter.pk] = Outcome(LetterState.UNCLEAR)
            outcome = post.send(partial(compose, draft.reader, draft.lines, counted_at=counted_at))
            outcomes[draft.letter.pk] = outcome
            if outcome.state == LetterState.SENT:
                run.sent.append(draft.letter.address)
            else:
                run.failed.append((draft.letter.address, outcome.reason))
    finally:
        if outcomes:
            answer_for(outcomes, now=now)
