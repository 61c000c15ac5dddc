"""The editors' calendar, the listing and moving a story, in Wagtail's admin."""

from datetime import UTC, datetime, timedelta
from unittest import mock

from django.test import TestCase
from django.urls import reverse

from campaigns.choices import SlotKind
from campaigns.models import CampaignEntry
from goodnews.accounts.roles import Role
from tests.accounts.factories import make_everybody

from .factories import NOW, TODAY, make_campaign, make_entry

DAY = timedelta(days=1)
CALENDAR = "campaign_calendar:index"
LISTING = "campaign_entries:index"
MOVE = "campaign_entries:edit"


class AdminTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = make_everybody()
        cls.campaign = make_campaign()

    def setUp(self):
        patcher = mock.patch("django.utils.timezone.now", return_value=NOW)
        patcher.start()
        self.addCleanup(patcher.stop)
        self.client.force_login(self.people[Role.EDITOR])


class EditorsCalendarTests(AdminTestCase):
    def test_gaps_and_the_open_day_are_named(self):
        make_entry(TODAY - DAY, title="Chủ nhật xanh")
        response = self.client.get(reverse(CALENDAR))
        self.assertContains(response, "Chủ nhật xanh")
        gaps = response.context["gaps"]
        self.assertNotIn(TODAY - DAY, gaps)
        self.assertIn(TODAY, gaps)
        self.assertEqual(len(gaps), 20)

    def test_planned_pages_stand_on_their_local_day(self):
        entry = make_entry(TODAY)
        revision = entry.page.save_revision()
        # 23:30 UTC on the 24th is the morning of the 25th in Vietnam.
        revision.approved_go_live_at = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
        revision.save()
        rows = self.client.get(reverse(CALENDAR)).context["rows"]
        planned = [
            cell["square"].day.day for row in rows for cell in row["cells"] if cell["planned"]
        ]
        self.assertEqual(planned, [25])

    def test_nonsense_in_the_address_shows_this_month(self):
        for query in ("thang=abc", "thang=99999-1", "chien_dich=%00", "chien_dich=" + "9" * 400):
            with self.subTest(query=query[:30]):
                response = self.client.get(f"{reverse(CALENDAR)}?{query}")
                self.assertEqual(response.status_code, 200)
                self.assertEqual(response.context["calendar"].key, "2026-11")

    def test_a_site_without_a_campaign_says_so(self):
        CampaignEntry.objects.all().delete()
        self.campaign.delete()
        self.assertEqual(self.client.get(reverse(CALENDAR)).status_code, 200)


class EntryListingTests(AdminTestCase):
    def test_filters_by_month_promise_and_empty_slot(self):
        first = make_entry(TODAY, title="Tin một")
        second = make_entry(TODAY, title="Tin hai")
        week = make_entry(TODAY, title="Chuyện đẹp", kind=SlotKind.WEEK)
        october = make_entry(TODAY.replace(month=10), title="Tin tháng mười")
        cases = {
            "published_on=2026-10": {october},
            "kind=week": {week},
            "slot_on=empty": {second},
            "slot_on=filled&published_on=2026-11": {first, week},
        }
        for query, expected in cases.items():
            with self.subTest(query=query):
                response = self.client.get(f"{reverse(LISTING)}?{query}")
                self.assertEqual(set(response.context["object_list"]), expected)

    def test_wrong_filter_values_are_no_fault_of_the_server(self):
        for query in ("published_on=abc", "unit=%00", "kind=" + "x" * 10_000, "p=abc"):
            with self.subTest(query=query[:30]):
                response = self.client.get(f"{reverse(LISTING)}?{query}")
                self.assertLess(response.status_code, 500)


class MoveTests(AdminTestCase):
    def setUp(self):
        super().setUp()
        self.entry = make_entry(TODAY, title="Chủ nhật xanh")
        self.url = reverse(MOVE, args=[self.entry.pk])

    def test_an_editor_moves_a_story_into_a_gap(self):
        self.assertContains(self.client.get(self.url), "Chủ nhật xanh")
        response = self.client.post(self.url, {"slot_on": "2026-11-20"})
        self.assertRedirects(response, reverse(LISTING))
        self.entry.refresh_from_db()
        self.assertEqual(self.entry.slot_on, TODAY - DAY)

    def test_a_taken_day_is_explained_at_the_field_and_nothing_moves(self):
        make_entry(TODAY - DAY, title="Đèn sáng bản Sín Chải")
        response = self.client.post(self.url, {"slot_on": "2026-11-20"})
        self.assertContains(response, "Đèn sáng bản Sín Chải")
        self.assertTrue(response.context["form"].errors["slot_on"])
        self.entry.refresh_from_db()
        self.assertEqual(self.entry.slot_on, TODAY)

    def test_a_day_in_2190_and_no_day_at_all(self):
        for value in ("2190-01-01", "99999-01-01", "x" * 10_000, "\x00"):
            with self.subTest(value=value[:12]):
                response = self.client.post(self.url, {"slot_on": value})
                self.assertTrue(response.context["form"].errors["slot_on"])

    def test_only_editors_approvers_and_administrators_move(self):
        allowed = {Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR}
        for role, user in self.people.items():
            with self.subTest(role=role):
                self.client.force_login(user)
                statuses = {
                    self.client.get(address).status_code
                    for address in (self.url, reverse(CALENDAR), reverse(LISTING))
                }
                self.assertEqual(statuses == {200}, role in allowed, statuses)
                self.assertNotIn(500, statuses)

    def test_nobody_adds_or_deletes_an_entry_by_hand(self):
        self.client.force_login(self.people[Role.ADMINISTRATOR])
        delete = reverse("campaign_entries:delete", args=[self.entry.pk])
        for address in (reverse("campaign_entries:add"), delete):
            with self.subTest(address=address):
                self.assertEqual(self.client.post(address).status_code, 302)
        self.assertTrue(CampaignEntry.objects.filter(pk=self.entry.pk).exists())
        self.assertEqual(CampaignEntry.objects.count(), 1)
