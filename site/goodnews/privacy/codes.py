"""The codes by which requests are spoken of: DL-2611-0042. Pure."""

import re
from datetime import date

PREFIX = "DL"
CODE = re.compile(r"DL-(\d{2})(0[1-9]|1[0-2])-(\d{4,6})")
CODE_LENGTH = 16


def code_of(month: date, number: int) -> str:
    """Return the code of the ``number``-th request of a month."""
    return f"{prefix_of(month)}{number:04d}"


def prefix_of(month: date) -> str:
    """Return what the codes of a month begin with."""
    return f"{PREFIX}-{month:%y%m}-"


def number_in(code: str) -> int:
    """Return which request of its month has ``code``.

    Raises:
        ValueError: it is no code.
    """
    match = CODE.fullmatch(code)
    if match is None:
        raise ValueError(f"{code!r} is no code of a request")
    return int(match[3])
