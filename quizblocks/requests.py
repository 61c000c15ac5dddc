"""What is checked of a posted answer before anything is read from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.cache import cache
from django.http import QueryDict

from goodnews.core import open_forms
from goodnews.stats.visitors import is_bot

from .errors import InvalidAnswerError, TooManyAnswersError
from .repeats import KEPT_SECONDS, Sender, Standing, name_of

# Ten questions with every choice ticked need about 1 kB.
MAX_BYTES = 20_000
SECONDS = 60
COUNTED = "quiz-answers"


@dataclass(frozen=True)
class Arrival:
    """A form that has come, before its answers are read.

    Attributes:
        standing: how it is counted; None where that hangs on the answers.
        note: under which it is known when it comes again.
        generation: of everything public.
    """

    standing: Standing | None
    note: str
    generation: str

    def forget(self) -> None:
        """Let the same questions come again: these answers could not be marked."""
        if self.note:
            cache.delete(self.note)


def posted_data(request) -> QueryDict:
    """Return the posted fields of a form that our own page sent.

    Raises:
        InvalidAnswerError: from another site, too long, or no plain form.
    """
    try:
        return open_forms.posted_data(request, max_bytes=MAX_BYTES)
    except open_forms.UntrustedFormError as error:
        raise InvalidAnswerError from error


def may_be_counted(address: str, *, now: datetime) -> bool:
    """Note one more form from ``address``; tell whether its answers may be counted.

    A whole school answers from one address: everybody is marked, but the counts
    take only so many a minute from one place.

    Raises:
        TooManyAnswersError: far more than any school sends.
    """
    sent = open_forms.count_sent(COUNTED, address, seconds=SECONDS, now=now)
    if sent > settings.QUIZ_ANSWERS_PER_MINUTE:
        raise TooManyAnswersError
    return sent <= settings.QUIZ_COUNTED_PER_MINUTE


def arrive(
    sender: Sender, *, place: str, shown: Iterable[int], now: datetime, day: date
) -> Arrival:
    """Note one more form, about the questions ``shown`` at ``place``.

    Asks the cache once for all that it knows: how many came, whether this showing has answered,
    and what is public now.

    Args:
        day: of ``now``, as the site's clocks on the wall have it.

    Raises:
        TooManyAnswersError: as :func:`may_be_counted`.
    """
    note = ""
    if sender.visit and not is_bot(sender.user_agent):
        note = f"{name_of(sender, place=place, asked=shown, day=day)}:{sender.visit}"
    came = open_forms.arrive(
        COUNTED,
        sender.address,
        seconds=SECONDS,
        note=note,
        note_for=KEPT_SECONDS,
        limit=settings.QUIZ_COUNTED_PER_MINUTE,
        now=now,
    )
    if came.sent > settings.QUIZ_ANSWERS_PER_MINUTE:
        raise TooManyAnswersError
    standing = None
    if came.sent > settings.QUIZ_COUNTED_PER_MINUTE or (note and not came.is_new):
        standing = Standing.NOT_COUNTED
    elif note:
        standing = Standing.LATER if sender.is_again else Standing.FIRST
    return Arrival(standing, note, came.generation)
