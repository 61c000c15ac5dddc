"""Who may look at the proof of a consent, besides those who keep all consents.

A room that shows something about people registers, in ``AppConfig.ready``, who
works on it; this room knows neither profiles nor stories.
"""

from collections.abc import Callable

_checks: list[Callable] = []


def register_proof_reader(may_read: Callable) -> None:
    """Ask ``may_read(record=…, user=…)`` too whether somebody may look at a proof."""
    if may_read not in _checks:
        _checks.append(may_read)


def may_read_proof(*, record, user) -> bool:
    """Tell whether ``user`` may look at the proof of ``record``."""
    if not user.is_active:
        return False
    if user.has_perm("consents.view_consentrecord"):
        return True
    return any(may_read(record=record, user=user) for may_read in _checks)
