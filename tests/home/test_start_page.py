"""The start page of the admin, the queue and the calendar: what they show, and what they ask."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from goodnews.accounts.roles import Role
from goodnews.workflows.models import PublicationFailure, WaitingItem
from goodnews.workflows.services import claim_item
from tests.accounts.factories import make_user
from tests.campaigns.factories import make_entry
from tests.news.planning.factories import (
    NOW,
    TODAY,
    TOMORROW,
    approved,
    frozen,
    make_campaign,
    make_newsroom,
    plan,
    planned_and_approved,
)
from tests.workflows.factories import act

MOST_QUERIES = 20
START, QUEUE, CALENDAR = "/admin/", "/admin/hang-cho/", "/admin/lich-dang/"
DAY = timedelta(days=1)


class StartPageTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()
        cls.campaign = make_campaign()
        cls.administrator = make_user(
            "administrator", role=Role.ADMINISTRATOR, unit=cls.room.province
        )

    def setUp(self):
        clock = frozen()
        clock.start()
        self.addCleanup(clock.stop)

    def get(self, user, address=START):
        self.client.force_login(user)
        return self.client.get(address)


class WithoutScriptTests(StartPageTestCase):
    def test_the_bar_for_the_menu_that_never_comes_is_taken_away(self):
        page = self.get(self.room.editor).text
        self.assertRegex(
            page, r'<noscript><link rel="stylesheet" href="[^"]*without-script[^"]*\.css">'
        )


class QueryCountTests(StartPageTestCase):
    def people(self):
        room = self.room
        return (room.editor, room.approver, room.reviewer, self.administrator, room.superuser)

    def fill(self, first: int, count: int) -> None:
        """Give every panel ``count`` rows for everybody."""
        room = self.room
        for number in range(first, first + count):
            approved(room, f"Kho {number}")
            day = TOMORROW + 2 * number * DAY
            planned_and_approved(room, self.campaign, f"Hẹn {number}", day)
            plan(self.campaign, day + DAY, page=room.story(f"Định {number}"))
            make_entry(TODAY - DAY * (number + 1), title=f"Đã đăng {number}")
            room.at_approval(f"Chờ duyệt {number}")
            act(room.sent(f"Chờ biên tập {number}"), room.reviewer, "approve")
            self.claim(room.sent(f"Đang giữ {number}"))
            self.hand_back(room.sent(f"Trả lại {number}"))
            for person in self.people():
                room.sent(f"Của {person} {number}", owner=person)
                self.edit(person, f"Sửa {person} {number}")
            self.fail(room.story(f"Hỏng {number}"))

    def claim(self, page):
        item = WaitingItem.objects.waiting().get(page=page.pk)
        claim_item(item=item, user=self.room.reviewer, now=NOW)

    def hand_back(self, page):
        act(page, self.room.reviewer, "reject")
        WaitingItem.objects.filter(page=page.pk).update(left_at=NOW - 20 * DAY)

    def edit(self, person, title):
        page = self.room.story(title)
        page.save_revision(user=person, log_action="wagtail.edit")
        page.locked, page.locked_by = True, person
        page.save(update_fields=["locked", "locked_by"])

    def fail(self, page):
        Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=NOW - DAY)
        values = {"reason": "Thiếu ảnh.", "first_failed_at": NOW, "last_failed_at": NOW}
        PublicationFailure.objects.create(revision=page.latest_revision, **values)

    def test_few_and_many_rows_ask_the_same_and_never_more_than_twenty_queries(self):
        addresses = [(person, START) for person in self.people()]
        addresses += [(person, QUEUE) for person in self.people()]
        addresses += [(self.room.editor, CALENDAR), (self.room.superuser, CALENDAR)]
        self.fill(0, 1)
        few = [self.measured(*address) for address in addresses]
        self.fill(1, 2)
        many = [self.measured(*address) for address in addresses]
        self.assertEqual(few, many)
        for (person, address), count in zip(addresses, many, strict=True):
            with self.subTest(person=person, address=address):
                self.assertLessEqual(count, MOST_QUERIES)

    def measured(self, person, address) -> int:
        self.client.force_login(person)
        self.client.get(address)
        with CaptureQueriesContext(connection) as captured:
            self.assertEqual(self.client.get(address).status_code, 200)
        return len(captured)


class PanelTests(StartPageTestCase):
    def test_the_site_is_not_counted(self):
        response = self.get(self.room.editor)
        self.assertNotContains(response, "w-summary")
        self.assertContains(response, "Chờ tôi")

    def test_own_stories_in_review_are_shown_with_their_stage(self):
        mine = self.room.sent("Bài của tôi", owner=self.room.editor)
        theirs = self.room.sent("Bài của người khác")
        response = self.get(self.room.editor)
        items = self.panel(response, "sent_by_me")["items"]
        self.assertEqual([item.page_id for item in items], [mine.pk])
        self.assertContains(response, "Đơn vị rà soát")
        self.assertNotIn(theirs.pk, [item.page_id for item in items])

    def test_pages_that_were_locked_come_before_those_that_were_changed(self):
        changed, locked = self.room.story("Vừa sửa"), self.room.story("Đang khóa")
        changed.save_revision(user=self.room.editor, log_action="wagtail.edit")
        locked.locked, locked.locked_by = True, self.room.editor
        locked.save(update_fields=["locked", "locked_by"])
        self.room.story("Không liên quan")
        pages = self.panel(self.get(self.room.editor), "my_pages")["pages"]
        self.assertEqual([page.pk for page in pages], [locked.pk, changed.pk])

    def test_changes_of_long_ago_are_left_out(self):
        page = self.room.story("Cũ")
        with frozen(NOW - 40 * DAY):
            page.save_revision(user=self.room.editor, log_action="wagtail.edit")
        self.assertEqual(self.panel(self.get(self.room.editor), "my_pages")["pages"], [])

    def panel(self, response, name) -> dict:
        panels = {getattr(panel, "name", ""): panel for panel in response.context["panels"]}
        return panels[name].get_context_data({"request": response.wsgi_request})


class BackendTests(StartPageTestCase):
    def test_rights_of_the_person_and_of_the_groups_come_in_one_query(self):
        self.room.editor.user_permissions.add(Permission.objects.get(codename="delete_theme"))
        person = type(self.room.editor).objects.get(pk=self.room.editor.pk)
        with self.assertNumQueries(1):
            self.assertTrue(person.has_perm("news.delete_theme"))
            self.assertTrue(person.has_perm("news.add_theme"))
            self.assertFalse(person.has_perm("units.delete_unit"))

    def test_somebody_who_was_shut_out_is_not_read(self):
        self.client.force_login(self.room.editor)
        type(self.room.editor).objects.filter(pk=self.room.editor.pk).update(is_active=False)
        self.assertEqual(self.client.get(START).status_code, 302)
