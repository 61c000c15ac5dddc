"""The office's days off: what its settings take, and what they do to due times."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse

from goodnews.workflows.deadlines import VIET_NAM
from goodnews.workflows.models import DayOff, ReviewSettings, WaitingItem
from tests.news.planning.factories import frozen

from .factories import make_newsroom

FRIDAY = datetime(2026, 2, 13, 16, tzinfo=VIET_NAM)
TET = {"name": "Tết Nguyên đán", "first_on": date(2026, 2, 16), "last_on": date(2026, 2, 20)}


class DueTimeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()

    def due(self, title) -> datetime:
        with frozen(FRIDAY):
            page = self.room.sent(title)
        return WaitingItem.objects.get(page=page.pk).due_at.astimezone(VIET_NAM)

    def test_what_comes_before_a_holiday_is_due_after_it(self):
        before = self.due("Không nghỉ")
        DayOff.objects.create(settings=ReviewSettings.load(), **TET)
        self.assertEqual(self.due("Có nghỉ"), before + timedelta(days=7))

    def test_a_single_day_needs_no_last_day(self):
        DayOff.objects.create(
            settings=ReviewSettings.load(), name="Giỗ Tổ", first_on=date(2026, 2, 16)
        )
        office = ReviewSettings.load().office
        self.assertFalse(office.is_working_day(date(2026, 2, 16)))
        self.assertTrue(office.is_working_day(date(2026, 2, 17)))

    def test_the_database_keeps_the_days_in_order(self):
        for values in (
            {"first_on": date(2026, 2, 20), "last_on": date(2026, 2, 16)},
            {"first_on": date(1890, 1, 1), "last_on": None},
        ):
            values = {**TET, **values, "settings": ReviewSettings.load()}
            with (
                self.subTest(values=values),
                self.assertRaises(IntegrityError),
                transaction.atomic(),
            ):
                DayOff.objects.create(**values)


class SettingsFormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()

    def post(self, **values):
        self.client.force_login(self.room.superuser)
        self.settings = ReviewSettings.load()
        address = reverse(
            "wagtailsettings:edit", args=["workflows", "reviewsettings", self.settings.pk]
        )
        data = {
            "quick_hours": 24,
            "slow_hours": 72,
            "first_day": 0,
            "last_day": 4,
            "opens_at": "07:30",
            "closes_at": "17:00",
            "claim_hours": 4,
            "returned_days": 5,
            "days_off-TOTAL_FORMS": 1,
            "days_off-INITIAL_FORMS": 0,
            "days_off-MIN_NUM_FORMS": 0,
            "days_off-MAX_NUM_FORMS": 1000,
            "days_off-0-name": "Tết Nguyên đán",
            "days_off-0-first_on": "2026-02-16",
            "days_off-0-last_on": "2026-02-20",
            **values,
        }
        return self.client.post(address, data)

    def test_the_office_adds_a_holiday(self):
        self.assertEqual(self.post().status_code, 302)
        self.assertEqual(DayOff.objects.get().span, (date(2026, 2, 16), date(2026, 2, 20)))

    def test_bad_days_are_told_at_their_field(self):
        for field, value in (
            ("first_on", ""),
            ("first_on", "mồng một"),
            ("first_on", "2190-01-01"),
            ("last_on", "2026-02-01"),
            ("last_on", "2026-12-31"),
            ("name", ""),
        ):
            with self.subTest(field=field, value=value):
                response = self.post(**{f"days_off-0-{field}": value})
                self.assertEqual(response.status_code, 200)
                errors = response.context["form"].formsets["days_off"].errors[0]
                self.assertIn(field if value != "2190-01-01" else "first_on", errors)
        self.assertFalse(DayOff.objects.exists())
