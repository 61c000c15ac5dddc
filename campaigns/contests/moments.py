"""Moments as rules say them, in Viet Nam; pure."""

from datetime import datetime, time, timedelta

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from goodnews.workflows.deadlines import VIET_NAM


def opening(moment: datetime) -> str:
    """Return an opening: "10:00 Thứ Hai, 02/11/2026"."""
    return _at(moment.astimezone(VIET_NAM), "")


def closing(moment: datetime) -> str:
    """Return a closing; midnight is the end of the day before, as people say it."""
    local = moment.astimezone(VIET_NAM)
    if local.time() == time.min:
        return _at(local - timedelta(days=1), "24:00")
    return _at(local, "")


def span(opens_at: datetime, closes_at: datetime) -> str:
    """Return the window of a round, as its contest's page says it."""
    values = {"opens": opening(opens_at), "closes": closing(closes_at)}
    return _("From %(opens)s to %(closes)s") % values


def _at(local: datetime, clock: str) -> str:
    clock = clock or format_date(local, "H:i:s" if local.second else "H:i")
    values = {"time": clock, "day": format_date(local, "l, d/m/Y")}
    return _("%(time)s on %(day)s") % values
