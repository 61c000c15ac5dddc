"""A month as pages show it."""

from datetime import date, timedelta

from django.test import TestCase
from wagtail.models import Locale

from campaigns.calendar import campaign_figures, campaign_month, month_calendar
from campaigns.choices import SlotKind
from campaigns.services import move_entry
from campaigns.slots import DayState
from goodnews.workflows.services import approve_and_publish
from tests.units.factories import make_unit

from .factories import NOW, STARTS_ON, TODAY, make_campaign, make_entry, make_story, root_page

DAY = timedelta(days=1)


def squares(calendar) -> dict:
    """Return the squares of a month by day."""
    return {square.day: square for week in calendar.weeks for square in week.days if square}


class MonthCalendarTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.campaign = make_campaign()

    def month(self, year=2026, month=11):
        campaign = type(self.campaign).objects.get(pk=self.campaign.pk)
        return month_calendar(campaign=campaign, year=year, month=month, today=TODAY)

    def test_a_lit_day_leads_to_its_story_and_a_gap_nowhere(self):
        entry = make_entry(TODAY - DAY, title="Chủ nhật xanh")
        days = squares(self.month())
        lit, gap = days[TODAY - DAY], days[TODAY - 2 * DAY]
        self.assertEqual((lit.state, lit.count, lit.title), (DayState.LIT, 1, "Chủ nhật xanh"))
        self.assertEqual(lit.url, entry.page.url)
        self.assertEqual((gap.state, gap.url), (DayState.GAP, ""))
        self.assertEqual(days[TODAY].state, DayState.OPEN)
        self.assertTrue(days[TODAY].is_today)

    def test_a_day_with_several_leads_to_its_list_and_names_the_first(self):
        make_entry(TODAY, title="Một")
        make_entry(TODAY, title="Hai")
        square = squares(self.month())[TODAY]
        self.assertEqual((square.count, square.title), (2, "Một"))
        self.assertTrue(square.url.endswith("?ngay=2026-11-21#ngay"))

    def test_the_ring_stands_on_the_day_of_the_beautiful_story(self):
        make_entry(date(2026, 11, 19), kind=SlotKind.WEEK, title="Thầy giáo và tủ sách")
        calendar = self.month()
        square = squares(calendar)[date(2026, 11, 19)]
        self.assertEqual(square.ring.title, "Thầy giáo và tủ sách")
        self.assertEqual(square.state, DayState.GAP)
        week = calendar.weeks[3]
        self.assertEqual((week.number, week.story.title), (47, "Thầy giáo và tủ sách"))

    def test_a_story_given_to_another_week_rings_its_monday(self):
        entry = make_entry(date(2026, 11, 19), kind=SlotKind.WEEK)
        move_entry(entry=entry, to=date(2026, 11, 12), now=NOW)
        days = squares(self.month())
        self.assertIsNone(days[date(2026, 11, 19)].ring)
        self.assertIsNotNone(days[date(2026, 11, 9)].ring)

    def test_a_week_that_began_last_month_keeps_its_ring(self):
        make_entry(date(2026, 11, 1), kind=SlotKind.WEEK)
        self.assertIsNotNone(squares(self.month())[date(2026, 11, 1)].ring)

    def test_a_moved_story_is_counted_on_its_new_day(self):
        entry = make_entry(TODAY)
        move_entry(entry=entry, to=TODAY - DAY, now=NOW)
        days = squares(self.month())
        self.assertEqual((days[TODAY].count, days[TODAY - DAY].count), (0, 1))

    def test_a_story_taken_down_or_made_private_is_not_shown(self):
        hidden = make_entry(TODAY, title="Một")
        private = make_entry(TODAY - DAY, title="Hai")
        hidden.page.unpublish()
        private.page.view_restrictions.create(restriction_type="login")
        days = squares(self.month())
        self.assertEqual(days[TODAY].state, DayState.OPEN)
        self.assertEqual(days[TODAY - DAY].state, DayState.GAP)

    def test_months_without_a_day_of_the_campaign_are_not_offered(self):
        self.assertIsNone(self.month(2026, 10).previous)
        self.assertIsNone(self.month(2026, 12).next)
        self.assertEqual(self.month().previous, date(2026, 10, 1))

    def test_the_promise_of_the_month_counts_until_today(self):
        make_entry(TODAY)
        make_entry(TODAY - DAY)
        promise = self.month().promise
        self.assertEqual((promise.kept, promise.due), (2, 21))

    def test_two_queries_with_ten_stories_and_with_thirty(self):
        for number in range(10):
            make_entry(date(2026, 11, 1 + number), title=str(number))
        campaigns = type(self.campaign).objects.select_related("locale")
        campaign = campaigns.get(pk=self.campaign.pk)
        with self.assertNumQueries(2):
            month_calendar(campaign=campaign, year=2026, month=11, today=TODAY)
        for number in range(20):
            make_entry(date(2026, 11, 1 + number % 21), title=f"thêm {number}")
        campaign = campaigns.get(pk=self.campaign.pk)
        with self.assertNumQueries(2):
            month_calendar(campaign=campaign, year=2026, month=11, today=TODAY)


class CampaignFiguresTests(TestCase):
    def test_counts_streak_and_promises(self):
        campaign = make_campaign()
        province = make_unit()
        for offset in range(3):
            make_entry(TODAY - (1 + offset) * DAY, title=str(offset), unit=province)
        make_entry(TODAY - DAY, title="thêm")
        make_entry(TODAY, kind=SlotKind.WEEK, title="Chuyện")
        figures = campaign_figures(campaign=campaign, today=TODAY)
        self.assertEqual((figures.good_news, figures.beautiful_stories, figures.units), (4, 1, 1))
        self.assertEqual((figures.days.kept, figures.days.streak), (3, 3))
        self.assertEqual(figures.days.due, (TODAY - STARTS_ON).days + 1)
        self.assertEqual((figures.weeks.kept, figures.weeks.streak), (1, 1))

    def test_the_month_is_drawn_into_the_campaign(self):
        campaign = make_campaign()
        self.assertEqual(campaign_month(campaign, date(2026, 3, 4)), date(2026, 10, 1))
        self.assertEqual(campaign_month(campaign, date(2031, 3, 4)), date(2026, 12, 1))


class TranslatedCampaignTests(TestCase):
    def test_the_english_page_shows_the_same_calendar_with_english_titles_where_there_are(self):
        campaign = make_campaign()
        translated, other = make_story("Đèn sáng bản Sín Chải"), make_story("Chủ nhật xanh")
        make_entry(TODAY, page=translated)
        make_entry(TODAY - DAY, page=other)
        english = Locale.objects.get_or_create(language_code="en")[0]
        root_page().copy_for_translation(english)
        copy = translated.copy_for_translation(english)
        copy.title, copy.live = "Lights on in Sin Chai", True
        copy.save()
        campaign.get_parent().specific.copy_for_translation(english)
        page = approve_and_publish(page=campaign.copy_for_translation(english), now=NOW)
        days = squares(month_calendar(campaign=page, year=2026, month=11, today=TODAY))
        self.assertEqual(days[TODAY].title, "Lights on in Sin Chai")
        self.assertEqual(days[TODAY].url, copy.url)
        self.assertEqual(days[TODAY - DAY].title, "Chủ nhật xanh")
