"""What ``manage.py contest_load`` prints, as values again."""

import json

from .records import Held, HeldAttempt, Prepared, Ticket


def read_prepared(text: str) -> Prepared:
    """Return what "prepare" printed."""
    said = json.loads(text)
    tickets = tuple(Ticket(**each) for each in said.pop("tickets"))
    return Prepared(tickets=tickets, **said)


def read_held(text: str) -> dict[str, tuple[HeldAttempt, ...]]:
    """Return what "read" printed."""
    return {
        entrant: tuple(
            HeldAttempt(**{**each, "answers": tuple(Held(**held) for held in each["answers"])})
            for each in attempts
        )
        for entrant, attempts in json.loads(text).items()
    }
