"""How the pages speak to the three who read them: an adult, a parent or guardian, a child."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .choices import AgeBand, PartyRole, Purpose

ADULT, GUARDIAN, CHILD = "adult", "guardian", "child"

# The purposes in the words of a child's own page.
CHILD_TITLES = {
    Purpose.PROFILE: _("A page about you"),
    Purpose.STORY: _("A story that tells about you"),
    Purpose.IMAGE: _("Photographs of you"),
    Purpose.LEADERBOARD: _("Your name on the leaderboard"),
}
TITLES = {
    Purpose.PROFILE: _("A public profile as an exemplar"),
    Purpose.STORY: _("Being written about in a story"),
    Purpose.IMAGE: _("Recognisable photographs"),
    Purpose.LEADERBOARD: _("The name on a leaderboard"),
}


@dataclass(frozen=True)
class Wording:
    """The words of the answers and of the name, for one kind of reader."""

    yes: str
    no: str
    name_label: str
    name_help: str


WORDINGS = {
    ADULT: Wording(
        yes=_("I agree"),
        no=_("I do not agree"),
        name_label=_("Your full name"),
        name_help=_("It stands for a signature and is not published by this page."),
    ),
    GUARDIAN: Wording(
        yes=_("I agree"),
        no=_("I do not agree"),
        name_label=pgettext_lazy("parent or guardian", "Your full name"),
        name_help=pgettext_lazy(
            "parent or guardian", "The parent or guardian's own name. It is never published."
        ),
    ),
    CHILD: Wording(
        yes=pgettext_lazy("child", "Yes, I agree"),
        no=pgettext_lazy("child", "No"),
        name_label=pgettext_lazy("child", "Your name"),
        name_help=pgettext_lazy("child", "Write your first and last name."),
    ),
}


def reader_kind(*, role: str, age_band: str) -> str:
    """Return who reads the page of ``role``: ``ADULT``, ``GUARDIAN`` or ``CHILD``."""
    if role == PartyRole.GUARDIAN:
        return GUARDIAN
    return ADULT if age_band == AgeBand.ADULT else CHILD


def title_of(purpose: str, kind: str) -> str:
    """Return the heading of ``purpose`` on the page of a ``kind`` of reader."""
    return (CHILD_TITLES if kind == CHILD else TITLES)[Purpose(purpose)]
