"""Writes about good wishes that have a rule."""

import logging
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from goodnews.core.pagecache import purge_public_pages

from .choices import GreetingState
from .errors import GreetingsClosedError, TooManyGreetingsError
from .greetings import find_warning
from .models import ExemplarPage, Greeting

logger = logging.getLogger("goodnews.exemplars")

# More than anybody reads for one profile; then it is a flood.
MOST_WAITING = 300


@transaction.atomic
def send_greeting(*, exemplar: ExemplarPage, text: str, name: str, now: datetime) -> Greeting:
    """Keep a reader's good wishes until somebody has read them.

    The same words from the same name are kept once: a double tap is one wish.

    Raises:
        GreetingsClosedError: the profile is not public or takes none.
        TooManyGreetingsError: too many wait for this profile already.
    """
    if not exemplar.live or not exemplar.takes_greetings or exemplar.get_view_restrictions():
        raise GreetingsClosedError
    waiting = Greeting.objects.filter(exemplar=exemplar, state=GreetingState.WAITING)
    same = waiting.filter(text=text, name=name).first()
    if same is not None:
        return same
    if waiting.count() >= MOST_WAITING:
        raise TooManyGreetingsError
    return Greeting.objects.create(
        exemplar=exemplar,
        text=text,
        name=name,
        warning=find_warning(text) or find_warning(name),
        sent_at=now,
    )


@transaction.atomic
def decide_greetings(
    *, keys: Collection[int], state: GreetingState, user, now: datetime, skips_warned: bool = False
) -> int:
    """Show or refuse good wishes; what was decided may be decided anew.

    Args:
        keys: the numbers of the greetings.
        state: ``SHOWN`` or ``REFUSED``.
        skips_warned: leave those with a warning to be decided one by one.

    Returns:
        How many were decided.

    Raises:
        ValueError: a greeting cannot be sent back to the waiting ones.
    """
    if state == GreetingState.WAITING:
        raise ValueError("a decision shows or refuses")
    chosen = Greeting.objects.filter(pk__in=keys).exclude(state=state)
    if skips_warned:
        chosen = chosen.filter(warning="")
    count = chosen.update(state=state, decided_at=now, decided_by=user)
    if count:
        purge_public_pages()
        logger.info(
            "greetings decided",
            extra={"event": f"greeting.{state.value}", "count": count, "user": user.pk},
        )
    return count
