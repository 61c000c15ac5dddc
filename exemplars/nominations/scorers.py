"""Who has something to score at the moment: asked by every start page, changed twice a round."""

from django.core.cache import cache
from django.db import transaction

from .choices import RoundState
from .models import PanelMember

KEY = "nominations-scorers"
KEPT_SECONDS = 300


def scorers() -> frozenset[int]:
    """Return the keys of the users who sit on the panel of a round in scoring."""
    found = cache.get(KEY)
    if found is None:
        seats = PanelMember.objects.filter(round__state=RoundState.SCORING)
        found = frozenset(seats.values_list("user", flat=True))
        cache.set(KEY, found, KEPT_SECONDS)
    return found


def forget_scorers() -> None:
    """Let the next start page ask anew; once more after the commit, for who asked meanwhile."""
    cache.delete(KEY)
    transaction.on_commit(lambda: cache.delete(KEY), robust=True)
