"""Who tells staff that the last day of a consent comes near.

The room that writes letters stands above this one and registers, in
``AppConfig.ready``, how it tells them.
"""

from collections.abc import Callable

_notices: list[Callable] = []


def register_last_day_notice(notify: Callable) -> None:
    """Call ``notify(records=[…], now=…)`` once for consents that end soon."""
    if notify not in _notices:
        _notices.append(notify)


def last_day_notices() -> tuple[Callable, ...]:
    """Return what is registered."""
    return tuple(_notices)
