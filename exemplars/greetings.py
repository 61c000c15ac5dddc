"""The good wishes on a profile: what is shown, and what makes one look suspicious."""

import re
from dataclasses import dataclass

from django.db.models import Count, Window
from django.utils.translation import gettext_noop

from goodnews.core.folding import fold, normalized

GREETINGS_SHOWN = 20

ADDRESS = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|net|org|vn|info|xyz|top|io|me|ly)\b|@\w")
DIGITS = re.compile(r"(?:\d[ .,-]?){8,}")
# Short on purpose: every greeting is read before it appears, this only says which ones to read
# twice. With their accents, because "ngủ ngon" and "vượt đèo" are good wishes.
HARSH_PHRASES = (
    r"ngu|óc chó|đồ chó|chó chết|mất dạy|khốn nạn|đồ khốn|đéo|địt|đcm|đkm|đmm|dcm|dkm|dmm|vcl|vkl|"
    r"clm|cmm|con lồn|cái lồn|con cặc|đụ má|fuck\w*|shit|bitch|casino|đánh đề|lô đề|cá độ|vay tiền|"
    r"vay vốn|nạp thẻ|kết bạn zalo"
)
HARSH_WORDS = re.compile(rf"\b(?:{HARSH_PHRASES})\b")
BARE_HARSH_WORDS = re.compile(rf"\b(?:{fold(HARSH_PHRASES)})\b")


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
    if _is_harsh(lowered):
        return gettext_noop("harsh words or advertising")
    return ""


def _is_harsh(lowered: str) -> bool:
    """Look with accents, and without them only where the whole text has none."""
    accented = normalized("NFC", lowered)
    if fold(accented) == accented:
        return BARE_HARSH_WORDS.search(accented) is not None
    return HARSH_WORDS.search(accented) is not None
