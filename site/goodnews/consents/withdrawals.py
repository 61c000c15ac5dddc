"""What other rooms do when a consent is withdrawn: a withdrawal acts.

A room that shows something about people registers, in ``AppConfig.ready``, how
it takes that thing down; this room knows neither profiles nor pictures.
"""

from collections.abc import Callable

_actions: dict[str, list[Callable]] = {}


def register_withdrawal_action(purpose: str, action: Callable) -> None:
    """Call ``action(record=…, now=…)`` in the transaction of each withdrawal for ``purpose``."""
    actions = _actions.setdefault(str(purpose), [])
    if action not in actions:
        actions.append(action)


def withdrawal_actions(purpose: str) -> tuple[Callable, ...]:
    """Return the registered actions for ``purpose``."""
    return tuple(_actions.get(str(purpose), ()))
