"""The calendar, the reserve beside it, and what editors do there."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goodnews.accounts.roles import Role
from news.choices import StoryKind
from news.planning.choices import SlotState
from news.planning.models import PlanItem
from news.planning.services import plan_slot
from tests.accounts.factories import make_user
from tests.campaigns.factories import make_entry

from .factories import (
    NOW,
    TODAY,
    TOMORROW,
    approved,
    frozen,
    make_campaign,
    make_newsroom,
    plan,
    planned_and_approved,
    timed,
)

DAY = timedelta(days=1)
CALENDAR = "plan:index"


class AdminTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()
        cls.campaign = make_campaign()

    def setUp(self):
        clock = frozen()
        clock.start()
        self.addCleanup(clock.stop)
        self.client.force_login(self.room.editor)

    def states(self, query: str = "") -> dict:
        board = self.client.get(f"{reverse(CALENDAR)}{query}").context["board"]
        return {(slot.kind, slot.slot_on): slot for slot in board.slots()}


class CalendarTests(AdminTestCase):
    def test_each_state_has_a_word_of_its_own(self):
        make_entry(TODAY - DAY, title="Chủ nhật xanh")
        planned_and_approved(self.room, self.campaign, "Cầu mới", TOMORROW)
        plan(self.campaign, TOMORROW + DAY, page=self.room.story("Trường mới"))
        plan(self.campaign, TOMORROW + 2 * DAY, note="Xã Bản Liền gửi")
        found = self.states()
        expected = {
            TODAY - 2 * DAY: SlotState.GAP,
            TODAY - DAY: SlotState.FILLED,
            TODAY: SlotState.DUE,
            TOMORROW: SlotState.READY,
            TOMORROW + DAY: SlotState.PLANNED,
            TOMORROW + 2 * DAY: SlotState.ASSIGNED,
            TOMORROW + 3 * DAY: SlotState.EMPTY,
        }
        for day, state in expected.items():
            with self.subTest(day=day):
                self.assertEqual(found["day", day].state, state)
        words = {str(found["day", day].word) for day in expected}
        signs = {found["day", day].sign for day in expected}
        self.assertEqual((len(words), len(signs)), (7, 7))
        html = self.client.get(reverse(CALENDAR)).content.decode()
        for word in words:
            self.assertIn(word, html)
        self.assertEqual(html.count('aria-current="date"'), 1)

    def test_a_story_with_its_own_hour_fills_its_day_too(self):
        timed(self.room, "Hẹn giờ", NOW + 3 * DAY)
        slot = self.states()["day", TODAY + 3 * DAY]
        self.assertEqual((slot.state, slot.title), (SlotState.READY, "Hẹn giờ"))
        self.assertFalse(slot.is_movable)

    def test_what_was_planned_beside_a_story_with_its_own_hour_is_shown_under_it(self):
        items = [
            plan(self.campaign, TODAY + 3 * DAY, note="Xã Bản Liền gửi"),
            plan(self.campaign, TODAY + 4 * DAY, page=self.room.story("Trường mới")),
        ]
        for item in items:
            timed(self.room, f"Hẹn giờ {item.pk}", NOW + (item.planned_on - TODAY))
        for query in ("", "?xem=tuan&ngay=2026-11-24"):
            html = self.client.get(f"{reverse(CALENDAR)}{query}").content.decode()
            for item in items:
                with self.subTest(query=query, item=item.title):
                    self.assertIn(f"Hẹn giờ {item.pk}", html)
                    self.assertIn(item.title, html)
                    for name in ("move", "edit", "remove"):
                        self.assertIn(reverse(f"plan:{name}", args=[item.pk]), html)
        self.assertFalse(self.states()["day", TODAY + 3 * DAY].is_target)
        panel = self.client.get("/admin/")
        self.assertContains(panel, reverse("plan:edit", args=[items[0].pk]))

    def test_week_and_month_end_at_the_campaign(self):
        for query in ("?xem=tuan&ngay=2026-10-01", "?ngay=2026-12-31", "?ngay=2031-01-01"):
            with self.subTest(query=query):
                response = self.client.get(f"{reverse(CALENDAR)}{query}")
                self.assertEqual(response.status_code, 200)
        response = self.client.get(f"{reverse(CALENDAR)}?xem=tuan&ngay=2026-10-01")
        self.assertIsNone(response.context["before"])
        self.assertEqual(
            self.states("?xem=tuan&ngay=2026-10-01")["day", TODAY.replace(month=9, day=28)].state,
            SlotState.OUTSIDE,
        )

    def test_nonsense_in_the_address_shows_this_month(self):
        for query in ("thang=abc", "ngay=99999-1-1", "chien_dich=%00", "xem=" + "9" * 400):
            with self.subTest(query=query[:30]):
                response = self.client.get(f"{reverse(CALENDAR)}?{query}")
                self.assertEqual(response.context["board"].first, TODAY.replace(day=1))

    def test_a_site_without_a_campaign_says_so(self):
        self.campaign.delete()
        self.assertEqual(self.client.get(reverse(CALENDAR)).status_code, 200)
        self.assertEqual(self.client.get(reverse("plan:add")).status_code, 200)
        self.assertEqual(self.client.get("/admin/").status_code, 200)

    def test_the_reserve_stands_beside_it_the_oldest_first(self):
        approved(self.room, "Trẻ nhất", moment=NOW - DAY)
        approved(self.room, "Già nhất", moment=NOW - 3 * DAY)
        planned_and_approved(self.room, self.campaign, "Có ngày", TOMORROW)
        reserve = self.client.get(reverse(CALENDAR)).context["reserve"]
        titles = [row.page.title for row in reserve.stories]
        self.assertEqual((titles, reserve.count), (["Già nhất", "Trẻ nhất"], 2))

    def test_what_missed_its_day_is_not_forgotten(self):
        page = self.room.story("Trễ hẹn")
        with frozen(NOW - 3 * DAY):
            plan_slot(
                campaign=self.campaign,
                kind="day",
                day=TODAY - 2 * DAY,
                page=page,
                now=NOW - 3 * DAY,
            )
        overdue = self.client.get(reverse(CALENDAR)).context["overdue"]
        self.assertEqual([item.title for item in overdue], ["Trễ hẹn"])

    def test_many_stories_ask_no_more_queries(self):
        def fill(first, count):
            for number in range(first, first + count):
                approved(self.room, f"Kho {number}")
                day = TOMORROW + number * DAY
                if day <= TODAY.replace(day=30):
                    planned_and_approved(self.room, self.campaign, f"Tin {number}", day)
                make_entry(TODAY - DAY * (number + 1), title=f"Đã đăng {number}")

        counts = []
        for first, count in ((0, 1), (1, 7)):
            fill(first, count)
            for address in (reverse(CALENDAR), "/admin/"):
                self.client.get(address)
                with CaptureQueriesContext(connection) as captured:
                    self.assertEqual(self.client.get(address).status_code, 200)
                counts.append(len(captured))
        self.assertEqual(counts[0], counts[2])
        self.assertEqual(counts[1], counts[3])
        self.assertLessEqual(max(counts), 20)


class PlanByFormTests(AdminTestCase):
    def test_a_day_is_planned_moved_and_emptied_without_a_script(self):
        story = self.room.story("Cầu mới")
        add = reverse("plan:add")
        query = f"?chien_dich={self.campaign.pk}&loai=day&ngay={TOMORROW}"
        self.assertContains(self.client.get(add + query), "22/11/2026")
        values = {"campaign": self.campaign.pk, "kind": "day", "day": TOMORROW, "page": story.pk}
        self.assertEqual(self.client.post(add, values).status_code, 302)
        item = PlanItem.objects.get()
        self.assertEqual((item.page_id, item.planned_on), (story.pk, TOMORROW))
        move = reverse("plan:move", args=[item.pk])
        self.assertContains(self.client.get(move), "Cầu mới")
        self.client.post(move, {"day": TOMORROW + DAY})
        item.refresh_from_db()
        self.assertEqual(item.planned_on, TOMORROW + DAY)
        remove = reverse("plan:remove", args=[item.pk])
        self.assertEqual(self.client.get(remove).status_code, 200)
        self.assertTrue(PlanItem.objects.exists())
        self.client.post(remove)
        self.assertFalse(PlanItem.objects.exists())

    def choices(self, response) -> dict[str, list[str]]:
        """Return the stories that the form offers, by group."""
        offered = response.context["form"].fields["page"].widget.choices
        return {group: [words for _pk, words in rows] for group, rows in offered[1:]}

    def test_what_waits_is_offered_by_where_it_is_and_what_has_a_day_says_so(self):
        self.room.story("Bản nháp")
        beautiful = self.room.sent("Chuyện đẹp", kind=StoryKind.BEAUTIFUL_STORY)
        self.room.at_approval("Cầu mới")
        item = plan(self.campaign, TOMORROW, page=approved(self.room, "Trong kho"))
        offered = self.choices(self.client.get(reverse("plan:add")))
        unit = "Xã Nậm Pung"
        self.assertEqual(
            offered,
            {
                "Trong kho tin": [f"Trong kho · {unit} · tin tốt · đã xếp ngày 22/11/2026"],
                "Phê duyệt": [f"Cầu mới · {unit} · tin tốt"],
                "Đơn vị rà soát": [f"{beautiful.title} · {unit} · câu chuyện đẹp"],
                "Chưa gửi": [f"Bản nháp · {unit} · tin tốt"],
            },
        )
        self.assertEqual([*offered], ["Trong kho tin", "Phê duyệt", "Đơn vị rà soát", "Chưa gửi"])
        offered = self.choices(self.client.get(reverse("plan:edit", args=[item.pk])))
        self.assertNotIn("Đơn vị rà soát", offered)

    def test_a_refusal_stands_at_the_field_and_keeps_what_was_typed(self):
        plan(self.campaign, TOMORROW, note="Xã Bản Liền")
        values = {"campaign": self.campaign.pk, "kind": "day", "note": "Xã Nậm Pung"}
        for day in (TOMORROW, TODAY - DAY, "2190-01-01", "99999-01-01", "x" * 9000, "\x00", ""):
            with self.subTest(day=str(day)[:12]):
                response = self.client.post(reverse("plan:add"), {**values, "day": day})
                self.assertEqual(response.status_code, 200)
                self.assertTrue(response.context["form"].errors["day"])
                self.assertContains(response, "Xã Nậm Pung")
        self.assertEqual(PlanItem.objects.count(), 1)

    def test_a_story_that_does_not_fit_is_named_at_its_field(self):
        story = self.room.story("Chuyện đẹp", kind=StoryKind.BEAUTIFUL_STORY)
        values = {"campaign": self.campaign.pk, "kind": "day", "day": TOMORROW, "page": story.pk}
        response = self.client.post(reverse("plan:add"), values)
        self.assertIn("Chuyện đẹp", str(response.context["form"].errors["page"]))

    def test_an_item_that_says_nothing_is_refused(self):
        item = plan(self.campaign, TOMORROW)
        response = self.client.post(reverse("plan:edit", args=[item.pk]), {"note": ""})
        self.assertTrue(response.context["form"].non_field_errors())

    def test_changing_a_day_keeps_the_rest(self):
        item = plan(self.campaign, TOMORROW)
        url = reverse("plan:edit", args=[item.pk])
        self.assertEqual(self.client.get(url).status_code, 200)
        values = {"unit": self.room.unit.pk, "assignee": self.room.editor.pk, "note": "Gọi lại"}
        self.assertEqual(self.client.post(url, values).status_code, 302)
        item.refresh_from_db()
        self.assertEqual((item.unit, item.assignee), (self.room.unit, self.room.editor))
        self.assertEqual(item.planned_on, TOMORROW)

    def test_a_story_of_the_reserve_gets_a_day(self):
        page = approved(self.room, "Cầu mới")
        url = reverse("plan:story", args=[page.pk])
        self.assertContains(self.client.get(url), "Cầu mới")
        values = {"campaign": self.campaign.pk, "day": TOMORROW, "swap": "on"}
        self.assertEqual(self.client.post(url, values).status_code, 302)
        self.assertEqual(self.states()["day", TOMORROW].state, SlotState.READY)

    def test_only_editors_approvers_and_administrators_plan(self):
        item = plan(self.campaign, TOMORROW)
        story = self.room.story("Cầu mới")
        addresses = [
            reverse("plan:add"),
            reverse("plan:edit", args=[item.pk]),
            reverse("plan:move", args=[item.pk]),
            reverse("plan:remove", args=[item.pk]),
            reverse("plan:story", args=[story.pk]),
            reverse("plan:feed_key"),
            reverse(CALENDAR),
        ]
        allowed = {Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR}
        for role in Role:
            self.client.force_login(make_user(f"who-{role}", role=role))
            codes = {self.client.get(address).status_code for address in addresses}
            with self.subTest(role=role):
                self.assertEqual(codes == {200}, role in allowed, codes)
                if role not in allowed:
                    self.client.post(addresses[2], {"day": TOMORROW + DAY})
                    self.client.post(addresses[3])
                    item.refresh_from_db()
                    self.assertEqual(item.planned_on, TOMORROW)


class PanelTests(AdminTestCase):
    def test_today_and_the_next_seven_days(self):
        make_entry(TODAY, title="Chủ nhật xanh")
        planned_and_approved(self.room, self.campaign, "Cầu mới", TOMORROW)
        response = self.client.get("/admin/")
        self.assertContains(response, "Chủ nhật xanh")
        self.assertContains(response, "Cầu mới")
        self.assertContains(response, 'id="plan-today"')
        self.assertContains(response, 'id="plan-next-days"')

    def test_reviewers_have_no_part_in_it(self):
        self.client.force_login(self.room.reviewer)
        self.assertNotContains(self.client.get("/admin/"), 'id="plan-today"')
