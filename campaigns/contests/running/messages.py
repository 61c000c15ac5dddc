"""What organisers tell entrants: written, taken back, and shown on the entrants' own pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.cache import cache
from django.db import transaction

from campaigns.contests.models import Contest, Entrant, EntrantMessage
from goodnews.units.models import Unit

from .choices import Audience
from .errors import TakenBackError

# A message is there at once where the cache is shared, and within this time where it is not.
KEPT_SECONDS = 10
MOST_SHOWN = 20


@dataclass(frozen=True)
class Note:
    """A message as an entrant may get it.

    Attributes:
        unit_path: place in the tree of the unit that it is for; "" for no unit.
    """

    text: str
    written_at: datetime
    audience: str
    unit_path: str = ""


def write_message(
    *,
    contest: Contest,
    audience: Audience,
    unit: Unit | None,
    text: str,
    user,
    now: datetime,
) -> EntrantMessage:
    """Tell entrants something; those whom it is for see it at once."""
    with transaction.atomic():
        message = EntrantMessage.objects.create(
            contest=contest,
            audience=audience,
            unit=unit,
            text=text,
            written_at=now,
            written_by=user,
        )
        _show_anew(contest.pk)
    return message


def take_back(*, message: EntrantMessage, user, now: datetime) -> None:
    """Show a message no longer; it stays in the list of what was said.

    Raises:
        TakenBackError: somebody was quicker.
    """
    with transaction.atomic():
        shown = EntrantMessage.objects.filter(pk=message.pk, taken_back_at__isnull=True)
        if not shown.update(taken_back_at=now, taken_back_by=user):
            raise TakenBackError
        _show_anew(message.contest_id)


def notes_for(entrant: Entrant) -> list[Note]:
    """Return what ``entrant`` is told now, the newest first.

    Without messages it asks the cache alone. With them it asks for the unit where one is for a
    unit, and for an open try where one is for those.
    """
    notes = shown_notes(entrant.contest_id)
    audiences = {note.audience for note in notes}
    path = entrant.unit.path if Audience.UNIT in audiences and entrant.unit_id else ""
    is_open = Audience.OPEN in audiences and entrant.attempts.open().exists()
    return list(meant_for(notes, unit_path=path, has_open_try=is_open))


def meant_for(notes: Iterable[Note], *, unit_path: str, has_open_try: bool) -> Iterable[Note]:
    """Yield the notes for somebody of the unit at ``unit_path``; "" is no unit. Pure."""
    for note in notes:
        if note.audience == Audience.UNIT:
            is_meant = bool(note.unit_path) and unit_path.startswith(note.unit_path)
        else:
            is_meant = note.audience == Audience.ALL or has_open_try
        if is_meant:
            yield note


def shown_notes(contest_id: int) -> list[Note]:
    """Return the messages of a contest that were not taken back, from the cache where it has them."""
    notes = cache.get(_key(contest_id))
    if notes is None:
        rows = EntrantMessage.objects.filter(contest=contest_id, taken_back_at__isnull=True)
        values = rows.order_by("-written_at", "-pk").values_list(
            "text", "written_at", "audience", "unit__path"
        )
        notes = [
            Note(text, written_at, audience, path or "")
            for text, written_at, audience, path in values[:MOST_SHOWN]
        ]
        cache.set(_key(contest_id), notes, KEPT_SECONDS)
    return notes


def _show_anew(contest_id: int) -> None:
    transaction.on_commit(partial(cache.delete, _key(contest_id)))


def _key(contest_id: int) -> str:
    return f"contest-notes:{contest_id}"
