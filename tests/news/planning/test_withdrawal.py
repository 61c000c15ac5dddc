"""Taking a story out of the reserve: who may, what ends, who is told, and what comes too late."""

from datetime import timedelta

from django.core import mail
from django.test import TestCase
from django.urls import reverse
from wagtail.models import PageLogEntry

from campaigns.models import CampaignEntry
from goodnews.accounts.roles import Role
from goodnews.workflows.models import Approval
from goodnews.workflows.releases import APPROVE_FOR_RESERVE
from news.desk.choices import SubmissionState
from news.desk.models import DeskDraft
from news.planning.errors import NotReservedError
from news.planning.models import ReservedStory
from news.planning.services import watch_slots, withdraw_story
from tests.accounts.factories import make_user
from tests.workflows.factories import act, fresh

from .factories import (
    NOW,
    TOMORROW,
    approved,
    at,
    frozen,
    make_campaign,
    make_newsroom,
    plan,
)

REASON = "Nhân vật xin lùi lại."
MINUTE = timedelta(minutes=1)


class WithdrawalTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()
        cls.campaign = make_campaign()

    def setUp(self):
        clock = frozen()
        clock.start()
        self.addCleanup(clock.stop)
        self.client.force_login(self.room.editor)
        self.page = approved(self.room, "Cầu mới", moment=NOW - MINUTE)
        self.address = reverse("plan:withdraw", args=[self.page.pk])
        mail.outbox.clear()

    def withdraw(self, reason: str = REASON):
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(self.address, {"reason": reason}, follow=True)

    def entries(self):
        return PageLogEntry.objects.filter(page=self.page.pk, action="planning.withdrawn")


class WithdrawStoryTests(WithdrawalTestCase):
    def test_the_button_beside_the_story_leads_to_a_form_that_takes_it_out(self):
        self.assertContains(self.client.get(reverse("plan:index")), self.address)
        self.assertContains(self.client.get(self.address), "Cầu mới")
        response = self.withdraw()
        self.assertRedirects(response, reverse("plan:index"))
        self.assertContains(response, "Cầu mới")
        self.assertEqual(response.context["reserve"].count, 0)
        self.assertFalse(ReservedStory.objects.exists())

    def test_nothing_publishes_it_by_itself_any_more(self):
        self.withdraw()
        plan(self.campaign, TOMORROW, page=self.page)
        with frozen(at(TOMORROW)):
            run = watch_slots(now=at(TOMORROW))
        self.assertEqual((run.filled, run.failed), ([], []))
        page = fresh(self.page)
        self.assertFalse(page.live)
        self.assertFalse(Approval.objects.in_force().filter(revision__object_id=page.pk).exists())
        self.assertIsNone(page.current_workflow_state)

    def test_approved_anew_it_waits_again(self):
        self.withdraw()
        page = fresh(self.page)
        with frozen(NOW + MINUTE):
            page.get_workflow().start(page, self.room.editor)
            for user in (self.room.reviewer, self.room.editor):
                act(page, user, "approve")
            act(page, self.room.approver, APPROVE_FOR_RESERVE)
        self.assertEqual(ReservedStory.objects.ready().get().page_id, page.pk)

    def test_the_history_says_who_and_why(self):
        self.withdraw()
        entry = self.entries().get()
        self.assertEqual((entry.user, entry.data["reason"]), (self.room.editor, REASON))
        history = reverse("wagtailadmin_pages:history", args=[self.page.pk])
        self.assertContains(self.client.get(history), REASON)

    def test_the_author_reads_the_reason_in_a_letter_and_on_the_desk(self):
        draft = DeskDraft.objects.create(
            owner=self.room.correspondent,
            key=self.page.translation_key,
            page=self.page.page_ptr,
            unit=self.room.unit,
            created_at=NOW,
            saved_at=NOW,
            sent_at=NOW,
        )
        self.withdraw()
        letter = mail.outbox[0]
        self.assertEqual([m.to for m in mail.outbox], [[self.room.correspondent.email]])
        self.assertIn(REASON, letter.body)
        self.client.force_login(self.room.correspondent)
        response = self.client.get(reverse("desk:submission", args=[draft.key]))
        self.assertEqual(response.context["submission"].state, SubmissionState.UNUSED)
        self.assertContains(response, REASON)

    def test_a_second_click_does_nothing_and_breaks_nothing(self):
        self.withdraw()
        response = self.withdraw()
        self.assertRedirects(response, reverse("plan:index"))
        self.assertEqual((self.entries().count(), len(mail.outbox)), (1, 1))
        self.assertRedirects(self.client.get(self.address), reverse("plan:index"))

    def test_what_was_published_a_second_ago_stays_public(self):
        self.assertEqual(self.client.get(self.address).status_code, 200)
        watch_slots(now=NOW)
        self.assertTrue(fresh(self.page).live)
        response = self.withdraw()
        self.assertRedirects(response, reverse("plan:index"))
        self.assertIn("vừa được đăng", str(next(iter(response.context["messages"]))))
        self.assertTrue(fresh(self.page).live)
        self.assertTrue(CampaignEntry.objects.filter(page=self.page.pk).exists())
        self.assertFalse(self.entries().exists())
        self.assertTrue(Approval.objects.in_force().filter(revision=fresh(self.page).live_revision))

    def test_a_story_that_got_a_day_meanwhile_keeps_it(self):
        plan(self.campaign, TOMORROW, page=self.page)
        with self.assertRaises(NotReservedError):
            withdraw_story(page=self.page, user=self.room.editor, reason=REASON, now=NOW)
        self.assertTrue(ReservedStory.objects.filter(page=self.page.pk).exists())

    def test_a_missing_or_endless_reason_is_said_at_the_field(self):
        for reason in ("", "   ", "\x00", "x" * 501, "x" * 20_000):
            with self.subTest(reason=reason[:9]):
                response = self.withdraw(reason)
                self.assertTrue(response.context["form"].errors["reason"])
                self.assertContains(response, "x" * min(len(reason), 501) if "x" in reason else "")
        self.assertTrue(ReservedStory.objects.exists())

    def test_only_those_who_plan_take_out(self):
        allowed = {Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR}
        for role in set(Role) - allowed:
            self.client.force_login(make_user(f"who-{role}", role=role))
            with self.subTest(role=role):
                self.assertIn(
                    self.client.post(self.address, {"reason": REASON}).status_code, (302, 403)
                )
                self.assertTrue(ReservedStory.objects.exists())
        for role in allowed:
            self.client.force_login(make_user(f"who-{role}", role=role))
            self.assertEqual(self.client.get(self.address).status_code, 200)
