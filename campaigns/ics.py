"""Calendar files as calendar programs read them. Pure.

Source: RFC 5545 (iCalendar), sections 3.1 (folding), 3.3.11 (escaping), 3.6.1 (all-day events).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

LINE_OCTETS = 75


@dataclass(frozen=True)
class AllDayEvent:
    """Something that fills whole days; ``uid`` stays the same for ever."""

    uid: str
    first: date
    last: date
    title: str
    url: str
    stamp: datetime


def escape(text: str) -> str:
    """Return ``text`` as a value of type TEXT; line breaks cannot end the line."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.replace("\x00", "").splitlines())


def fold_line(line: str) -> str:
    """Break a content line so that none is longer than 75 octets, never inside a letter."""
    parts, current, size, limit = [], [], 0, LINE_OCTETS
    for character in line:
        octets = len(character.encode())
        if size + octets > limit:
            parts.append("".join(current))
            # The space that begins each further line counts too.
            current, size, limit = [], 0, LINE_OCTETS - 1
        current.append(character)
        size += octets
    return "\r\n ".join([*parts, "".join(current)])


def render_calendar(*, name: str, events: Iterable[AllDayEvent], product: str) -> str:
    """Return a whole calendar file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{escape(product)}",
        "CALSCALE:GREGORIAN",
        f"NAME:{escape(name)}",
        f"X-WR-CALNAME:{escape(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{event.stamp:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}",
            # The end of an event is the day after its last one.
            f"DTEND;VALUE=DATE:{event.last + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escape(event.title)}",
            # A URI is not escaped, but it must not end the line.
            f"URL:{event.url.replace(chr(10), '').replace(chr(13), '')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{fold_line(line)}\r\n" for line in lines)
