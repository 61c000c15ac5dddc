"""When a decision is due."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.workflows.deadlines import VIET_NAM, OfficeHours, due_at

OFFICE = OfficeHours()
moments = st.datetimes(
    datetime(2025, 1, 1),  # noqa: DTZ001
    datetime(2028, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
works = st.timedeltas(timedelta(minutes=1), timedelta(hours=200))
offices = st.builds(
    lambda days, hours: OfficeHours(min(days), max(days), time(min(hours)), time(max(hours))),
    st.tuples(st.integers(0, 6), st.integers(0, 6)),
    st.lists(st.integers(0, 23), min_size=2, max_size=2, unique=True),
)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of March 2026 in Viet Nam; the 26th is a Thursday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=VIET_NAM)


def hours(number: int) -> timedelta:
    return timedelta(hours=number)


def office_time(start: datetime, end: datetime, office: OfficeHours) -> timedelta:
    """Count the office time between two moments, day by day."""
    total, day = timedelta(0), start.astimezone(VIET_NAM).date()
    while day <= end.astimezone(VIET_NAM).date():
        if office.is_working_day(day):
            opens, closes = office.span_on(day)
            total += max(timedelta(0), min(end, closes) - max(start, opens))
        day += timedelta(days=1)
    return total


class DueAtTests:
    @pytest.mark.parametrize(
        ("entered_at", "work", "expected"),
        [
            (local(26, 8), hours(4), local(26, 12)),
            # Before the doors open and on a Saturday the clock stands still.
            (local(26, 5), hours(1), local(26, 8, 30)),
            (local(28, 10), hours(1), local(30, 8, 30)),
            # At closing time the next working day begins.
            (local(27, 17), hours(1), local(30, 8, 30)),
            (local(27, 16), hours(1), local(27, 17)),
            (local(27, 16), hours(2), local(30, 8, 30)),
            # Good news: 24 office hours are two days and a half.
            (local(26, 7, 30), hours(24), local(30, 12, 30)),
            # A beautiful story: 72 office hours are seven and a half days and some.
            (local(26, 7, 30), hours(72), local(26, 7, 30) + timedelta(days=11, hours=5.5)),
        ],
    )
    def test_only_office_hours_count(self, entered_at, work, expected):
        assert due_at(entered_at=entered_at, work=work, office=OFFICE) == expected

    @given(moments, works, offices)
    def test_exactly_the_given_office_time_lies_before_it(self, entered_at, work, office):
        due = due_at(entered_at=entered_at, work=work, office=office)
        assert office_time(entered_at, due, office) == work

    @given(moments, works, offices)
    def test_it_falls_into_office_hours_and_never_sooner_than_the_work_takes(
        self, entered_at, work, office
    ):
        due = due_at(entered_at=entered_at, work=work, office=office)
        opens, closes = office.span_on(due.astimezone(VIET_NAM).date())
        assert office.is_working_day(due.astimezone(VIET_NAM).date())
        assert opens < due <= closes
        assert due - entered_at >= work

    @given(moments, works, st.timedeltas(timedelta(0), timedelta(days=10)))
    def test_who_comes_later_is_never_due_earlier(self, entered_at, work, later):
        first = due_at(entered_at=entered_at, work=work, office=OFFICE)
        assert due_at(entered_at=entered_at + later, work=work, office=OFFICE) >= first

    def test_what_makes_no_sense_is_refused(self):
        with pytest.raises(ValueError, match="some time"):
            due_at(entered_at=local(26, 8), work=timedelta(0), office=OFFICE)
        with pytest.raises(ValueError, match="zone"):
            due_at(entered_at=datetime(2026, 3, 26), work=hours(1), office=OFFICE)  # noqa: DTZ001
        with pytest.raises(ValueError, match="week"):
            OfficeHours(first_day=4, last_day=0)
        with pytest.raises(ValueError, match="open"):
            OfficeHours(opens_at=time(17), closes_at=time(17))


stretches = st.builds(
    lambda first, length: (first, first + timedelta(days=length)),
    st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    st.integers(0, 30),
)


class DaysOffTests:
    def test_tet_is_passed_over(self):
        office = OfficeHours(days_off=((date(2026, 2, 16), date(2026, 2, 20)),))
        friday = datetime(2026, 2, 13, 16, tzinfo=VIET_NAM)
        due = due_at(entered_at=friday, work=hours(2), office=office)
        assert due == datetime(2026, 2, 23, 8, 30, tzinfo=VIET_NAM)

    @given(moments, works, offices, st.lists(stretches, max_size=8))
    def test_nothing_falls_due_on_a_day_off(self, entered_at, work, office, days_off):
        office = replace(office, days_off=tuple(days_off))
        due = due_at(entered_at=entered_at, work=work, office=office)
        day = due.astimezone(VIET_NAM).date()
        assert office.is_working_day(day)
        assert not any(first <= day <= last for first, last in days_off)
        assert office_time(entered_at, due, office) == work

    @given(moments, works, offices, st.lists(stretches, max_size=5), stretches)
    def test_one_more_holiday_never_makes_anything_due_earlier(
        self, entered_at, work, office, days_off, another
    ):
        fewer = replace(office, days_off=tuple(days_off))
        more = replace(office, days_off=(*days_off, another))
        before = due_at(entered_at=entered_at, work=work, office=fewer)
        assert due_at(entered_at=entered_at, work=work, office=more) >= before
