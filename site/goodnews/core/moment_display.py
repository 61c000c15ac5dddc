"""Moments in Wagtail's inspect views, which show them in UTC of themselves."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from wagtail.admin.ui.fields import BaseFieldDisplay


class MomentDisplay(BaseFieldDisplay):
    """A moment as it was in Viet Nam, or a dash.

    Source: Wagtail 8's ``generic/inspect.html`` writes values by ``localize``, which keeps
    their zone.
    """

    value: datetime | None

    def render_html(self, parent_context=None):
        if self.value is None:
            return "–"
        return format_html("{}", local_moment(self.value))


def local_moment(moment: datetime) -> str:
    """Return ``moment`` as it was in Viet Nam."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return date_format(local, "H:i d/m/Y")
