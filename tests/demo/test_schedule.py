from datetime import date, datetime, timedelta, timezone
from random import Random

from goodnews.demo import schedule

HANOI = timezone(timedelta(hours=7))
SUNDAY = date(2026, 11, 22)


class GoodNewsDaysTests:
    def test_exactly_two_days_are_empty_whatever_the_weekday(self):
        for offset in range(7):
            today = SUNDAY + timedelta(days=offset)
            days = set(schedule.good_news_days(today))
            every = {today - timedelta(days=number) for number in range(schedule.DAY_COUNT)}
            assert len(every - days) == 2
            assert days <= every

    def test_today_has_a_story(self):
        assert SUNDAY in schedule.good_news_days(SUNDAY)


class BeautifulDaysTests:
    def test_every_week_that_the_campaign_touches_has_one(self):
        for offset in range(7):
            today = SUNDAY + timedelta(days=offset)
            start = schedule.first_day(today)
            weeks = {
                (start + timedelta(days=number)).isocalendar()[:2]
                for number in range(schedule.DAY_COUNT)
            }
            days = schedule.beautiful_days(today)
            assert {day.isocalendar()[:2] for day in days} == weeks
            assert len(days) == len(weeks)
            assert all(start <= day <= today for day in days)


class MomentOnTests:
    def test_a_story_of_today_is_never_in_the_future(self):
        for hour, minute in ((0, 0), (0, 3), (2, 42), (12, 0), (23, 59)):
            now = datetime(2026, 11, 22, hour, minute, 30, tzinfo=HANOI)
            for number in range(3):
                moment = schedule.moment_on(now.date(), number=number, now=now, rng=Random(1))
                assert moment <= now
                assert moment.date() == now.date()
