"""The guides of those who work in the admin."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from goodnews.accounts.roles import Role
from goodnews.core.manuals import manual


@dataclass(frozen=True)
class Guide:
    """A manual, as the admin names it.

    Attributes:
        slug: in its address.
        label: in menus; ``title`` is the heading of its page.
        file: its name in ``site/docs/``.
    """

    slug: str
    label: str | Promise
    title: str | Promise
    file: str

    @property
    def url(self) -> str:
        return reverse("guide", args=[self.slug])

    @property
    def text(self) -> SafeString:
        """The manual as HTML."""
        return manual(self.file)


EDITING = Guide(
    "bien-tap", _("Guide to editing"), _("Guide to editing and approving"), "huong-dan-bien-tap"
)
QUESTIONS = Guide(
    "cau-hoi", _("Guide to questions"), _("Guide to the question bank"), "huong-dan-cau-hoi"
)
CONTESTS = Guide(
    "cuoc-thi", _("Guide to contests"), _("Guide to running a contest"), "huong-dan-cuoc-thi"
)
RESULTS = Guide(
    "ket-qua-thi",
    _("Guide to results"),
    _("Guide to the results of a contest"),
    "huong-dan-ket-qua-thi",
)
GUIDES = (EDITING, QUESTIONS, CONTESTS, RESULTS)


def guide_for(user) -> Guide:
    """Return the guide of what ``user`` does most."""
    return CONTESTS if set(user.roles) == {Role.ORGANISER} else EDITING


def guide_at(slug: str) -> Guide | None:
    """Return the guide at ``slug``, or None."""
    return next((guide for guide in GUIDES if guide.slug == slug), None)


def guide_tabs(current: Guide) -> list[dict[str, Any]]:
    """Return the way to each guide."""
    return [
        {"url": guide.url, "label": guide.label, "is_current": guide == current} for guide in GUIDES
    ]
