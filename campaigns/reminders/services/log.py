"""Taking letters on and answering for them: the log is written before anything is sent."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone

from campaigns.reminders.choices import TOLD_STATES, LetterState
from campaigns.reminders.due import Past, may_try_again, next_number
from campaigns.reminders.letters import Line
from campaigns.reminders.matters import Matter
from campaigns.reminders.models import REASON_LENGTH, Letter, Reminder
from campaigns.reminders.recipients import Reader, reachable

# No run needs so long for one batch; whatever is older was cut off.
CUT_OFF_AFTER = timedelta(hours=1)
# Failures that are older make nobody wait.
FAILURES_COUNT_FOR = timedelta(days=2)

Word = Callable[[Reader, Sequence[Matter]], list[Line]]


@dataclass(frozen=True)
class Draft:
    """What is due to one person: the lines, and the number of each reminder.

    Attributes:
        letter: its row in the log; None where nothing is to be sent.
    """

    reader: Reader
    lines: list[Line]
    numbers: list[int]
    letter: Letter | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one letter."""

    state: LetterState
    reason: str = ""


def due_drafts(readers: Sequence[Reader], *, word: Word, now: datetime) -> list[Draft]:
    """Return what is due to ``readers`` at ``now``: three queries, however many they are."""
    pks = [reader.user.pk for reader in readers]
    today = timezone.localdate(now, timezone.get_default_timezone())
    # Somebody may have muted them, or left, since the run began.
    still = set(reachable(today).filter(pk__in=pks).values_list("pk", flat=True))
    past, failures = _past_of(pks), _failures_of(pks, now)
    drafts = []
    for reader in readers:
        if reader.user.pk not in still or not may_try_again(failures[reader.user.pk], now=now):
            continue
        numbers = {}
        for (rule_pk, thing), matter in reader.matters.items():
            told = past.get((reader.user.pk, rule_pk, thing), Past())
            number = next_number(told, now=now, every=matter.rule.repeats_every)
            if number is not None:
                numbers[rule_pk, thing] = number
        if numbers:
            lines = word(reader, [reader.matters[key] for key in numbers])
            drafts.append(Draft(reader, lines, list(numbers.values())))
    return drafts


def take_on(readers: Sequence[Reader], *, word: Word, now: datetime) -> list[Draft]:
    """Write what is due into the log, and return it to be sent.

    A letter that another run has written at the same moment is left to it: the
    database lets one of the two through.
    """
    try:
        with transaction.atomic():
            return _write(due_drafts(readers, word=word, now=now), now=now)
    except IntegrityError:
        if len(readers) == 1:
            return []
        alone = ([reader] for reader in readers)
        return [draft for one in alone for draft in take_on(one, word=word, now=now)]


def _write(drafts: list[Draft], *, now: datetime) -> list[Draft]:
    letters = Letter.objects.bulk_create(
        Letter(recipient=draft.reader.user, address=draft.reader.user.email, taken_at=now)
        for draft in drafts
    )
    Reminder.objects.bulk_create(
        Reminder(
            letter=letter,
            recipient=draft.reader.user,
            rule=line.matter.rule,
            thing=line.matter.thing,
            number=number,
            unit=line.matter.unit,
            text=line.text,
        )
        for draft, letter in zip(drafts, letters, strict=True)
        for line, number in zip(draft.lines, draft.numbers, strict=True)
    )
    return [
        Draft(draft.reader, draft.lines, draft.numbers, letter)
        for draft, letter in zip(drafts, letters, strict=True)
    ]


def answer_for(outcomes: Mapping[int, Outcome], *, now: datetime) -> None:
    """Write what became of the letters with these keys; each is answered for once."""
    letters = list(Letter.objects.on_their_way().filter(pk__in=outcomes))
    for letter in letters:
        outcome = outcomes[letter.pk]
        letter.state, letter.ended_at = outcome.state, now
        letter.reason = outcome.reason.replace("\x00", "")[:REASON_LENGTH]
    Letter.objects.bulk_update(letters, ["state", "ended_at", "reason"])


def close_cut_off(*, now: datetime) -> int:
    """Answer for letters whose run was killed: nobody knows whether they went out."""
    cut_off = Letter.objects.on_their_way().taken_before(now - CUT_OFF_AFTER)
    return cut_off.update(state=LetterState.UNCLEAR, ended_at=now)


def _past_of(user_pks: list[int]) -> dict[tuple[int, int, str], Past]:
    told = Q(letter__state__in=TOLD_STATES)
    rows = Reminder.objects.filter(recipient__in=user_pks).order_by()
    found = rows.values_list("recipient_id", "rule_id", "thing").annotate(
        last=Max("number"), told_at=Max("letter__taken_at", filter=told)
    )
    return {(user, rule, thing): Past(last, at) for user, rule, thing, last, at in found}


def _failures_of(user_pks: list[int], now: datetime) -> dict[int, list[datetime]]:
    """Return the moments of the failures of each person since the last letter that was sent."""
    found: dict[int, list[datetime]] = defaultdict(list)
    letters = Letter.objects.tried_since(now - FAILURES_COUNT_FOR).filter(recipient__in=user_pks)
    for user, state, moment in letters.values_list("recipient_id", "state", "taken_at"):
        found[user] = [*found[user], moment] if state == LetterState.FAILED else []
    return found
