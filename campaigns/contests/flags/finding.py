"""Going over the attempts of a closed round for signs; nobody is refused or put out by it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import islice

from django.db import transaction
from django.utils.crypto import salted_hmac

from campaigns.contests.entrants.people import name_key
from campaigns.contests.entrants.registration import running_team
from campaigns.contests.models import EssayMark, Flag, FlagRun, Round
from campaigns.contests.results.closing import is_closed
from campaigns.contests.results.errors import RoundNotClosedError

from .choices import FlagKind
from .reading import ReadAttempt, excluded_names, read_attempts, read_people
from .rules import (
    NAMES_OF_DEVICE,
    NAMES_OF_GUARDIAN,
    NAMES_OF_PHONE,
    WRONG_IN_UNIT,
    Twin,
    impossible_moments,
    is_too_fast,
    pattern_of,
    shared,
    twins_among,
)

BATCH = 1000


@dataclass
class Found:
    """The signs of one round, as they are found.

    Attributes:
        flags: by sign and entrant: group and details.
        scores: the best score of each entrant.
    """

    flags: dict[tuple[FlagKind, int], tuple[str, dict]] = field(default_factory=dict)
    scores: dict[int, Decimal] = field(default_factory=dict)
    twins: list[Twin] = field(default_factory=list)
    ended: dict[int, datetime] = field(default_factory=dict)
    attempt_count: int = 0

    def add(self, kind: FlagKind, entrant: int, group: str = "", **details) -> None:
        """Note a sign; of several of one kind on one entrant the first stays."""
        self.flags.setdefault((kind, entrant), (group, details))


def look_for_flags(round_: Round) -> Found:
    """Return the signs in the attempts of ``round_``; nothing is written. Linear in attempts."""
    found = Found()
    for attempt in read_attempts(round_):
        _look_at_attempt(found, attempt)
    for entrant, (twin, group, people) in twins_among(found.twins).items():
        details = {"number": twin.number, "wrong": twin.pattern.wrong, "people": people}
        found.add(FlagKind.TWIN, entrant, _mark(round_, group), **details)
    found.twins.clear()
    _look_at_people(found, round_)
    return found


def find_flags(*, round_: Round, now: datetime) -> int:
    """Note the signs in a closed round; return how many there are.

    Run again, it brings up to date what nobody has looked at yet; what somebody has said
    something about stays as it was.

    Raises:
        RoundNotClosedError: the round is not closed.
    """
    if not is_closed(round_):
        raise RoundNotClosedError
    found = look_for_flags(round_)
    with transaction.atomic():
        _write(found, round_, now)
        FlagRun.objects.update_or_create(
            round=round_, defaults={"attempt_count": found.attempt_count, "made_at": now}
        )
        return Flag.objects.filter(round=round_).count()


def is_search_due(round_: Round) -> bool:
    """Tell whether nobody has looked for signs yet, or not since the last essay was marked."""
    run = FlagRun.objects.filter(round=round_).first()
    later = EssayMark.objects.filter(attempt__round=round_)
    return run is None or later.filter(made_at__gt=run.made_at).exists()


def _write(found: Found, round_: Round, now: datetime) -> None:
    """Write the signs; one that is found again keeps its row, somebody may be reading it."""
    keys = ("kind", "entrant_id")
    flags = Flag.objects.filter(round=round_).order_by()
    judged = set(flags.filter(reviews__isnull=False).values_list(*keys))
    waiting = flags.filter(reviews__isnull=True).values_list("pk", *keys)
    gone = [pk for pk, *key in waiting if tuple(key) not in found.flags]
    for start in range(0, len(gone), BATCH):
        Flag.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    rows = (row for row in _rows(found, round_, now) if (row.kind, row.entrant_id) not in judged)
    while lot := list(islice(rows, BATCH)):
        Flag.objects.bulk_create(
            lot,
            update_conflicts=True,
            unique_fields=["round", "kind", "entrant"],
            update_fields=["group", "details", "score", "found_at"],
        )


def _look_at_attempt(found: Found, attempt: ReadAttempt) -> None:
    entrant, number = attempt.entrant, attempt.number
    found.attempt_count += 1
    found.scores[entrant] = max(found.scores.get(entrant, Decimal(0)), attempt.score)
    if is_too_fast(
        items=attempt.items,
        seconds=attempt.seconds,
        score=attempt.score,
        full_marks=attempt.full_marks,
    ):
        details = {"seconds": round(attempt.seconds, 1), "items": attempt.items}
        found.add(FlagKind.TOO_FAST, entrant, number=number, **details)
    wrong = impossible_moments(attempt.moments(found.ended.get(entrant)), attempt.saved)
    if wrong:
        found.add(FlagKind.ORDER, entrant, number=number, moments=wrong)
    found.ended[entrant] = attempt.submitted_at
    pattern = pattern_of(attempt.answers)
    if pattern.wrong >= WRONG_IN_UNIT:
        found.twins.append(Twin(pattern, attempt.unit, entrant, number))


def _look_at_people(found: Found, round_: Round) -> None:
    phones, guardians, devices = [], [], []
    running = {name_key(name) for name in (*excluded_names(round_), *_running_names())}
    for pk, name, phone, guardian_phone, device in read_people(round_):
        phones.append((pk, phone))
        guardians.append((pk, guardian_phone))
        devices.append((pk, device))
        if name_key(name) in running:
            found.add(FlagKind.NAMESAKE, pk)
    for kind, pairs, least in (
        (FlagKind.PHONE, phones, NAMES_OF_PHONE),
        (FlagKind.PHONE, guardians, NAMES_OF_GUARDIAN),
        (FlagKind.DEVICE, devices, NAMES_OF_DEVICE),
    ):
        for thing, people in shared(pairs, least).items():
            for entrant in people:
                found.add(kind, entrant, _mark(round_, str(thing)), people=len(people))


def _running_names() -> Iterator[str]:
    for user in running_team().distinct().only("first_name", "last_name"):
        if name := user.get_full_name():
            yield name


def _rows(found: Found, round_: Round, now: datetime) -> Iterator[Flag]:
    for (kind, entrant), (group, details) in found.flags.items():
        yield Flag(
            round=round_,
            entrant_id=entrant,
            kind=kind,
            group=group,
            details=details,
            score=found.scores.get(entrant, 0),
            found_at=now,
        )


def _mark(round_: Round, thing: str) -> str:
    """Return a name for a group that tells neither phone nor device."""
    return salted_hmac(f"contests.flag.{round_.pk}", thing, algorithm="sha256").hexdigest()
