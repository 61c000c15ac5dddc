"""The public holidays: which days the law gives, and how they reach the settings."""

from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from goodnews.workflows.deadlines import VIET_NAM, OfficeHours, due_after_days
from goodnews.workflows.holidays import public_holidays
from goodnews.workflows.lunar import lunar_day
from goodnews.workflows.models import DayOff, ReviewSettings
from goodnews.workflows.services import add_public_holidays

# The days that the years' printed calendars give; 1968, 1985 and 2007 differ from Beijing's.
NEW_YEARS = {
    1968: date(1968, 1, 29),
    1985: date(1985, 1, 21),
    2007: date(2007, 2, 17),
    2020: date(2020, 1, 25),
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
    2029: date(2029, 2, 13),
    2030: date(2030, 2, 2),
}


class LunarTests:
    @pytest.mark.parametrize("year", NEW_YEARS)
    def test_the_lunar_year_begins_on_the_day_of_the_calendar(self, year):
        assert lunar_day(year, 1, 1) == NEW_YEARS[year]

    def test_a_leap_month_moves_what_comes_after_it(self):
        # 2023 had a second second month, 2025 a second sixth.
        assert lunar_day(2023, 3, 10) == date(2023, 4, 29)
        assert lunar_day(2025, 3, 10) == date(2025, 4, 7)
        assert lunar_day(2025, 8, 15) == date(2025, 10, 6)


class HolidayTests:
    def spans(self, year):
        return [(holiday.first_on, holiday.last_on) for holiday in public_holidays(year)]

    def test_2026_has_the_days_that_were_decided_for_it(self):
        assert self.spans(2026) == [
            (date(2026, 1, 1), date(2026, 1, 1)),
            (date(2026, 2, 16), date(2026, 2, 20)),
            # 10 March of the lunar year is a Sunday: Monday makes it good.
            (date(2026, 4, 26), date(2026, 4, 27)),
            (date(2026, 4, 30), date(2026, 4, 30)),
            (date(2026, 5, 1), date(2026, 5, 1)),
            (date(2026, 9, 1), date(2026, 9, 2)),
        ]

    @pytest.mark.parametrize("year", range(2026, 2041))
    def test_every_year_gives_eleven_working_days(self, year):
        free = {
            date.fromordinal(number)
            for first, last in self.spans(year)
            for number in range(first.toordinal(), last.toordinal() + 1)
        }
        assert len([day for day in free if day.weekday() < 5]) == 11


class DueAfterDaysTests:
    OFFICE = OfficeHours(
        days_off=tuple((day.first_on, day.last_on) for day in public_holidays(2026))
    )

    def due(self, *moment):
        received = datetime(*moment, tzinfo=VIET_NAM)
        return due_after_days(received_at=received, days=2, office=self.OFFICE)

    def test_the_day_of_receipt_does_not_count(self):
        wednesday_evening = datetime(2026, 11, 25, 17, tzinfo=VIET_NAM)
        assert self.due(2026, 11, 23, 0, 1) == wednesday_evening
        assert self.due(2026, 11, 23, 23, 59) == wednesday_evening

    def test_a_weekend_does_not_count(self):
        for day in (27, 28, 29):
            assert self.due(2026, 11, day, 9) == datetime(2026, 12, 1, 17, tzinfo=VIET_NAM)

    def test_tet_does_not_count(self):
        # Friday before Tết: ten days later the office opens again.
        assert self.due(2026, 2, 13, 8) == datetime(2026, 2, 24, 17, tzinfo=VIET_NAM)
        assert self.due(2026, 2, 18, 8) == datetime(2026, 2, 24, 17, tzinfo=VIET_NAM)

    def test_a_term_needs_a_day_and_a_zone(self):
        with pytest.raises(ValueError, match="one day"):
            due_after_days(
                received_at=datetime(2026, 11, 23, tzinfo=VIET_NAM), days=0, office=self.OFFICE
            )
        with pytest.raises(ValueError, match="zone"):
            due_after_days(received_at=datetime(2026, 11, 23), days=2, office=self.OFFICE)  # noqa: DTZ001


class LoadingTests(TestCase):
    def test_the_holidays_are_added_once(self):
        out = StringIO()
        call_command("load_holidays", "--from=2026", "--to=2030", stdout=out)
        count = DayOff.objects.count()
        self.assertIn(f"{count} holidays added", out.getvalue())
        self.assertFalse(ReviewSettings.load().office.is_working_day(date(2027, 2, 8)))
        self.assertEqual(add_public_holidays(first_year=2026, last_year=2030), [])
        self.assertEqual(DayOff.objects.count(), count)

    def test_what_the_office_wrote_itself_stays(self):
        own = DayOff.objects.create(
            settings=ReviewSettings.load(),
            name="Nghỉ Tết, đã đổi ngày",
            first_on=date(2026, 2, 14),
            last_on=date(2026, 2, 22),
        )
        added = add_public_holidays(first_year=2026, last_year=2026)
        self.assertNotIn("Tết Nguyên đán 2026", [holiday.name for holiday in added])
        own.refresh_from_db()
        self.assertEqual(own.last_on, date(2026, 2, 22))

    def test_years_without_sense_are_refused(self):
        for years in (("--from=1800",), ("--from=2030", "--to=2026"), ("--to=2200",)):
            with self.assertRaises(CommandError):
                call_command("load_holidays", *years, stdout=StringIO())
