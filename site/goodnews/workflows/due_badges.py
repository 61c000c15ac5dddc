"""How much time is left, in words: "còn 3 giờ", "quá hạn 1 ngày"."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# From here on the badge warns.
SOON = timedelta(hours=4)
MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass(frozen=True)
class DueBadge:
    """A word and a shape; the colour only repeats them.

    Attributes:
        kind: "overdue", "soon" or "later"; names the style.
        icon: an icon of Wagtail's.
    """

    kind: str
    text: str
    icon: str


def due_badge(*, due_at: datetime, now: datetime) -> DueBadge:
    """Return the badge of something that is due at ``due_at``."""
    left = due_at - now
    if left < timedelta(0):
        text = _("overdue by %(time)s") % {"time": time_in_words(-left)}
        return DueBadge("overdue", text, "warning")
    text = _("%(time)s left") % {"time": time_in_words(left)}
    if left <= SOON:
        return DueBadge("soon", text, "time")
    return DueBadge("later", text, "calendar-alt")


def time_in_words(span: timedelta) -> str:
    """Return ``span`` in its largest unit, cut: a day and a half is "1 day"."""
    seconds = max(0, int(span.total_seconds()))
    if seconds >= DAY:
        count = seconds // DAY
        return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}
    if seconds >= HOUR:
        count = seconds // HOUR
        return ngettext("%(count)s hour", "%(count)s hours", count) % {"count": count}
    count = max(1, seconds // MINUTE)
    return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}
