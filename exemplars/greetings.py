"""The good wishes on a profile: what is shown, and what makes one look suspicious."""

import re
from dataclasses import dataclass

from django.db.models import Count, Window
from django.utils.translation import gettext_noop

from goodnews.core.folding import fold

GREETINGS_SHOWN = 20

ADDRESS = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|net|org|vn|info|xyz|top|io|me|ly)\b|@\w")
DIGITS = re.compile(r"(?:\d[ .,-]?){8,}")
# Folded. Short on purpose: every greeting is read before it appears, this only says which
# ones to read twice.
HARSH_WORDS = re.compile(
    r"\b(?:ngu|oc cho|do cho|cho chet|mat day|khon nan|do khon|deo|dit|dcm|dkm|dmm|vcl|vkl|clm|cmm|"
    r"con lon|cai lon|con cac|du ma|dit me|fuck\w*|shit|bitch|casino|danh de|lo de|ca do|vay tien|"
    r"vay von|nap the|ket ban zalo)\b"
)


@dataclass(frozen=True)
class GreetingList:
    """The newest good wishes and the number of all."""

    shown: list
    count: int
    is_open: bool


def read_greetings(page) -> GreetingList:
    """Return the good wishes of every translation of ``page``, in one query."""
    model = page.greetings.model
    shown = list(
        model.objects.shown()
        .filter(exemplar__translation_key=page.translation_key)
        .annotate(total=Window(Count("pk")))
        .order_by("-sent_at", "-pk")[:GREETINGS_SHOWN]
    )
    return GreetingList(
        shown=shown, count=shown[0].total if shown else 0, is_open=page.takes_greetings
    )


def find_warning(text: str) -> str:
    """Return what in a greeting asks for a second look, as a message id; "" for nothing."""
    lowered = text.lower()
    if ADDRESS.search(lowered):
        return gettext_noop("an address of the web or of e-mail")
    if DIGITS.search(lowered):
        return gettext_noop("a telephone or account number")
    if HARSH_WORDS.search(fold(text)):
        return gettext_noop("harsh words or advertising")
    return ""
