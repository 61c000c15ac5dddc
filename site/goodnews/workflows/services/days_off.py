"""Writing the public holidays among the office's days off."""

from django.db import transaction

from goodnews.workflows.holidays import Holiday, public_holidays
from goodnews.workflows.models import DayOff, ReviewSettings


@transaction.atomic
def add_public_holidays(*, first_year: int, last_year: int) -> list[Holiday]:
    """Add the holidays of these years, both included; what the office wrote itself stays.

    A holiday of which a day is off already is taken for written: the office may
    have moved or shortened it, and running this again adds nothing.

    Returns:
        those that were added.
    """
    settings = ReviewSettings.load()
    # Of two who add at once, the second sees what the first one added.
    ReviewSettings.objects.select_for_update().get(pk=settings.pk)
    spans = [day.span for day in DayOff.objects.filter(settings=settings)]
    added = [
        holiday
        for year in range(first_year, last_year + 1)
        for holiday in public_holidays(year)
        if not any(holiday.first_on <= last and first <= holiday.last_on for first, last in spans)
    ]
    DayOff.objects.bulk_create(
        DayOff(
            settings=settings,
            name=holiday.name,
            first_on=holiday.first_on,
            last_on=None if holiday.last_on == holiday.first_on else holiday.last_on,
        )
        for holiday in added
    )
    return added
