"""Public holidays of the demo's years, as a province has them; an office edits them."""

from datetime import datetime

from goodnews.workflows.models import ReviewSettings
from goodnews.workflows.services import add_public_holidays

YEARS_AHEAD = 4


def load_days_off(*, now: datetime) -> None:
    """Write the holidays into the settings of the editors' desk, unless it has any."""
    if not ReviewSettings.load().days_off.exists():
        add_public_holidays(first_year=now.year, last_year=now.year + YEARS_AHEAD)
