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
        local = timezone.localtime(self.value, timezone.get_default_timezone())
        return format_html("{}", date_format(local, "H:i d/m/Y"))
