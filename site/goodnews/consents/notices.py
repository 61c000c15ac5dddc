"""Who tells staff what happens to consents.

The room that writes letters stands above this one and registers, in
``AppConfig.ready``, how it tells them.
"""

from collections.abc import Callable
from datetime import datetime
from enum import Enum

_last_day_notices: list[Callable] = []
_request_notices: list[Callable] = []


class RequestEvent(Enum):
    """What happened to a request."""

    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


def register_last_day_notice(notify: Callable) -> None:
    """Call ``notify(records=[…], now=…)`` once for consents that end soon."""
    if notify not in _last_day_notices:
        _last_day_notices.append(notify)


def last_day_notices() -> tuple[Callable, ...]:
    """Return what is registered."""
    return tuple(_last_day_notices)


def register_request_notice(notify: Callable) -> None:
    """Call ``notify(request=…, event=…, now=…)`` when nobody has to be waited for any more.

    In the transaction of the answer or of the withdrawal.
    """
    if notify not in _request_notices:
        _request_notices.append(notify)


def tell_of_request(*, request, event: RequestEvent, now: datetime) -> None:
    """Tell everybody registered what happened to ``request``."""
    for notify in _request_notices:
        notify(request=request, event=event, now=now)
