"""What whoever has answered a quiz is invited to: the contests that take attempts at this moment."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goodnews.core.pagecache import current_generation
from quizblocks.invitations import Invitation, register_inviting

from .contest_pages import spotlights


class OpenContests:
    """Says what is open, for one process; reads it anew once anything public has changed.

    A round that opens changes something public, see :mod:`.turns`; one that closes is left out by
    the moment itself. With every answer to a quiz it is asked, so that what it says is kept ready.
    """

    def __init__(self):
        # By language: the generation that was read, and what runs with its closing.
        self._kept: dict[str | None, tuple[str, list[tuple[datetime, Invitation]]]] = {}

    def __call__(self, now: datetime, generation: str) -> list[Invitation]:
        """Return the invitations of ``now`` in the language of the request."""
        generation = generation or current_generation()
        language = get_language()
        kept = self._kept.get(language)
        if kept is None or kept[0] != generation:
            kept = self._kept[language] = (generation, _running(now))
        return [invitation for closes_at, invitation in kept[1] if now < closes_at]


def _running(now: datetime) -> list[tuple[datetime, Invitation]]:
    return [
        (
            each.turns_at,
            Invitation(
                _("Test yourself in the contest “%(contest)s”") % {"contest": each.contest.title},
                reverse("contests:contest", args=[each.contest.slug]),
            ),
        )
        for each in spotlights(now=now)
        if each.is_running
    ]


def register() -> None:
    """Let quizzes invite to contests."""
    register_inviting(OpenContests())
